printf '%s\n' [=text] >[=path]

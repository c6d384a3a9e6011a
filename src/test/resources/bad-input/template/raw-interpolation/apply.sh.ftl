docker run [=flags?no_esc]

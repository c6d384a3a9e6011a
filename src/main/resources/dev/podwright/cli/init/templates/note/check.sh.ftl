present=$(cat [=path] 2>/dev/null || :)
[ "$present" = [=text] ] || pw_change text "$present" [=text]

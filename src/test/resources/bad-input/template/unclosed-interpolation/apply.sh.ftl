echo [=name
echo done

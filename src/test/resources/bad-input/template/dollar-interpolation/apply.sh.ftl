echo [=name] ${name}
if [ -n [=x] ]; then echo $(echo [=y]); fi
echo "$(echo [=z])"

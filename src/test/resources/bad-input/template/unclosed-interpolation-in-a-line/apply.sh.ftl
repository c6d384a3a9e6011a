if [ -n [=name) ]; then
  echo [=other]
fi

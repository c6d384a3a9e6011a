echo '[=name]'

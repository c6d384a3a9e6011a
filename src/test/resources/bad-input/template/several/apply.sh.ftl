echo "[=a]"
echo ok [=b]
echo '[=c]'

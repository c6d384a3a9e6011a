echo "[=whom]"

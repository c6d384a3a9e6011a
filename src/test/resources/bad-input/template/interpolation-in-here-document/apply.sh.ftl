cat > /etc/motd <<EOF
Welcome to [=name]
EOF

. /etc/os-release
printf '%s\n' "$ID" "$VERSION_ID" "$(uname -r -m -n)" "$(id -un)" "$(id -u)" "$HOME"
grep -c ^processor /proc/cpuinfo
grep MemTotal /proc/meminfo

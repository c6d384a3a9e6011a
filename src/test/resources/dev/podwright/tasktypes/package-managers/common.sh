# Stands in for a distribution's packages: `installed` and `available` hold lines of "NAME VERSION".
here=${0%/*}
touch "$here/installed"

version_of() {
  while read -r name version; do
    if [ "$name" = "$2" ]; then
      printf '%s\n' "$version"
      return 0
    fi
  done <"$here/$1"
  return 1
}

install_one() {
  remove_one "$1"
  printf '%s %s\n' "$1" "$(version_of available "$1")" >>"$here/installed"
  if [ -x "$here/on-install" ]; then "$here/on-install" "$1"; fi
}

remove_one() {
  while read -r name version; do
    if [ "$name" != "$1" ]; then printf '%s %s\n' "$name" "$version"; fi
  done <"$here/installed" >"$here/installed.new"
  cat "$here/installed.new" >"$here/installed"
}

# Every call is kept, to be looked at.
printf '%s\n' "${0##*/} $*" >>"$here/calls"

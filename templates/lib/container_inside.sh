# The other end of container_shell, inside the container: what library code calls there, and how it is reported back.

# container_inside PHASE CALL WORD…: runs a function of a library, or a command. Reports go to standard output, and what is
# printed otherwise to standard error. What stands in container_inside_hint is added to the hint of each failure.
container_inside() {
  pw_phase=$1 pw__at='' container_inside_hint='' container_inside_mark=$(printf '\036')
  shift
  exec 7>&1 >&2
  # An image's PATH may name its own programs only.
  PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin"
  export PATH
  umask 022
  pw_change() { container_inside_report change "$1" "${2-}" "${3-}"; }
  pw_output() { container_inside_report output "$@"; }
  pw_warn() { container_inside_report warn "$*"; }
  pw_progress() { container_inside_report progress "$*"; }
  pw_defer() {
    container_inside_report defer "$1"
    exit 212
  }
  pw_fail() {
    container_inside_report fail "$1" "${2-}${container_inside_hint:+; $container_inside_hint}"
    exit 213
  }
  trap 'container_inside_report exit "$?" "$pw__at"' EXIT
  container_inside_report begin
  "$@"
}

# One line of fields, each after a character 036; control characters in them become blanks. Written at once.
container_inside_report() {
  container_inside_line=''
  for container_inside_field in "$@"; do
    container_inside_plain=''
    while :; do
      case $container_inside_field in
        *[[:cntrl:]]*) ;;
        *) break ;;
      esac
      container_inside_plain="$container_inside_plain${container_inside_field%%[[:cntrl:]]*} "
      container_inside_field=${container_inside_field#*[[:cntrl:]]}
    done
    container_inside_line="$container_inside_line$container_inside_mark$container_inside_plain$container_inside_field"
  done
  printf '%s\n' "$container_inside_line" >&7
}

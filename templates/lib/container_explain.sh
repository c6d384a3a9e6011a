# requires: docker
# Names what of a declaration the container there is doesn't have. Works on what the library container has read, and tells by its
# container_differs.

# container_explain WORD…: names what of the declaration the container doesn't have.
container_explain() {
  container_lines="
$container_options"
  container_pattern=''
  while [ $# -gt 0 ]; do
    case $1 in
      --volume=* | --ulimit=*) container_expect "$1" ;;
      --label=dev.podwright.*) ;;
      --label=*) container_expect_json --label "${1#--label=}" ;;
      --hostname=* | --user=* | --workdir=* | --network=* | --shm-size=*) container_expect "$1" ;;
      --entrypoint=*) container_pattern=${1#--entrypoint=} ;;
      --*) ;;
      *) break ;;
    esac
    shift
  done
  shift
  container_explain_command "$@"
  container_explain_ports
  container_explain_environment
}

# container_expect --OPTION=VALUE
container_expect() {
  case $container_lines in
    *"
$1
"*) return 0 ;;
  esac
  container_option=${1%%=*} container_has=none
  case $container_option in
    --volume | --ulimit) ;;
    *)
      container_has=${container_lines#*"
$container_option="}
      container_has=${container_has%%"
"*}
      ;;
  esac
  container_differs "${container_option#--}" "${container_has:-none}" "${1#*=}"
}

# container_expect_json --label NAME=VALUE
container_expect_json() {
  container_value=$(docker_json "${2#*=}") || return 0
  case $container_lines in
    *"
$1=${2%%=*}=$container_value
"*) return 0 ;;
  esac
  container_has=none
  case $container_lines in
    *"
$1=${2%%=*}="*)
      container_has=${container_lines#*"
$1=${2%%=*}="}
      container_has=${container_has%%"
"*}
      ;;
  esac
  container_differs "${1#--} ${2%%=*}" "$container_has" "$container_value"
}

container_explain_command() {
  container_value=''
  for container_word in "$@"; do
    container_word=$(docker_json "$container_word") || return 0
    container_value="$container_value${container_value:+,}$container_word"
  done
  if [ -n "$container_pattern" ]; then
    container_pattern=$(docker_json "$container_pattern") || return 0
    case $container_command in
      "[$container_pattern] "*) ;;
      *) container_differs entrypoint "${container_command%% *}" "[$container_pattern]" ;;
    esac
  fi
  [ $# -gt 0 ] || return 0
  case $container_command in
    *" [$container_value]") ;;
    *) container_differs command "${container_command#* }" "[$container_value]" ;;
  esac
}

# Ports are compared both ways; where the host's port is left open, any will do.
container_explain_ports() {
  container_wanted=$(ports | while read -r container_port container_host container_address; do
    if [ "$container_host" = auto ]; then
      container_host=$(container_bound "$container_port" "$container_address")
    fi
    printf '%s %s %s\n' "$container_port" "${container_host:-auto}" "$container_address"
  done | LC_ALL=C sort)
  container_has=$(printf '%s' "$container_ports" | LC_ALL=C sort)
  [ "$container_wanted" = "$container_has" ] ||
    container_differs ports "$(container_show_ports "$container_has")" "$(container_show_ports "$container_wanted")"
}

# container_bound CONTAINER_PORT [ADDRESS]: the host's port that the container there is has for it.
container_bound() {
  while read -r container_bound_port container_bound_host container_bound_address; do
    if [ "$container_bound_port:$container_bound_address" = "$1:$2" ]; then
      printf '%s\n' "$container_bound_host"
      break
    fi
  done <<PODWRIGHT_PORTS
$container_ports
PODWRIGHT_PORTS
}

# Lines of CONTAINER/PROTOCOL HOST ADDRESS as Docker's strings in one line.
container_show_ports() {
  container_shown=''
  while read -r container_port container_host container_address; do
    [ -n "$container_port" ] || continue
    container_shown="$container_shown${container_shown:+, }${container_address:+$container_address:}$container_host:${container_port%/tcp}"
  done <<PODWRIGHT_PORTS
$1
PODWRIGHT_PORTS
  printf '%s\n' "${container_shown:-none}"
}

# Only names are told: a value may be a secret, also the old one.
container_explain_environment() {
  while IFS= read -r container_line; do
    [ -n "$container_line" ] || continue
    container_value=$(docker_json "$container_line") || continue
    case $container_lines in
      *"
--env=$container_value
"*) ;;
      *"
--env=\"${container_line%%=*}="*) container_differs "environment ${container_line%%=*}" "another value" "the declared one" ;;
      *) container_differs "environment ${container_line%%=*}" "unset" "set" ;;
    esac
  done <<PODWRIGHT_ENVIRONMENT
$(environment)
PODWRIGHT_ENVIRONMENT
}

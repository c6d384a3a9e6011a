# requires: docker container_limits container_ports
# Compares each field of a declaration with the container there is, and tells by container_differs (library container_compare).

# container_explain WORD…
container_explain() {
  container_lines="
$container_options"
  container_program=''
  while [ $# -gt 0 ]; do
    case $1 in
      --volume=*) container_explain_volume "${1#--volume=}" ;;
      --ulimit=*) container_explain_ulimit "${1#--ulimit=}" ;;
      --label=*) container_explain_text --label "${1#--label=}" "label ${1#--label=}" ;;
      --hostname=* | --user=* | --network=* | --shm-size=*) container_expect "$1" ;;
      --workdir=*) container_expect "$(container_trim_slash "$1")" ;;
      --health-*=* | --no-healthcheck) container_explain_health "$1" ;;
      --entrypoint=*) container_program=${1#--entrypoint=} ;;
      --*) ;;
      *) break ;;
    esac
    shift
  done
  shift
  container_explain_command "$@"
  [ "$publishes" = false ] || container_explain_ports
  container_explain_environment
}

# container_has_option --OPTION: the container's value for it.
container_has_option() {
  container_has=none
  case $container_lines in
    *"
$1="*)
      container_has=${container_lines#*"
$1="}
      container_has=${container_has%%"
"*}
      ;;
  esac
  printf '%s\n' "${container_has:-none}"
}

# container_expect --OPTION=VALUE
container_expect() {
  case $container_lines in
    *"
$1
"*) return 0 ;;
  esac
  container_option=${1%%=*}
  container_has=$(container_has_option "$container_option")
  case $1:$container_has in
    # What Docker calls its own network depends on its version; another container is known by its id.
    --network=bridge:default | --network=default:bridge) return 0 ;;
    --network=container:*:container:*)
      container_value=$(docker_cli container inspect --format '{{.Id}}' "${1#--network=container:}" 2>/dev/null) || container_value=''
      [ "container:$container_value" != "$container_has" ] || return 0
      ;;
  esac
  container_differs "${container_option#--}" "$container_has" "${1#*=}"
}

container_trim_slash() {
  case $1 in
    *=/) printf '%s\n' "$1" ;;
    *) printf '%s\n' "${1%/}" ;;
  esac
}

# container_explain_volume VOLUME: what else is mounted at its path is named.
container_explain_volume() {
  case $container_lines in
    *"
--volume=$1
"*) return 0 ;;
  esac
  container_target=$(container_volume_target "$1") container_has=none
  while IFS= read -r container_line; do
    case $container_line in
      --volume=*)
        [ "$(container_volume_target "${container_line#--volume=}")" != "$container_target" ] ||
          container_has=${container_line#--volume=}
        ;;
    esac
  done <<PODWRIGHT_OPTIONS
$container_options
PODWRIGHT_OPTIONS
  container_differs "volume $container_target" "$container_has" "$1"
}

# container_explain_ulimit NAME=SOFT:HARD
container_explain_ulimit() {
  container_ulimit=$(container_allowed_ulimit "$1")
  case $container_lines in
    *"
--ulimit=$container_ulimit
"*) ;;
    *) container_differs "ulimit ${1%%=*}" "$(container_has_option "--ulimit=${1%%=*}")" "${container_ulimit#*=}" ;;
  esac
}

# container_is_plain TEXT: whether it is the same in JSON.
container_is_plain() {
  case $1 in
    *[\\\"]* | *[![:print:]]*) return 1 ;;
  esac
}

# container_bytes TEXT: in hexadecimal.
container_bytes() {
  printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'
}

# container_has_text --label|--env NAME=VALUE: status 1 where the container doesn't have it.
container_has_text() {
  if ! container_is_plain "$2"; then
    case $1 in
      --label) container_value=$(container_bytes "${2%%=*}")=$(container_bytes "${2#*=}") ;;
      *) container_value=$(container_bytes "$2") ;;
    esac
    set -- "$1" "$2" "$1-bytes=$container_value"
  elif [ "$1" = --label ]; then
    set -- "$1" "$2" "$1=${2%%=*}=\"${2#*=}\""
  else
    set -- "$1" "$2" "$1=\"$2\""
  fi
  case $container_lines in
    *"
$3
"*) return 0 ;;
  esac
  return 1
}

# container_explain_text --label NAME=VALUE
container_explain_text() {
  if container_has_text "$1" "$2"; then return 0; fi
  container_value=$(docker_json "${2#*=}") || container_value='the declared one'
  container_differs "label ${2%%=*}" "$(container_has_option "$1=${2%%=*}")" "$container_value"
}

# Only names are told: a value may be a secret, also the old one.
container_explain_environment() {
  while IFS= read -r container_line; do
    [ -z "$container_line" ] || container_explain_variable "$container_line"
  done <<PODWRIGHT_ENVIRONMENT
$(environment)
PODWRIGHT_ENVIRONMENT
  container_names=${docker_handed_on:-}
  while [ -n "$container_names" ]; do
    container_variable=${container_names%%,*}
    eval "container_explain_variable \"\$container_variable=\$$container_variable\""
    container_names=${container_names#"$container_variable"}
    container_names=${container_names#,}
  done
}

# container_explain_variable NAME=VALUE
container_explain_variable() {
  if container_has_text --env "$1"; then return 0; fi
  case $container_lines in
    *"
--env=\"${1%%=*}="*) container_differs "environment ${1%%=*}" "another value" "the declared one" ;;
    *) container_differs "environment ${1%%=*}" unset set ;;
  esac
}

# container_explain_command WORD…: JSON where that is exact, else the bytes.
container_explain_command() {
  container_json='' container_hex='' container_exact=yes
  for container_word in "$@"; do
    container_is_plain "$container_word" || container_exact=no
    container_json="$container_json${container_json:+,}\"$container_word\""
  done
  if [ -n "$container_program" ]; then
    container_value=$(docker_json "$container_program") || container_value='"?"'
    [ "$container_entrypoint" = "[$container_value]" ] || container_differs entrypoint "$container_entrypoint" "[$container_value]"
  fi
  [ $# -gt 0 ] || return 0
  if [ "$container_exact" = yes ]; then
    [ "$container_command" != "[$container_json]" ] || return 0
  else
    for container_word in "$@"; do container_hex="$container_hex$(container_bytes "$container_word") "; done
    [ "$container_hex" != "$container_words" ] || return 0
  fi
  container_json=''
  for container_word in "$@"; do
    container_word=$(docker_json "$container_word") || container_word='"…"'
    container_json="$container_json${container_json:+,}$container_word"
  done
  container_differs command "$container_command" "[$container_json]"
}

# container_explain_health --health-SETTING=VALUE: durations are nanoseconds there.
container_explain_health() {
  container_setting=${1#--} container_setting=${container_setting%%=*} container_value=${1#*=}
  case $1 in
    --no-healthcheck) set -- '"Test":["NONE"' none ;;
    --health-cmd=*)
      container_value=$(docker_json "$container_value") || return 0
      set -- "\"Test\":[\"CMD-SHELL\",$container_value]" "$container_value"
      ;;
    --health-interval=*) set -- "\"Interval\":$(container_nanoseconds "$container_value")" "$container_value" ;;
    --health-timeout=*) set -- "\"Timeout\":$(container_nanoseconds "$container_value")" "$container_value" ;;
    --health-retries=*) set -- "\"Retries\":$container_value" "$container_value" ;;
    --health-start-period=*) set -- "\"StartPeriod\":$(container_nanoseconds "$container_value")" "$container_value" ;;
    *) return 0 ;;
  esac
  # Docker leaves out what is nothing.
  case $1:$container_health in
    "$1:"*"$1"[,\}\]]*) return 0 ;;
    *'":0:'*"${1%%:*}:"*) ;;
    *'":0:'*) return 0 ;;
  esac
  container_has=none
  case $container_health in
    *"${1%%:*}:"*)
      container_has=${container_health#*"${1%%:*}:"}
      case $container_has in
        '['*) container_has=${container_has%%]*}] ;;
        *) container_has=${container_has%%,\"*} ;;
      esac
      ;;
  esac
  container_differs "$container_setting" "${container_has%\}}" "$2"
}

# requires: docker
# Start-up hooks: what a container runs each time it starts, before its own command.
#
# Such a container's entrypoint is a small sh script. It runs the executables in /etc/podwright/startup.d in the order of their names
# and then becomes the command that was declared, or the image's own: signals reach that, and its exit status is the container's.
# Labels tell which command that is, for all who look at the container later: dev.podwright.entrypoint and dev.podwright.command, as JSON,
# and dev.podwright.startup, how many words the entrypoint has.

# --- for checks ------------------------------------------------------------------------------------------------------

# Whether the declared container has start-up hooks; an engine of its own is started by one.
container_startup_wanted() {
  [ "${startup_hooks:-false}" = true ] || [ "${dind:-none}" = daemon ]
}

# container_startup_compare: whether the container there is was made with hooks and should not be, or the other way round.
container_startup_compare() {
  if [ -n "$container_startup" ]; then container_has=true; else container_has=false; fi
  if container_startup_wanted; then container_wanted=true; else container_wanted=false; fi
  [ "$container_has" = "$container_wanted" ] || container_differs startup_hooks "$container_has" "$container_wanted"
}

# --- for apply -------------------------------------------------------------------------------------------------------

# The script. A failing hook is told in the container's log and stops nothing.
container_startup_script() {
  cat <<'PODWRIGHT_STARTUP'
trap 'exit 143' TERM
for hook in /etc/podwright/startup.d/*; do
  if [ -f "$hook" ] && [ -x "$hook" ]; then
    "$hook" </dev/null || echo "podwright: the start-up hook $hook failed with exit status $?" >&2
  fi
done
trap - TERM
unset hook
exec "$@"
PODWRIGHT_STARTUP
}

# container_startup_read WORD…: finds the command to become. Sets container_startup_words (for eval), container_startup_count,
# container_startup_entrypoint_json, container_startup_command_json, and container_startup_user (the container's).
container_startup_read() {
  container_text=$(docker_cli image inspect --format "$(container_startup_format)" "$image" 2>&1) ||
    docker_fail "image $image can't be inspected" "$container_text"
  eval "container_startup_of_image $container_text"
  while :; do
    case $1 in
      --entrypoint=*) container_startup_replace "${1#--entrypoint=}" ;;
      --user=*) container_startup_user=${1#--user=} ;;
      -*) ;;
      *) break ;;
    esac
    shift
  done
  shift
  if [ $# -gt 0 ]; then
    container_startup_command=$(container_quoted "$@")
    container_startup_command_json=$(docker_json_list "$@")
  fi
  container_startup_words="$container_startup_entrypoint$container_startup_command"
  [ -n "$container_startup_words" ] || pw_fail "container $name has no command: neither the image $image nor the task names one" \
    "give one, such as command: sleep infinity"
}

# What the image says, quoted for the shell by docker's template.
container_startup_format() {
  printf '{{with .Config}}{{len .Entrypoint}} %s %s %s ' "$(container_startup_quote .User)" \
    "$(container_startup_quote 'json .Entrypoint')" "$(container_startup_quote 'json .Cmd')"
  printf '{{range .Entrypoint}}%s {{end}}{{range .Cmd}}%s {{end}}{{else}}0 "" null null{{end}}\n' \
    "$(container_startup_quote .)" "$(container_startup_quote .)"
}

# container_startup_quote VALUE: what makes a template print it between apostrophes, where an apostrophe in it becomes '\''.
container_startup_quote() {
  printf "'{{join (split (%s) \"'\") \"'\\\\\\\\''\"}}'" "$1"
}

# container_startup_of_image COUNT USER ENTRYPOINT_JSON COMMAND_JSON WORD…: the first COUNT words are the entrypoint.
container_startup_of_image() {
  container_startup_count=$1 container_startup_user=$2 container_startup_entrypoint_json=$3 container_startup_command_json=$4
  container_startup_entrypoint=''
  shift 4
  # An image that was committed from such a container: its command is the script already.
  if [ "$container_startup_count" = 1 ] && [ "${1-}:${2-}:${4-}" = /bin/sh:-c:podwright-startup ]; then
    container_startup_count=0 container_startup_entrypoint_json=null
    shift 4
    container_startup_command_json=$(docker_json_list "$@")
  fi
  container_left=$container_startup_count
  while [ "$container_left" -gt 0 ]; do
    container_startup_entrypoint="$container_startup_entrypoint$(container_quoted "$1")"
    container_left=$((container_left - 1))
    shift
  done
  container_startup_command=$(container_quoted "$@")
}

# container_startup_replace PROGRAM: a declared entrypoint, which leaves nothing of the image's command; an empty one leaves neither.
container_startup_replace() {
  container_startup_entrypoint='' container_startup_command='' container_startup_count=0
  container_startup_entrypoint_json=null container_startup_command_json=null
  [ -n "$1" ] || return 0
  container_startup_count=1
  container_startup_entrypoint=$(container_quoted "$1")
  container_startup_entrypoint_json=$(docker_json_list "$1")
}

# container_quoted WORD…: each as one word of the shell.
container_quoted() {
  for container_word in "$@"; do
    container_quoted=''
    while :; do
      case $container_word in
        *\'*) ;;
        *) break ;;
      esac
      container_quoted="$container_quoted${container_word%%\'*}'\\''"
      container_word=${container_word#*\'}
    done
    printf " '%s'" "$container_quoted$container_word"
  done
}

# container_startup_create NAME WORD…: docker create with the script as entrypoint, after container_startup_read with these words.
container_startup_create() {
  container_new_name=$1 container_init=--init
  shift
  container_left=$#
  while :; do
    case $1 in
      --entrypoint=*) ;;
      --init | --init=*)
        container_init=''
        set -- "$@" "$1"
        ;;
      -*) set -- "$@" "$1" ;;
      *) break ;;
    esac
    container_left=$((container_left - 1))
    shift
  done
  # The image, and a declared command, which container_startup_words holds.
  shift "$container_left"
  container_startup_is_init || set -- "$@" ${container_init:+"$container_init"}
  set -- "$@" --entrypoint=/bin/sh "--label=dev.podwright.startup=$container_startup_count" \
    "--label=dev.podwright.entrypoint=$container_startup_entrypoint_json" \
    "--label=dev.podwright.command=$container_startup_command_json" "$image" -c "$(container_startup_script)" podwright-startup
  eval "set -- \"\$@\" $container_startup_words"
  docker_cli create --name "$container_new_name" --env-file /dev/stdin "$@"
}

# Whether the command is an init itself, which cares for what hooks leave running, and may want to be process 1.
container_startup_is_init() {
  eval "set -- $container_startup_words"
  case ${1##*/} in
    init | systemd | tini | dumb-init | docker-init | catatonit | s6-svscan | runit-init) return 0 ;;
  esac
  return 1
}

# container_startup_require_sh ID: asked of the new container before anything is started or stopped; one without is given up.
container_startup_require_sh() {
  if docker_cli cp "$1:/bin/sh" - >/dev/null 2>&1; then return 0; fi
  container_give_up
  pw_fail "the image $image has no /bin/sh, which start-up hooks need" \
    "use an image with a shell (distroless and scratch images have none), or leave startup_hooks and dind out"
}

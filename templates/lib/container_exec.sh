# requires: container_inspect docker
# Commands inside a running container.
#
# The snippet gives its environment by a function: environment prints lines for an env file.

# container_exec INPUT WORD…: runs docker exec with these words and that text as standard input. Docker lets what it runs go on when its
# command is ended, so whoever ends this task must end that too: it is known by a variable that only it has.
container_exec() {
  container_input=$1
  shift
  container_file=''
  read -r container_mark </proc/sys/kernel/random/uuid
  container_mark=PODWRIGHT_EXEC=$container_mark
  if [ -n "$(environment)" ]; then
    # Standard input is the command's here, so the variables go by a file that only this user can read.
    container_file=$(umask 077 && mktemp "${XDG_RUNTIME_DIR:-/tmp}/podwright.XXXXXX")
    environment >"$container_file"
    set -- --env-file "$container_file" "$@"
  fi
  container_rc=0
  trap container_exec_end HUP INT TERM
  printf '%s' "$container_input" | docker_cli exec --interactive --env "$container_mark" "$@" &
  wait "$!" 2>/dev/null || container_rc=$?
  trap - HUP INT TERM
  [ -z "$container_file" ] || rm -f "$container_file"
  return "$container_rc"
}

# Ends the command in the container, with all that it has started.
container_exec_end() {
  trap '' HUP INT TERM
  exec 2>/dev/null
  [ -z "$container_file" ] || rm -f "$container_file"
  docker_cli exec --user 0 "$container" sh -c '
    for signal in TERM KILL; do
      for process in /proc/[0-9]*; do
        case $(cat "$process/environ" 2>/dev/null) in
          *"$1"*) kill -s "$signal" "${process#/proc/}" ;;
        esac
      done
      [ "$signal" = KILL ] || sleep 0.3 || :
    done
  ' sh "$container_mark" >/dev/null 2>&1 || :
  exit 143
}

# container_exec_require CONTAINER: it must run. In a plan an earlier task may be to start it.
container_exec_require() {
  if ! docker_connect; then
    [ "$plan" = false ] || pw_defer "$docker_problem yet"
    docker_refuse
  fi
  container_inspect "$1"
  case $container_status in
    running)
      pw_output container_id "$container_id"
      return 0
      ;;
  esac
  [ "$plan" = false ] || pw_defer "container $1 is $container_status now"
  container_refuse_absent "$1"
  pw_fail "container $1 is not running, it is $container_status" "put a run_container task before this one"
}

# container_exec_explain CONTAINER STATUS: docker's own failures; a command's own status is not meant here.
container_exec_explain() {
  case $2 in
    126 | 127)
      pw_fail "the command can't be run in container $1 (exit status $2)" \
        "see the lines above: the image may lack it, or a shell; a path must be as it is inside the container"
      ;;
  esac
}

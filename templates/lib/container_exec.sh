# requires: container_inspect docker
# Commands inside a running container.
#
# The snippet gives its environment by a function: environment prints lines for an env file.

# container_exec INPUT WORD…: runs docker exec with these words and that text as standard input.
container_exec() {
  container_input=$1
  shift
  container_file=''
  if [ -n "$(environment)" ]; then
    # Standard input is the command's here, so the variables go by a file that only this user can read.
    container_file=$(umask 077 && mktemp "${XDG_RUNTIME_DIR:-/tmp}/podwright.XXXXXX")
    environment >"$container_file"
    set -- --env-file "$container_file" "$@"
  fi
  container_rc=0
  printf '%s' "$container_input" | docker_cli exec --interactive "$@" || container_rc=$?
  [ -z "$container_file" ] || rm -f "$container_file"
  return "$container_rc"
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

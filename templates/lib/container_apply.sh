# requires: docker container container_ports image
# Brings a container to what is declared (see the library container for how it is declared).

# What apply does: container_apply WORD…
container_apply() {
  docker_connect || pw_fail "$docker_problem" "$docker_remedy"
  container_await_removal
  container_inspect "$name"
  if [ "$state" = absent ]; then
    container_remove "$container_id"
    return 0
  fi
  container_dind_require "$@"
  container_compare "$@"
  container_leftover "$name.podwright-new"
  if [ -z "$container_id" ]; then
    container_create "$name" "$@"
    container_bring_up
    container_leftover "$name.podwright-old"
  elif [ "$container_replace" = yes ]; then
    container_substitute "$@"
  else
    container_adjust
    container_dind_mend
  fi
}

# A container that is being removed has its name until it is gone.
container_await_removal() {
  container_tries=0
  while container_inspect "$name" && [ "$container_status" = removing ]; do
    container_tries=$((container_tries + 1))
    [ "$container_tries" -le 30 ] || pw_fail "container $name has been under removal for 30 seconds" \
      "see what holds it: docker inspect $name, and the engine's log"
    sleep 1
  done
}

# container_remove ID [OPTION]: by id, so that no other container of the name is hit.
container_remove() {
  if container_text=$(docker_cli rm --force ${2:+"$2"} "$1" 2>&1); then return 0; fi
  case $container_text in
    *'No such container'* | *'is already in progress'*) return 0 ;;
  esac
  docker_fail "container $1 can't be removed" "$container_text"
}

# container_leftover NAME: removes what an interrupted run left under a name that only this task type gives.
container_leftover() {
  container_left=$(docker_cli container inspect --format '{{.Id}}' "$1" 2>/dev/null) || return 0
  container_remove "$container_left"
}

# container_create NAME WORD…: sets container_new. Nothing of it runs yet.
container_create() {
  container_new_name=$1
  shift
  container_require_image
  container_declared=$(container_hash "$@")
  container_publish
  if container_startup_wanted; then container_startup_read "$@"; fi
  container_dind_prepare "$@"
  eval "set -- $container_dind_words \"\$@\""
  set -- "--label=dev.podwright.spec=$container_declared" ${memory:+"--memory=$memory"} ${cpus:+"--cpus=$cpus"} ${restart:+"--restart=$restart"} "$@"
  while read -r container_port; do
    [ -z "$container_port" ] || set -- "--publish=$container_port" "$@"
  done <<PODWRIGHT_PUBLISHED
$container_published
PODWRIGHT_PUBLISHED
  # The variables go by standard input: neither in the command line, where everybody could read them, nor in a file.
  if ! container_text=$(environment | container_docker_create "$container_new_name" "$@" 2>&1); then
    container_dind_forget
    docker_fail "container $name can't be created" "$container_text"
  fi
  container_new=''
  while IFS= read -r container_line; do
    case $container_line in
      WARNING:*) pw_warn "${container_line#WARNING: }" ;;
      '' | *[!0-9a-f]*) ;;
      *) container_new=$container_line ;;
    esac
  done <<PODWRIGHT_CREATED
$container_text
PODWRIGHT_CREATED
  [ -n "$container_new" ] || docker_fail "docker create gave no container" "$container_text"
  if container_startup_wanted; then container_startup_require_sh "$container_new"; fi
}

# container_docker_create NAME WORD…: the environment comes by standard input.
container_docker_create() {
  if container_startup_wanted; then
    container_startup_create "$@"
  else
    container_new_name=$1
    shift
    docker_cli create --name "$container_new_name" --env-file /dev/stdin "$@"
  fi
}

container_require_image() {
  if docker_cli image inspect --format '{{.Id}}' "$image" >/dev/null 2>&1; then return 0; fi
  [ "$pull" != never ] || pw_fail "the image $image is not on this host, and pull is never" \
    "put an ensure_image task before this one"
  image_pull "$image" || pw_fail "the image $image is not on this host and can't be pulled: $image_problem" \
    "$image_remedy"
}

# Starts the new container; one that doesn't stay up is removed again.
container_bring_up() {
  [ "$state" = started ] || return 0
  if container_start "$container_new"; then return 0; fi
  container_give_up
  container_fail "it has been removed again"
}

# container_start ID: status 1 where it doesn't start or doesn't stay up, with container_problem, container_reason (docker's words),
# container_log and container_end (exit status).
container_start() {
  pw_progress "starting container $name"
  container_start_hint=''
  if ! container_text=$(docker_cli start "$1" 2>&1); then
    container_problem='does not start' container_reason=$container_text container_log='' container_end=''
    return 1
  fi
  container_stays_up "$1" && container_dind_up "$1"
}

# Looks every second until it has been up for as long as it must.
container_stays_up() {
  container_seconds=0
  while :; do
    container_inspect "$1"
    case $container_status:$container_restarts in
      running:0) [ "$container_seconds" -lt "$wait" ] || return 0 ;;
      *) break ;;
    esac
    sleep 1
    container_seconds=$((container_seconds + 1))
  done
  container_end=$container_exit container_reason=''
  [ "$container_error" = '""' ] || container_reason=$container_error
  container_log=$(docker_cli logs --tail 20 "$1" 2>&1) || container_log=''
  case $container_status in
    exited | restarting | running) container_problem="ended after less than $((wait + 1)) s with exit status $container_end" ;;
    *) container_problem="is $container_status" ;;
  esac
  return 1
}

# container_fail AFTERWARDS: what went wrong, the container's last words, and what has become of it.
container_fail() {
  if [ -n "$container_log" ]; then
    printf 'last lines of container %s:\n%s\n' "$name" "$container_log" >&2
  fi
  container_words=$(docker_words "$container_reason")
  [ -n "$container_words" ] || container_words=$(printf '%s\n' "$container_log" | sed '/^[[:space:]]*$/d' | tail -n 1)
  container_hint=${container_start_hint:-}
  [ -n "$container_hint" ] || container_hint=$(docker_remedy_for "$container_reason")
  [ -n "$container_hint" ] || container_hint=$(container_remedy_for "$container_end")
  pw_fail "container $name $container_problem${container_words:+: $container_words} ($1)" "$container_hint"
}

# container_remedy_for EXIT_STATUS
container_remedy_for() {
  case $1 in
    0) echo 'its command has nothing more to do: give one that keeps running, such as [sleep, infinity]' ;;
    126) echo 'the command can not be executed: check its permissions, and whether it is for this architecture' ;;
    127) echo 'the image has no such command: check command and entrypoint' ;;
    137) echo 'it was killed, perhaps for want of memory: raise memory' ;;
    '') echo "see the engine's log (journalctl -u docker)" ;;
    *) echo 'its last lines are shown with the error' ;;
  esac
}

# container_substitute WORD…: a new container in place of the old one, which goes only when the new one is up, and comes back where
# that fails. The new one is created under another name first: most mistakes show there, while the old one still runs.
container_substitute() {
  container_old=$container_id container_old_status=$container_status
  container_create "$name.podwright-new" "$@"
  pw_progress "replacing container $name"
  case $container_old_status in
    running | paused | restarting)
      container_text=$(docker_cli stop --time "$stop_timeout" "$container_old" 2>&1) || {
        container_give_up
        docker_fail "container $name can't be stopped to be replaced" "$container_text"
      }
      ;;
  esac
  container_leftover "$name.podwright-old"
  docker_cli rename "$container_old" "$name.podwright-old"
  docker_cli rename "$container_new" "$name"
  if [ "$state" = started ] && ! container_start "$container_new"; then
    container_give_up
    docker_cli rename "$container_old" "$name"
    container_fail "$(container_restore)"
  fi
  container_remove "$container_old"
}

container_give_up() {
  container_remove "$container_new"
  container_dind_forget
}

# Starts the old container again where it ran, and says so.
container_restore() {
  case $container_old_status in
    running | paused | restarting)
      if docker_cli start "$container_old" >/dev/null 2>&1; then
        echo 'the container from before runs again'
      else
        echo 'the container from before is back, but does not start any more'
      fi
      ;;
    *) echo 'the container from before is back' ;;
  esac
}

# Limits and the state of the container there is.
container_adjust() {
  if [ "$container_update" = yes ]; then container_update_limits; fi
  container_target=$(container_wanted_status)
  [ "$container_target" != "$container_status" ] || return 0
  case $state:$container_status in
    started:paused) container_do unpause ;;
    started:restarting)
      container_do stop --time "$stop_timeout"
      container_resume
      ;;
    started:*) container_resume ;;
    stopped:paused)
      container_do unpause
      container_do stop --time "$stop_timeout"
      ;;
    stopped:*) container_do stop --time "$stop_timeout" ;;
  esac
}

# The container was there before, so it stays where it doesn't start.
container_resume() {
  if container_start "$container_id"; then return 0; fi
  container_fail "it stays as it was, stopped"
}

# container_do stop|unpause [OPTION…]
container_do() {
  container_text=$(docker_cli "$@" "$container_id" 2>&1) || docker_fail "docker $1 $name failed" "$container_text"
}

# Swap is twice the memory, as docker create has it; without it a larger limit than the old swap would be refused.
container_update_limits() {
  container_text=$(docker_cli update ${memory:+"--memory=$memory" "--memory-swap=$((memory * 2))"} ${cpus:+"--cpus=$cpus"} \
    "--restart=${restart:-no}" "$container_id" 2>&1) ||
    docker_fail "the limits of container $name can't be changed" "$container_text"
  case $container_text in
    *WARNING:*) pw_warn "${container_text#*WARNING: }" ;;
  esac
}

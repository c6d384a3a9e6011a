# requires: docker container_inspect
# Starts a container and watches it come up, and says what went wrong where it doesn't.

# container_start ID: status 1 where it doesn't start or doesn't come up, with container_problem, container_reason (docker's words),
# container_log and container_end (exit status).
container_start() {
  pw_progress "starting container $name"
  container_log='' container_end='' container_start_hint=''
  if ! container_text=$(docker_cli start "$1" 2>&1); then
    container_problem='does not start' container_reason=$container_text
    return 1
  fi
  container_stays_up "$1" && container_dind_up "$1" || return 1
  [ "$wait" != healthy ] || container_await_health "$1"
}

# Looks every second until it has been up for as long as it must.
container_stays_up() {
  container_seconds=0
  while :; do
    container_inspect "$1"
    case $container_status:$container_restarts in
      running:0) [ "$container_seconds" -lt "$stable" ] || return 0 ;;
      *) break ;;
    esac
    sleep 1
    container_seconds=$((container_seconds + 1))
  done
  container_read_end "$1"
  case $container_status in
    exited | restarting | running) container_problem="ended after less than $((stable + 1)) s with exit status $container_end" ;;
    *) container_problem="is $container_status" ;;
  esac
  return 1
}

# container_await_health ID: until its health check says so; status 1 as container_start has it.
container_await_health() {
  pw_progress "waiting for container $name to be healthy"
  container_seconds=0
  while container_inspect "$1" && [ "$container_probe" != healthy ]; do
    case $container_status:$container_probe in
      running:starting) [ "$container_seconds" -ge "$wait_timeout" ] || {
        sleep 1
        container_seconds=$((container_seconds + 1))
        continue
      } ;;
    esac
    container_read_end "$1"
    case $container_status:$container_probe in
      running:) container_problem='has no health check to wait for: give health, or set wait: started' container_reason='' ;;
      running:starting) container_problem="is not healthy after $wait_timeout s" ;;
      running:*) container_problem="is unhealthy" ;;
      *) container_problem="ended with exit status $container_end before it was healthy" ;;
    esac
    return 1
  done
}

# container_read_end ID: its last words, and those of its health check.
container_read_end() {
  container_end=$container_exit container_reason=''
  [ "$container_error" = '""' ] || container_reason=$container_error
  container_log=$(docker_cli logs --tail 20 "$1" 2>&1) || container_log=''
  if [ "$wait" = healthy ] && [ "$container_status" = running ]; then
    container_reason=$(docker_cli container inspect --format '{{with index .State "Health"}}{{range .Log}}{{.Output}}{{end}}{{end}}' "$1" 2>/dev/null |
      sed '/^[[:space:]]*$/d' | tail -n 1)
    container_end=''
  fi
}

# container_fail AFTERWARDS: what went wrong, the container's last words, and what has become of it.
container_fail() {
  if [ -n "$container_log" ]; then
    printf 'last lines of container %s:\n%s\n' "$name" "$container_log" >&2
  fi
  container_spoken=$(docker_words "$container_reason")
  [ -n "$container_spoken" ] || container_spoken=$(printf '%s\n' "$container_log" | sed '/^[[:space:]]*$/d' | tail -n 1)
  container_hint=$container_start_hint
  [ -n "$container_hint" ] || container_hint=$(docker_remedy_for "$container_reason")
  [ -n "$container_hint" ] || container_hint=$(container_remedy_for "$container_end")
  pw_fail "container $name $container_problem${container_spoken:+: $container_spoken} ($1)" "$container_hint" \
    "$(docker_kind_of "$container_reason")"
}

# container_remedy_for EXIT_STATUS
container_remedy_for() {
  case $1 in
    0) echo 'its command has nothing more to do: give one that keeps running, such as [sleep, infinity]' ;;
    126) echo 'the command can not be executed: check its permissions, and whether it is for this architecture' ;;
    127) echo 'the image has no such command: check command and entrypoint' ;;
    137) echo 'it was killed, perhaps for want of memory: raise memory' ;;
    '')
      case $container_problem in
        *health*) echo 'its last lines are shown with the error; look at health and wait_timeout' ;;
        *) echo "see the engine's log (journalctl -u docker)" ;;
      esac
      ;;
    *) echo 'its last lines are shown with the error' ;;
  esac
}

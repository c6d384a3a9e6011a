# requires: docker container_inspect gpu_assign
# Stops and removes a container.

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
  gpu_release "$name"
  if container_text=$(docker_cli rm --force ${2:+"$2"} "$1" 2>&1); then return 0; fi
  case $container_text in
    *'No such container'* | *'is already in progress'*) return 0 ;;
  esac
  docker_fail "container $1 can't be removed" "$container_text"
}

# container_do stop|unpause|restart [OPTION…]
container_do() {
  container_text=$(docker_cli "$@" "$container_id" 2>&1) || docker_fail "docker $1 $name failed" "$container_text"
}

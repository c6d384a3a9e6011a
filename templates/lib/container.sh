# requires: docker container_compare container_gpu container_inspect container_limits container_ports
# One container as it is declared, beside the one that is there.
#
# The snippet declares it by variables (name, image, state, recreate, pull, wait, wait_timeout, stable, stop_timeout, memory in bytes,
# memory_swap, cpus, pids, restart, limits, gpus, publishes, auto_ports; empty where not given), by two functions (environment: lines
# for an env file; ports: lines of CONTAINER/PROTOCOL HOST ADDRESS), and by words: options for docker create, each --option=value, then
# the image, then the command. Docker inside it (dind, startup_hooks, dind_wait) is the library container_dind's, which is there too.

# What the check does: container_check WORD…
container_check() {
  docker_connect || container_without_engine "$@"
  container_info='' container_surveyed='' container_shunned=' ' container_auto_told=no
  container_inspect "$name" "$name.podwright-old"
  container_report
  case $state:$container_id in
    absent:) return 0 ;;
    absent:*)
      pw_change "container $name" "$container_status" absent
      return 0
      ;;
  esac
  [ -n "$image" ] || pw_fail "container $name needs an image" "give image; only state: absent does without"
  [ -z "$container_other" ] || pw_change "container $name.podwright-old" "left by an interrupted run" absent
  container_dind_require "$@"
  container_compare "$@"
  case $container_id:$state in
    :started) container_check_start absent running "$@" ;;
    :stopped)
      container_require_all "$@"
      pw_change "container $name" absent created
      ;;
    *) container_check_state "$@" ;;
  esac
  container_dind_check "$@"
}

# container_check_state WORD…
container_check_state() {
  container_target=$(container_wanted_status)
  if [ "$container_replace" = yes ]; then
    container_check_start "$container_status" replaced "$@"
  elif [ "$container_target" != "$container_status" ]; then
    container_check_start "$container_status" "$container_target" "$@"
  elif [ "$state:$wait" = started:healthy ] && [ "$container_probe" != healthy ]; then
    pw_change health "${container_probe:-none}" healthy
  fi
}

# container_check_start FROM TO WORD…: declares it, after a look whether it can have what it takes for that.
container_check_start() {
  if [ "$state" = started ]; then container_require_ports "$name"; fi
  pw_change "container $name" "$1" "$2"
  case $1:$2 in
    absent:* | *:replaced)
      shift 2
      container_require_all "$@"
      ;;
  esac
}

# container_require_all WORD…: what a new container takes, besides ports.
container_require_all() {
  container_require_network "$@"
  container_require_ulimits "$@"
  container_require_gpus
}

# container_obstacle MESSAGE HINT KIND: what keeps the container from starting. In a plan an earlier task may see to it.
container_obstacle() {
  [ "$plan" = true ] || pw_fail "$1" "$2" "$3"
  pw_warn "$1; unless an earlier task sees to it, container $name won't start"
}

# container_require_network WORD…: a network of the host's own must be there; Docker would only say so after the old container is gone.
container_require_network() {
  for container_word in "$@"; do
    case $container_word in
      --network=bridge | --network=host | --network=none | --network=default | --network=container:*) return 0 ;;
      --network=*) break ;;
      --*) ;;
      *) return 0 ;;
    esac
  done
  case $container_word in --network=*) ;; *) return 0 ;; esac
  docker_cli network inspect --format '{{.Name}}' "${container_word#--network=}" >/dev/null 2>&1 ||
    container_obstacle "container $name wants the network ${container_word#--network=}, which the engine doesn't have" \
      "create it first: docker network create ${container_word#--network=}" missing_requirement
}

# The status it should have: its own where that will do.
container_wanted_status() {
  case $state:$container_status in
    started:*) echo running ;;
    stopped:created | stopped:exited) echo "$container_status" ;;
    stopped:*) echo exited ;;
  esac
}

# Where no engine answers: in a plan an install_docker before this task will bring one, with no containers in it.
container_without_engine() {
  [ "$plan" = true ] || docker_refuse
  ! docker_may_have_containers || pw_defer "the Docker engine is not running, so its containers can't be seen"
  case $state in
    started) pw_change "container $name" absent running ;;
    stopped) pw_change "container $name" absent created ;;
  esac
  [ "$state" = absent ] || container_dind_check_new absent "$@"
  exit 0
}

# The outputs.
container_report() {
  [ -n "$container_id" ] || return 0
  pw_output container_id "$container_id"
  pw_output container_name "$name"
  pw_output image "$container_image"
  pw_output image_id "$container_image_id"
  pw_output created_at "$container_created"
  pw_output status "$container_status"
  pw_output docker_mode "$docker_mode"
  while read -r container_port container_host container_address; do
    [ -z "$container_port" ] || pw_output ports "${container_port%/tcp}=$container_host"
  done <<PODWRIGHT_PORTS
$container_ports
PODWRIGHT_PORTS
  container_report_gpus
}

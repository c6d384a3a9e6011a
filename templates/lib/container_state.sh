# requires: docker container container_inspect container_remove container_start
# Brings a container that is there to a state: started, stopped, restarted or paused.
#
# The snippet gives name, state, plan, timeout and stable, and what container_start needs besides.

container_state_check() {
  container_state_require
  container_report
  case $state:$container_status in
    started:running | paused:paused) ;;
    stopped:created | stopped:exited | stopped:dead) ;;
    restarted:running) [ "$pw_phase" = verify ] || pw_change "container $name" running restarted ;;
    started:* | restarted:*) pw_change "container $name" "$container_status" running ;;
    stopped:*) pw_change "container $name" "$container_status" exited ;;
    paused:*) pw_change "container $name" "$container_status" paused ;;
  esac
}

container_state_apply() {
  container_state_require
  case $state:$container_status in
    stopped:paused)
      container_do unpause
      container_do stop --time "$timeout"
      ;;
    stopped:*) container_do stop --time "$timeout" ;;
    started:paused) container_do unpause ;;
    paused:running) container_do pause ;;
    restarted:running | restarted:paused | *:restarting)
      [ "$container_status" != paused ] || container_do unpause
      container_do stop --time "$timeout"
      container_state_start
      ;;
    *) container_state_start ;;
  esac
}

container_state_start() {
  container_start "$container_id" || container_fail "it stays as it is"
  [ "$state" != paused ] || container_do pause
}

# The container must be there. In a plan an earlier task may be to create it.
container_state_require() {
  if ! docker_connect; then
    [ "$plan" = false ] || pw_defer "$docker_problem yet"
    docker_refuse
  fi
  container_inspect "$name"
  if [ -z "$container_id" ]; then
    [ "$plan" = false ] || pw_defer "there is no container $name yet"
    container_refuse_absent "$name"
  fi
  name=$container_name
}

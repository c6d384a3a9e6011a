# requires: docker container container_compare container_gpu container_limits container_ports container_remove container_start gpu_assign image
# Brings a container to what is declared (see the library container for how it is declared).

# What apply does: container_apply WORD…
container_apply() {
  docker_connect || docker_refuse
  container_info='' container_surveyed='' container_shunned=' ' container_attempts=0 container_auto_told=no
  container_await_removal
  if [ "$state" = absent ]; then
    container_inspect "$name"
    container_remove "$container_id"
    return 0
  fi
  container_recover
  container_dind_require "$@"
  container_compare "$@"
  container_leftover "$name.podwright-new"
  if [ -z "$container_id" ]; then
    container_create "$name" "$@"
    container_bring_up "$@"
  elif [ "$container_replace" = yes ]; then
    container_substitute "$@"
  else
    container_adjust
  fi
  container_leftover "$name.podwright-old"
}

# A run that was cut off between taking the old container's place and filling it left the old one under another name: it gets its name
# back first, so that it can come back where the new one fails.
container_recover() {
  [ -z "$container_id" ] || return 0
  if docker_cli rename "$name.podwright-old" "$name" >/dev/null 2>&1; then container_inspect "$name"; fi
}

# container_leftover NAME: removes what an interrupted run left under a name that only this task type gives.
container_leftover() {
  container_left=$(docker_cli container inspect --format '{{.Id}}' "$1" 2>/dev/null) || return 0
  container_text=$(docker_cli rm --force "$container_left" 2>&1) || docker_fail "container $1 can't be removed" "$container_text"
}

# container_create NAME WORD…: sets container_new. Nothing of it runs yet.
container_create() {
  container_new_name=$1 container_foreign=no
  shift
  container_require_image
  container_publish
  case $gpus in
    '' | none) container_create_now "$@" ;;
    *) gpu_with_lock container_create_now "$@" ;;
  esac
  [ -n "$container_new" ] || container_yield "$@"
}

# container_create_now WORD…
container_create_now() {
  container_choose_gpus
  if container_startup_wanted; then container_startup_read "$@"; fi
  container_dind_prepare "$@"
  eval "set -- $container_dind_words \"\$@\""
  container_spec_words=${container_declared# }
  set -- "--label=dev.podwright.spec=${container_spec_words% }" ${memory:+"--memory=$memory"} ${memory_swap:+"--memory-swap=$memory_swap"} \
    ${cpus:+"--cpus=$cpus"} ${pids:+"--pids-limit=$pids"} ${restart:+"--restart=$restart"} "$@"
  while IFS= read -r container_port; do
    [ -z "$container_port" ] || set -- "--publish=$container_port" "$@"
  done <<PODWRIGHT_PUBLISHED
$container_published
PODWRIGHT_PUBLISHED
  while IFS= read -r container_word; do
    [ -z "$container_word" ] || set -- "$container_word" "$@"
  done <<PODWRIGHT_GPUS
$container_gpu_words
PODWRIGHT_GPUS
  container_lower_ulimits "$@"
}

# container_lower_ulimits WORD…: those that a rootless engine can't give; then creates.
container_lower_ulimits() {
  container_count=$# container_before=yes
  while [ -n "$container_hard" ] && [ "$container_count" -gt 0 ]; do
    container_word=$1
    shift
    case $container_before:$container_word in
      yes:--ulimit=*) container_word=--ulimit=$(container_allowed_ulimit "${container_word#--ulimit=}") ;;
      yes:--*) ;;
      *) container_before=no ;;
    esac
    set -- "$@" "$container_word"
    container_count=$((container_count - 1))
  done
  container_call_create "$@"
}

# container_call_create WORD…: container_new stays empty where another one has the name.
container_call_create() {
  container_new='' container_problem=''
  # The variables go by standard input: neither in the command line, where everybody could read them, nor in a file.
  if ! container_text=$(environment | container_docker_create "$container_new_name" "$@" 2>&1); then
    case $container_text in
      *'Conflict. The container name'*) return 0 ;;
    esac
    container_dind_forget
    docker_fail "container $name can't be created" "$container_text"
  fi
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
  [ -z "$container_gpu_given" ] || gpu_reserve "$name" "$container_new" "$container_gpu_given"
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

# container_yield WORD…: another one made a container of this name meanwhile. It stays where it is what is declared, also by another
# run of the same task; then this one has nothing more to create.
container_yield() {
  [ "$container_new_name" = "$name" ] ||
    pw_fail "another run is replacing container $name" "let it end, then run again"
  container_inspect "$name"
  container_compare "$@"
  [ -n "$container_id" ] && [ "$container_replace" = no ] ||
    pw_fail "another one made a container $name meanwhile, and it isn't what is declared" "run again, which replaces it"
  container_new=$container_id container_foreign=yes
}

container_require_image() {
  image_inspect "$image"
  if [ -n "$image_id" ] && [ "$pull" != always ]; then return 0; fi
  [ "$pull" != never ] || pw_fail "the image $image is not on this host, and pull is never" \
    "put an ensure_image task before this one" image_unavailable
  if image_pull "$image"; then return 0; fi
  [ -n "$image_id" ] || pw_fail "the image $image is not on this host and can't be pulled: $image_problem" "$image_remedy" \
    image_unavailable
  pw_warn "the image $image can't be pulled, so the one that is here is taken: $image_problem"
}

# container_bring_up WORD…: starts the new container; one that doesn't stay up is removed again.
container_bring_up() {
  [ "$state" = started ] || return 0
  container_start_new "$keep_failed" "$@" || container_fail "it has been removed again"
}

# container_start_new KEEP WORD…: status 1 where it doesn't come up; then it is gone. Where a port that was left to choice has been taken
# since, another is chosen.
container_start_new() {
  container_keep=$1
  shift
  until container_start "$container_new"; do
    [ "$container_foreign" = no ] || container_fail "another run made it"
    [ "$container_keep" = false ] || container_fail "it has been kept"
    container_give_up
    container_shun_ports || return 1
    container_create "$name" "$@"
  done
}

container_give_up() {
  container_remove "$container_new"
  container_dind_forget
}

# container_substitute WORD…: a new container in place of the old one, which goes only when the new one is up, and comes back where
# that fails. The new one is created under another name first: most mistakes show there, while the old one still runs.
container_substitute() {
  container_old=$container_id container_old_status=$container_status container_old_gpus=$container_gpus
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
  container_rename "$container_old" "$name.podwright-old"
  container_rename "$container_new" "$name"
  if [ "$state" = started ] && ! container_start_new false "$@"; then
    container_rename "$container_old" "$name"
    gpu_reserve "$name" "$container_old" "$container_old_gpus"
    container_fail "$(container_restore)"
  fi
}

# container_rename ID NAME
container_rename() {
  container_text=$(docker_cli rename "$1" "$2" 2>&1) || docker_fail "container $1 can't be renamed $2" "$container_text"
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
  case $state:$container_status in
    started:running)
      container_dind_mend
      container_mend_health
      ;;
    started:paused)
      container_do unpause
      container_dind_mend
      ;;
    started:restarting)
      container_do stop --time "$stop_timeout"
      container_resume
      ;;
    started:*) container_resume ;;
    stopped:"$container_target") ;;
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

# wait: healthy: one that is unhealthy is started again, one that just started is waited for.
container_mend_health() {
  [ "$wait" = healthy ] && [ "$container_probe" != healthy ] || return 0
  if [ "$container_probe" = unhealthy ]; then container_do restart --time "$stop_timeout"; fi
  container_await_health "$container_id" || container_fail "it has been left as it is"
}

# Swap is twice the memory, as docker create has it; without it a larger limit than the old swap would be refused.
container_update_limits() {
  container_value=${memory_swap:-${memory:+$((memory * 2))}}
  set -- ${memory:+"--memory=$memory"} ${container_value:+"--memory-swap=$container_value"} ${cpus:+"--cpus=$cpus"} \
    ${pids:+"--pids-limit=$pids"}
  if [ -n "$restart" ] || container_was_declared restart; then set -- "$@" "--restart=${restart:-no}"; fi
  container_text=$(docker_cli update "$@" "$container_id" 2>&1) ||
    docker_fail "the limits of container $name can't be changed" "$container_text"
  case $container_text in
    *WARNING:*) pw_warn "${container_text#*WARNING: }" ;;
  esac
}

# requires: docker
# Limits of a container: what the engine can hold, and what of the declared ones the container there has.

# container_read_engine: sets container_info, what docker info says as JSON; asked once a phase.
container_read_engine() {
  [ -z "$container_info" ] || return 0
  container_info=$(docker_cli info --format '{{json .}}' 2>/dev/null) || container_info='{}'
}

# container_engine_text KEY: the text that docker info has under that key.
container_engine_text() {
  case $container_info in
    *"\"$1\":\""*)
      container_value=${container_info#*"\"$1\":\""}
      printf '%s\n' "${container_value%%\"*}"
      ;;
  esac
}

# container_can_limit KEY…: whether the engine can hold such limits. Without cgroups (rootless, no delegation) it takes all of them and
# holds none.
container_can_limit() {
  container_read_engine
  case $container_info in *'"CgroupDriver":"none"'*) return 1 ;; esac
  for container_value in "$@"; do
    case $container_info in *"\"$container_value\":false"*) return 1 ;; esac
  done
}

# Leaves out the limits that the engine can't hold, with a warning, or fails where they must be. The engine is asked only where the
# container doesn't have the limit already.
container_settle_limits() {
  container_wanted=''
  [ -z "$cpus" ] || container_wanted=$(docker_nano_cpus "$cpus")
  if [ -n "$memory" ] && [ "$container_memory" != "$memory" ] && ! container_can_limit MemoryLimit; then
    container_refuse_limit memory 'no memory controller'
    memory=''
  fi
  if [ -n "$memory_swap" ] && [ "$container_swap" != "$(container_bytes_of "$memory_swap")" ] && ! container_can_limit MemoryLimit SwapLimit; then
    container_refuse_limit memory_swap 'no accounting of swap'
    memory_swap=''
  fi
  if [ -n "$cpus" ] && [ "$container_nano_cpus" != "$container_wanted" ] && ! container_can_limit CpuCfsQuota CpuCfsPeriod; then
    container_refuse_limit cpus 'no cpu controller'
    cpus=''
  fi
  if [ -n "$pids" ] && [ "$container_pids" != "${pids#-1}" ] && ! container_can_limit PidsLimit; then
    container_refuse_limit pids 'no pids controller'
    pids=''
  fi
}

# container_refuse_limit FIELD WHY
container_refuse_limit() {
  case $container_info in
    *'"CgroupDriver":"none"'*) set -- "$1" "cgroup driver none" ;;
  esac
  if [ "$limits" = enforce ]; then
    pw_fail "$1 can't be enforced for container $name: the engine on this host has $2" "$(container_limit_remedy)"
  fi
  [ "$pw_phase" != check ] || pw_warn "$1: the engine on this host can't limit it ($2); container $name runs without that limit"
}

container_limit_remedy() {
  case $docker_mode in
    rootless)
      echo "delegate the controllers to the user (setup_rootless does where systemd and cgroup v2 are), or set limits: best_effort" ;;
    *)
      echo "give the host the cgroup controllers (kernel parameters cgroup_enable=memory swapaccount=1), or set limits: best_effort" ;;
  esac
}

# container_bytes_of SIZE: 4g as 4294967296; -1 stays.
container_bytes_of() {
  container_value=${1%[bB]} container_factor=1
  container_value=${container_value%[iI]}
  case $container_value in
    *[kK]) container_factor=1024 ;;
    *[mM]) container_factor=1048576 ;;
    *[gG]) container_factor=1073741824 ;;
    *[tT]) container_factor=1099511627776 ;;
  esac
  container_value=${container_value%[kKmMgGtT]}
  case $container_value in
    -1) echo -1 ;;
    '' | *[!0-9]*) pw_fail "memory_swap is no size: $1" "write a whole number with k, m or g, or -1 for no limit" ;;
    *) echo $((container_value * container_factor)) ;;
  esac
}

# container_nanoseconds DURATION: Docker's 1m30s as 90000000000.
container_nanoseconds() {
  container_left=$1 container_value=0
  while [ -n "$container_left" ]; do
    container_number=${container_left%%[!0-9]*}
    container_left=${container_left#"$container_number"}
    container_unit=${container_left%%[0-9]*}
    container_left=${container_left#"$container_unit"}
    case ${container_number:-x}:$container_unit in
      x:*) container_unit='' ;;
      *:h) container_value=$((container_value + container_number * 3600000000000)) ;;
      *:m) container_value=$((container_value + container_number * 60000000000)) ;;
      *:s) container_value=$((container_value + container_number * 1000000000)) ;;
      *:ms) container_value=$((container_value + container_number * 1000000)) ;;
      *) container_unit='' ;;
    esac
    [ -n "$container_unit" ] || pw_fail "no duration: $1" "write 30s, 1m30s or 500ms, without fractions"
  done
  echo "$container_value"
}

# What docker update can change: memory, swap, CPUs, processes, the restart policy. What isn't declared, and wasn't when the container
# was made, is left alone.
container_compare_limits() {
  container_compare_limit memory "$memory" "$container_memory" "${memory:-0}" container_size
  if [ -n "$memory_swap" ]; then
    container_compare_limit memory_swap "$memory_swap" "$container_swap" "$(container_bytes_of "$memory_swap")" container_size
  else
    container_compare_limit memory_swap '' "$container_swap" "$((${memory:-0} * 2))" container_size
  fi
  container_compare_limit cpus "$cpus" "$container_nano_cpus" "$(docker_nano_cpus "${cpus:-0}")" container_cpus
  container_value=${pids:-0}
  container_compare_limit pids "$pids" "$container_pids" "${container_value#-1}" container_pids
  if [ "$container_restart" != "${restart:-no}" ]; then
    if [ -n "$restart" ] || container_was_declared restart; then container_varies restart "$container_restart" "${restart:-no}"; fi
  fi
}

# container_compare_limit FIELD DECLARED HAS WANTED SHOW: docker update can change a limit, but not take it away.
container_compare_limit() {
  [ "${3:-0}" != "${4:-0}" ] || return 0
  if [ -n "$2" ]; then
    container_varies "$1" "$("$5" "$3")" "$("$5" "${4:-0}")"
  elif container_was_declared "$1" && container_is_not_left_out "$1"; then
    container_differs "$1" "$("$5" "$3")" "$("$5" "${4:-0}")"
  fi
}

# A limit that is declared but can't be held here is no difference.
container_is_not_left_out() {
  case $container_declared in *" $1 "*) return 1 ;; esac
}

container_size() {
  case $1 in
    0) echo unlimited ;;
    -1) echo unlimited ;;
    *) docker_size "$1" ;;
  esac
}

container_cpus() {
  if [ "$1" = 0 ]; then echo unlimited; else docker_cpus "$1"; fi
}

container_pids() {
  if [ "$1" = 0 ]; then echo unlimited; else echo "$1"; fi
}

# The hard limits of a rootless engine, which no container of it can exceed: those of its process, else this user's own.
container_read_hard_limits() {
  container_hard=''
  [ "$docker_mode" = rootless ] || return 0
  container_pid=self container_file=${DOCKER_HOST#unix://}
  container_file=${container_file%.sock}.pid
  [ ! -r "$container_file" ] || read -r container_pid <"$container_file" || :
  [ -r "/proc/$container_pid/limits" ] || container_pid=self
  while read -r container_line; do
    container_hard="$container_hard$container_line
"
  done <"/proc/$container_pid/limits"
}

# container_allowed_ulimit NAME=SOFT:HARD: the same, no higher than a rootless engine can go.
container_allowed_ulimit() {
  case ${1%%=*} in
    nofile) container_key='Max open files' ;;
    memlock) container_key='Max locked memory' ;;
    nproc) container_key='Max processes' ;;
    stack) container_key='Max stack size' ;;
    core) container_key='Max core file size' ;;
    rtprio) container_key='Max realtime priority' ;;
    msgqueue) container_key='Max msgqueue size' ;;
    sigpending) container_key='Max pending signals' ;;
    *) container_key='' ;;
  esac
  container_value=${1#*=}
  container_soft=${container_value%%:*} container_most=${container_value#*:}
  case ${container_key:+known}:${container_hard:-} in
    known:*"$container_key"*) container_lower_ulimit ;;
  esac
  printf '%s=%s:%s\n' "${1%%=*}" "$container_soft" "$container_most"
}

# Of the line `Max open files   1024   524288   files` the second number counts.
container_lower_ulimit() {
  container_line=${container_hard#*"$container_key"}
  read -r container_value container_limit container_left <<PODWRIGHT_LIMIT
${container_line%%
*}
PODWRIGHT_LIMIT
  [ "$container_limit" != unlimited ] || return 0
  if [ "$container_most" = -1 ] || [ "$container_most" -gt "$container_limit" ]; then container_most=$container_limit; fi
  if [ "$container_soft" = -1 ] || [ "$container_soft" -gt "$container_limit" ]; then container_soft=$container_limit; fi
}

# container_require_ulimits WORD…: says which ulimits a rootless engine can't give.
container_require_ulimits() {
  for container_word in "$@"; do
    case $container_word in
      --ulimit=*) ;;
      --*) continue ;;
      *) return 0 ;;
    esac
    container_ulimit=${container_word#--ulimit=}
    container_value=$(container_allowed_ulimit "$container_ulimit")
    [ "$container_value" != "$container_ulimit" ] || continue
    container_text="the ulimit $container_ulimit is above what this rootless engine may give (${container_value#*=})"
    if [ "$limits" = enforce ]; then
      pw_fail "$container_text" "raise the hard limit of user@$docker_uid.service or in /etc/security/limits.conf, or set limits: best_effort"
    fi
    pw_warn "$container_text; container $name gets that"
  done
}

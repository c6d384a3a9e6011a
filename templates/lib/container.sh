# requires: docker container_explain container_ports
# One container as it is declared, beside the one that is there.
#
# The snippet declares it by variables (name, image, state, recreate, pull, wait, stop_timeout, memory in bytes, cpus, restart, auto_ports;
# empty where not given), by two functions (environment: lines for an env file; ports: lines of CONTAINER/PROTOCOL HOST
# ADDRESS), and by words: options for docker create, each --option=value, then the image, then the command. Docker inside
# it (dind, startup_hooks, dind_wait) is the library container_dind's, which run_container has as well.

# container_inspect NAME: reads the container there is; container_id is empty where there is none.
container_inspect() {
  container_id='' container_status=absent container_image_id='' container_image='' container_created='' container_spec=''
  container_memory=0 container_nano_cpus=0 container_restart=no container_exit='' container_error=''
  container_restarts=0 container_ports='' container_options='' container_command='' container_startup='' container_dind=''
  if ! container_text=$(docker_cli container inspect --format "$(container_format)" "$1" 2>&1); then
    case $container_text in
      *'No such container'* | *'no such container'* | *'No such object'*) return 0 ;;
    esac
    docker_fail "container $1 can't be inspected" "$container_text"
  fi
  while IFS= read -r container_line; do
    container_value=${container_line#*=}
    case $container_line in
      id=*) container_id=$container_value ;;
      status=*) container_status=$container_value ;;
      exit=*) container_exit=$container_value ;;
      error=*) container_error=$container_value ;;
      restarts=*) container_restarts=$container_value ;;
      image_id=*) container_image_id=$container_value ;;
      image=*) container_image=$container_value ;;
      created=*) container_created=$container_value ;;
      spec=*) container_spec=$container_value ;;
      memory=*) container_memory=$container_value ;;
      nano_cpus=*) container_nano_cpus=$container_value ;;
      restart=*) container_restart=$container_value ;;
      command=*) container_command=$container_value ;;
      # What the declared command is where start-up hooks come before it.
      startup=?*) container_startup=$container_value container_command=${container_value#* } ;;
      dind=*) container_dind=$container_value ;;
      port=*) container_ports="$container_ports$container_value
" ;;
      --*) container_options="$container_options$container_line
" ;;
    esac
  done <<PODWRIGHT_INSPECTED
$container_text
PODWRIGHT_INSPECTED
  case $container_restart in
    on-failure:0) container_restart=on-failure ;;
    on-failure:*) ;;
    :*) container_restart=no ;;
    *) container_restart=${container_restart%:*} ;;
  esac
}

# What docker is asked about a container. Texts that may hold line breaks are JSON, so that every line is what it seems. Field names
# are those of the engine's JSON, which the command falls back to where its own types name a field otherwise.
container_format() {
  cat <<'PODWRIGHT_FORMAT'
id={{.Id}}
status={{.State.Status}}
exit={{.State.ExitCode}}
error={{json .State.Error}}
restarts={{.RestartCount}}
image_id={{.Image}}
image={{.Config.Image}}
created={{.Created}}
spec={{with index .Config.Labels "dev.podwright.spec"}}{{.}}{{end}}
memory={{.HostConfig.Memory}}
nano_cpus={{.HostConfig.NanoCpus}}
restart={{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}
command={{json .Config.Entrypoint}} {{json .Config.Cmd}}
startup={{with index .Config.Labels "dev.podwright.startup"}}{{.}}{{end}}
dind={{with index .Config.Labels "dev.podwright.dind"}}{{.}}{{end}}
--hostname={{.Config.Hostname}}
--user={{.Config.User}}
--workdir={{.Config.WorkingDir}}
--network={{.HostConfig.NetworkMode}}
--shm-size={{.HostConfig.ShmSize}}
{{range $port, $bindings := .HostConfig.PortBindings}}{{range $bindings}}port={{$port}} {{.HostPort}} {{.HostIp}}
{{end}}{{end}}{{range .HostConfig.Binds}}--volume={{.}}
{{end}}{{range .HostConfig.Ulimits}}--ulimit={{.Name}}={{.Soft}}:{{.Hard}}
{{end}}{{range $name, $value := .Config.Labels}}--label={{$name}}={{json $value}}
{{end}}{{range .Config.Env}}--env={{json .}}
{{end}}
PODWRIGHT_FORMAT
}

# container_hash WORD…: the hash of the declaration, which the label dev.podwright.spec keeps. What docker update can change isn't
# in it, since labels stay.
container_hash() {
  {
    printf '%s\0' "$@"
    ports
    environment
    container_dind_declared
    docker_handed_values
  } | sha256sum | cut -c 1-64
}

# What the check does: container_check WORD…
container_check() {
  docker_connect || container_without_engine "$@"
  [ "$state" = absent ] || container_dind_require "$@"
  container_inspect "$name"
  container_report
  case $state:$container_id in
    absent:) return 0 ;;
    absent:*)
      pw_change "container $name" "$container_status" absent
      return 0
      ;;
  esac
  container_compare "$@"
  case $container_id:$state in
    :started) container_check_start absent running ;;
    :stopped) pw_change "container $name" absent created ;;
    *) container_check_state ;;
  esac
  container_dind_check "$@"
}

container_check_state() {
  container_target=$(container_wanted_status)
  if [ "$container_replace" = yes ]; then
    container_check_start "$container_status" replaced
  elif [ "$container_target" != "$container_status" ]; then
    container_check_start "$container_status" "$container_target"
  fi
}

# container_check_start FROM TO: declares it, after a look whether the ports it takes for that can be had.
container_check_start() {
  [ "$state" != started ] || container_require_ports "$name"
  pw_change "container $name" "$1" "$2"
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
  [ "$plan" = true ] || pw_fail "$docker_problem" "$docker_remedy"
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
}

# container_compare WORD…: what differs, and whether it takes a new container (container_replace) or docker update does
# (container_update). In the check each difference is declared.
container_compare() {
  container_replace=no container_update=no
  [ -n "$container_id" ] || return 0
  container_declared=$(container_hash "$@")
  container_compare_image
  container_explained=no
  if [ "$container_declared" != "$container_spec" ]; then
    container_explain "$@"
    container_dind_compare
    if [ "$container_explained" = no ] && [ -n "$container_spec" ]; then
      container_differs settings "$(container_short "$container_spec")" "$(container_short "$container_declared")"
    fi
  fi
  if [ "$container_status" = dead ]; then container_replace=yes; fi
  if [ "$recreate" = always ] && [ "$pw_phase" != verify ]; then container_replace=yes; fi
  container_compare_limits
}

# container_differs WHAT FROM TO: a difference that takes a new container.
container_differs() {
  container_explained=yes
  if [ "$recreate" = never ]; then
    [ "$pw_phase" = apply ] || pw_warn "container $name keeps its $1 ($2, declared is $3), since recreate is never"
    return 0
  fi
  container_replace=yes
  [ "$pw_phase" = apply ] || pw_change "$1" "$2" "$3"
}

# container_varies WHAT FROM TO: a difference that docker update can take away.
container_varies() {
  container_update=yes
  [ "$pw_phase" = apply ] || pw_change "$1" "$2" "$3"
}

container_short() {
  case $1 in
    sha256:*) printf 'sha256:%.12s\n' "${1#sha256:}" ;;
    *) printf '%.12s\n' "$1" ;;
  esac
}

container_compare_image() {
  if [ "$(container_image_name "$container_image")" != "$(container_image_name "$image")" ]; then
    container_differs image "$container_image" "$image"
    return 0
  fi
  container_current=$(docker_cli image inspect --format '{{.Id}}' "$image" 2>/dev/null) || return 0
  if [ "$container_current" != "$container_image_id" ]; then
    container_differs image "$(container_short "$container_image_id")" "$(container_short "$container_current")"
  fi
}

# docker.io/library/nginx:latest as nginx.
container_image_name() {
  container_value=${1#docker.io/}
  container_value=${container_value#library/}
  printf '%s\n' "${container_value%:latest}"
}

# Memory, CPUs and the restart policy. Of a container that was made otherwise only what is declared counts.
container_compare_limits() {
  if [ "$container_memory" != "${memory:-0}" ] && container_limits "$memory"; then
    if [ -n "$memory" ] && [ "$container_memory" = 0 ] && ! container_engine_limits Memory; then
      [ "$pw_phase" = apply ] ||
        pw_warn "memory: the engine on this host can't limit it (no memory controller); $name runs without a limit"
    else
      container_limit memory "$memory" "$(container_size "$container_memory")" "$(container_size "${memory:-0}")"
    fi
  fi
  container_wanted=$(docker_nano_cpus "${cpus:-0}")
  if [ "$container_nano_cpus" != "$container_wanted" ] && container_limits "$cpus"; then
    container_limit cpus "$cpus" "$(container_cpus "$container_nano_cpus")" "$(container_cpus "$container_wanted")"
  fi
  if [ "$container_restart" != "${restart:-no}" ] && container_limits "$restart"; then
    container_varies restart "$container_restart" "${restart:-no}"
  fi
}

container_limits() {
  [ -n "$1" ] || [ -n "$container_spec" ]
}

# docker update can change a limit, but not take it away.
container_limit() {
  if [ -n "$2" ]; then container_varies "$1" "$3" "$4"; else container_differs "$1" "$3" "$4"; fi
}

container_size() {
  if [ "$1" = 0 ]; then echo unlimited; else docker_size "$1"; fi
}

container_cpus() {
  if [ "$1" = 0 ]; then echo unlimited; else docker_cpus "$1"; fi
}

# container_engine_limits Memory: whether the engine can hold such a limit.
container_engine_limits() {
  case $(docker_cli info --format "{{.${1}Limit}}" 2>/dev/null) in
    false) return 1 ;;
  esac
}

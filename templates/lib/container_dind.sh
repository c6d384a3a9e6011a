# requires: docker container_startup container_shell container_dind_inside
# Docker inside a container, as it is declared by dind: none, socket (the host's engine) or daemon (an engine of its own).
#
# The label dev.podwright.dind says which of them a container was made with, and of a daemon how it is started: by a start-up hook, or
# by the container's command (command). All words here are those that the library container is given.

# --- for checks ------------------------------------------------------------------------------------------------------

# container_dind_require WORD…: refuses what can't work, before anything is made.
container_dind_require() {
  case ${dind:-none} in
    none) return 0 ;;
    socket) container_dind_find_socket ;;
  esac
  while [ $# -gt 0 ]; do
    case $dind:$1 in
      daemon:--user=root | daemon:--user=0 | daemon:--user=root:* | daemon:--user=0:*) ;;
      daemon:--user=*)
        pw_fail "dind: daemon needs root inside the container, and user is ${1#--user=}" \
          "leave user out; create_pod_user makes a user who may use Docker there"
        ;;
      daemon:--network=host)
        pw_fail "dind: daemon needs a network of its own: on the host's, two engines would change each other's firewall rules" \
          "leave network out"
        ;;
      *:--*) ;;
      *) break ;;
    esac
    shift
  done
}

# The socket of the engine in use, which is the right one of the right mode: the system's, or the user's.
container_dind_find_socket() {
  case ${DOCKER_HOST:-} in
    unix://*) container_socket=${DOCKER_HOST#unix://} ;;
    *) pw_fail "dind: socket needs an engine with a socket on this host, and this one is at ${DOCKER_HOST:-another place}" \
      "use dind: daemon, or give the container DOCKER_HOST by its environment" ;;
  esac
}

# Names what differs from the container there, which only a new one can change. The socket's place is no part of the declaration.
container_dind_compare() {
  container_startup_compare
  container_has=${container_dind%-command}
  if [ "${container_has:-none}" != "$dind" ]; then
    container_differs dind "${container_has:-none}" "$dind"
  elif [ "$dind" = socket ]; then
    case $container_options in
      *"--volume=$container_socket:/var/run/docker.sock
"*) ;;
      *) container_differs 'docker socket' "$(container_dind_mounted_socket)" "$container_socket" ;;
    esac
  fi
}

container_dind_mounted_socket() {
  container_value=$(printf '%s' "$container_options" | sed -n 's|^--volume=\(.*\):/var/run/docker.sock$|\1|p')
  printf '%s\n' "${container_value:-none}"
}

# What dind means, said whenever a container is made with it. Of an engine that is yet to come nothing is known.
container_dind_warn() {
  [ -n "$docker_mode" ] || return 0
  case $dind:$gpus in
    daemon: | daemon:none | daemon:all | daemon:auto) ;;
    daemon:*)
      pw_warn "dind: daemon: container $name can reach all GPUs of the host, whichever gpus says: it is privileged"
      ;;
  esac
  case $dind:$docker_mode in
    socket:rootless)
      pw_warn "dind: socket: who is in container $name can use this user's Docker engine, and so do all that this user can"
      ;;
    socket:*) pw_warn "dind: socket: who is in container $name can use the host's Docker engine, and so become root on the host" ;;
    daemon:rootless) ;;
    daemon:*)
      container_dind_has_sysbox ||
        pw_warn "dind: daemon: container $name is privileged; under a rootful engine, root inside is nearly root on the host"
      ;;
  esac
}

# Whether the engine has a runtime that needs no privileges for this. It gives no GPUs.
container_dind_has_sysbox() {
  case $gpus in '' | none) ;; *) return 1 ;; esac
  case " $(docker_cli info --format '{{range $name, $runtime := .Runtimes}}{{$name}} {{end}}' 2>/dev/null) " in
    *' sysbox-runc '*) return 0 ;;
  esac
  return 1
}

# container_dind_check WORD…: the engine inside, after all else of the check.
container_dind_check() {
  case $container_replace:$container_id:$dind in
    *:none) return 0 ;;
    yes:* | *::*) container_dind_check_new "$container_status" "$@" ;;
    *:daemon) [ "$state" != started ] || container_dind_check_running ;;
  esac
}

# container_dind_check_new STATUS WORD…: what a new container brings.
container_dind_check_new() {
  [ "$pw_phase" != check ] || container_dind_warn
  [ "$dind" = daemon ] || return 0
  container_dind_old=$1
  shift
  container_dind_check_volume "$@"
  [ "$state" = started ] || return 0
  case $container_dind_old in
    absent) pw_change 'docker inside' absent running ;;
    *) pw_change 'docker inside' replaced running ;;
  esac
}

container_dind_check_volume() {
  container_dind_find_volume "$@"
  [ -n "$container_volume" ] || return 0
  if [ -n "$docker_mode" ] && docker_cli volume inspect --format '{{.Name}}' "$container_volume" >/dev/null 2>&1; then return 0; fi
  pw_change "volume $container_volume" absent created
}

# container_dind_find_volume WORD…: images and containers inside live on a volume of the container's name, since overlay on overlay
# doesn't work; it outlives the container. Sets container_volume, to nothing where the declaration has something else there.
container_dind_find_volume() {
  container_volume=$name-docker
  for container_word in "$@"; do
    case $container_word in
      --volume=*:/var/lib/docker | --volume=*:/var/lib/docker:*) container_volume='' ;;
      -*) ;;
      *) break ;;
    esac
  done
}

container_dind_check_running() {
  case $container_dind:$container_status in
    daemon*:running)
      container_shell "$name" container_dind_inside dind_check "$(container_dind_kind)"
      container_dind_report
      ;;
    daemon*) pw_change 'docker inside' stopped running ;;
  esac
}

container_dind_kind() {
  case $container_dind in
    *-command) echo command ;;
    *) echo hook ;;
  esac
}

container_dind_report() {
  container_shell_result version
  [ -z "$container_shell_value" ] || pw_output dind_version "$container_shell_value"
  container_shell_result driver
  [ -z "$container_shell_value" ] || pw_output dind_storage_driver "$container_shell_value"
}

# The way to a Docker engine, and the one place that calls docker.

# docker_access PREFERENCE USE_SUDO FACT_HOST: which engine docker_connect may take, said before it. PREFERENCE is prefer, require or
# never (a rootless one); USE_SUDO is true or false; FACT_HOST is the address in the host's fact docker_host (setup_rootless gives it),
# empty, or in a plan `unknown` where only an apply would give it. Without this call: prefer, true, none.
docker_access() {
  docker_preference=$1 docker_use_sudo=$2 docker_fact_host=$3
}

# Finds the way to an engine: DOCKER_HOST where it is set; the user's own rootless engine; the rootless engine that the fact names; the
# system's engine; each through sudo without a password where it must be. An engine is not called, but for one on another machine that
# must be rootless. Sets docker_mode (rootless, rootful, sudo, remote) and docker_sudo (yes, no); where there is no way, status 1 with
# docker_problem and docker_remedy, and docker_installed is yes or no.
docker_connect() {
  docker_mode='' docker_sudo=no docker_problem='' docker_remedy='' docker_installed=yes
  docker_uid=$(id -u)
  if ! command -v docker >/dev/null; then
    [ "${docker_fact_host:-}" != unknown ] || docker_fact_host=''
    docker_installed=no
    docker_problem='there is no docker command on this host'
    docker_remedy="put $(docker_task) task before this one"
    return 1
  fi
  docker_defer_to_fact
  # What an earlier call found is not what the operator gave.
  if [ -n "${DOCKER_HOST:-}" ] && [ "$DOCKER_HOST" != "${docker_found:-}" ]; then
    docker_connect_given
    return
  fi
  case ${docker_preference:-prefer} in
    require) docker_connect_rootless || docker_refuse_rootful ;;
    never) docker_connect_system ;;
    *) docker_connect_rootless || docker_connect_system ;;
  esac
}

# In a plan: which engine it will be isn't known before setup_rootless. Where there is none at all, it will be an empty one.
docker_defer_to_fact() {
  [ "${docker_fact_host:-}" = unknown ] || return 0
  docker_fact_host=''
  if [ -n "${DOCKER_HOST:-}" ] || [ "${docker_preference:-prefer}" = never ]; then return 0; fi
  ! docker_may_have_containers || pw_defer 'which Docker engine it will be is known after setup_rootless'
}

# The task type that brings the engine that is asked for.
docker_task() {
  if [ "${docker_preference:-prefer}" = require ]; then echo 'a setup_rootless'; else echo 'an install_docker'; fi
}

# DOCKER_HOST is taken as it is, but not against rootless: require or never.
docker_connect_given() {
  docker_mode=$(docker_mode_of "$DOCKER_HOST")
  case ${docker_preference:-prefer}:$docker_mode in
    require:rootful)
      docker_problem="DOCKER_HOST names a rootful engine ($DOCKER_HOST), and rootless: require asks for a rootless one"
      docker_remedy='leave DOCKER_HOST out of environment, or set rootless: prefer'
      return 1
      ;;
    require:remote)
      case $(docker_cli info --format '{{.SecurityOptions}}' 2>/dev/null) in *name=rootless*) return 0 ;; esac
      docker_problem="the engine at $DOCKER_HOST does not say that it is rootless, and rootless: require asks for that"
      docker_remedy='name a rootless engine by DOCKER_HOST, or set rootless: prefer'
      return 1
      ;;
    never:rootless)
      docker_problem="DOCKER_HOST names a rootless engine ($DOCKER_HOST), and rootless: never refuses it"
      docker_remedy='leave DOCKER_HOST out of environment, or set rootless: prefer'
      return 1
      ;;
  esac
}

# The user's own rootless engine, else the one that the fact names, also another user's.
docker_connect_rootless() {
  if [ "$docker_uid" != 0 ]; then
    for docker_socket in "${XDG_RUNTIME_DIR:-/run/user/$docker_uid}/docker.sock" "/run/user/$docker_uid/docker.sock" \
      "${HOME:-/}/.docker/run/docker.sock"; do
      if [ -S "$docker_socket" ] && [ -w "$docker_socket" ]; then
        docker_take rootless no "$docker_socket"
        return 0
      fi
    done
  fi
  docker_socket=${docker_fact_host:-}
  case $docker_socket in
    unix:///*) docker_socket=${docker_socket#unix://} ;;
    *) return 1 ;;
  esac
  if [ -S "$docker_socket" ]; then
    [ "$(docker_mode_of "unix://$docker_socket")" = rootless ] && [ -w "$docker_socket" ] || return 1
    docker_take rootless no "$docker_socket"
  elif [ "$docker_uid" != 0 ] && [ "$(docker_mode_of "unix://$docker_socket")" = rootless ] && docker_sudo_works &&
    sudo -n test -S "$docker_socket"; then
    # Another user's folder hides its socket from this one.
    docker_take rootless yes "$docker_socket"
  else
    return 1
  fi
}

# The engine that root runs.
docker_connect_system() {
  if [ ! -S /var/run/docker.sock ]; then
    docker_engine_binary >/dev/null || docker_installed=no
    docker_problem='no Docker engine is running on this host'
    docker_remedy='put an install_docker task before this one; for an engine elsewhere set DOCKER_HOST in environment'
    if [ "${docker_preference:-prefer}" = never ]; then
      docker_problem='no rootful Docker engine is running on this host, and rootless: never refuses any other'
    fi
    return 1
  fi
  if [ -w /var/run/docker.sock ]; then
    docker_take rootful no /var/run/docker.sock
  elif docker_sudo_works; then
    docker_take sudo yes /var/run/docker.sock
  else
    docker_problem="user $(id -un) may not use the Docker engine (/var/run/docker.sock)"
    docker_remedy='set become: true, add the user to the group docker, or set up rootless Docker (setup_rootless)'
    [ "${docker_use_sudo:-true}" = true ] || docker_remedy="allow use_sudo, $docker_remedy"
    return 1
  fi
}

# Why rootless: require can't be met, status 1.
docker_refuse_rootful() {
  docker_remedy='put a setup_rootless task before this one'
  case ${docker_fact_host:-} in
    '')
      if [ "$docker_uid" = 0 ]; then
        docker_problem='the task runs as root, nothing is known of a rootless engine on this host, and rootless: require asks for one'
        docker_remedy="$docker_remedy, or run it as the user whose engine it is"
      else
        docker_problem="user $(id -un) has no rootless Docker engine that runs, and rootless: require asks for one"
      fi
      ;;
    *)
      case $(docker_mode_of "$docker_fact_host") in
        rootless)
          docker_problem="the rootless engine at $docker_fact_host is not running, or user $(id -un) may not use it"
          docker_remedy='run setup_rootless again, which starts it; for the engine of another user set become: true'
          ;;
        *)
          docker_problem="this host's engine is a rootful one ($docker_fact_host), and rootless: require asks for a rootless one"
          docker_remedy="$docker_remedy; where it fell back to a rootful engine its warning says why"
          ;;
      esac
      ;;
  esac
  return 1
}

# docker_take MODE SUDO SOCKET
docker_take() {
  docker_mode=$1 docker_sudo=$2 docker_found=unix://$3
  DOCKER_HOST=$docker_found
  export DOCKER_HOST
}

# Whether sudo may be used and asks for no password, at least for docker.
docker_sudo_works() {
  [ "${docker_use_sudo:-true}" = true ] && command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || sudo -n docker --version >/dev/null 2>&1
}

# docker_mode_of ADDRESS: rootless, rootful or remote. A socket is its engine's user's.
docker_mode_of() {
  case $1 in
    unix:///run/user/[1-9]*) echo rootless ;;
    unix://*)
      docker_owner=$(stat -L -c %u "${1#unix://}" 2>/dev/null) || docker_owner=''
      case $docker_owner:$docker_uid:$1 in
        [1-9]*:*) echo rootless ;;
        # Not there now, but where this user's own would be.
        :[1-9]*:unix://"${HOME:-/nonexistent}"/*) echo rootless ;;
        *) echo rootful ;;
      esac
      ;;
    *) echo remote ;;
  esac
}

# The one place that calls docker. Variables to hand on (`-e NAME`) are named in docker_handed_on, separated by commas, since
# sudo drops them otherwise.
docker_cli() {
  if [ "$docker_sudo" = yes ]; then
    sudo -n ${docker_handed_on:+"--preserve-env=$docker_handed_on"} docker --host "$DOCKER_HOST" "$@"
  else
    docker "$@"
  fi
}

# Prints the path of dockerd, also where sbin isn't on PATH.
docker_engine_binary() {
  PATH="$PATH:/usr/sbin:/usr/local/sbin:/sbin" command -v dockerd
}

# Whether containers may be there that can't be seen now, since an engine like the one that is asked for is installed, or was once.
docker_may_have_containers() {
  [ -z "${DOCKER_HOST:-}" ] && [ -z "${docker_fact_host:-}" ] || return 0
  if [ "${docker_preference:-prefer}" != require ]; then
    docker_engine_binary >/dev/null && return 0
    [ -d /var/lib/docker/containers ] && return 0
  fi
  [ "${docker_preference:-prefer}" != never ] && [ -d "${HOME:-/nonexistent}/.local/share/docker/containers" ]
}

# requires: docker engine_facts json package_query service_state
# The engine itself: what is installed and running. Read-only, for checks.

# Reads what there is. Sets engine_command (version of the docker command, empty where there is none), engine_podman (yes where it is
# Podman's), engine_binary (path of dockerd, may be empty), engine_version (of the engine that answers, else empty), engine_text (what
# docker said, where none does), and what engine_read sets.
engine_ask() {
  engine_command='' engine_podman=no engine_version='' engine_text=''
  engine_binary=$(docker_engine_binary) || engine_binary=''
  if command -v docker >/dev/null; then
    engine_command=$(docker --version 2>/dev/null) || engine_command=''
    case $engine_command in
      *[Pp]odman*)
        engine_podman=yes engine_command='' docker_mode=''
        return 0
        ;;
    esac
    engine_command=${engine_command#Docker version }
    engine_command=${engine_command%%,*}
  fi
  docker_connect || {
    engine_text=$docker_problem
    return 0
  }
  engine_text=$(docker_cli info --format "$(engine_format)" 2>&1) && engine_read || :
  # Docker fills the form with nothing where no engine answers, and says besides what is wrong.
  [ -n "$engine_version" ] || engine_text=$(printf '%s\n' "$engine_text" | sed '/^engine_/d')
}

# As engine_ask, but an engine whose process is just coming up, as after a restart of its service, is given time to answer:
# it is running, not stopped.
engine_survey() {
  engine_ask
  engine_seconds=0
  while [ -z "$engine_version" ] && [ "$engine_seconds" -lt 10 ] && ! engine_command_is_old && engine_read_process; do
    sleep 1
    engine_seconds=$((engine_seconds + 1))
    engine_ask
  done
}

# Whether there is an engine, which refuses the docker command of this host: since Docker 29 commands older than API 1.44.
engine_command_is_old() {
  case $engine_text in
    *'client version'*'is too old'*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets engine_process to the living dockerd that a pid file names; status 1 where there is none.
engine_read_process() {
  engine_process=''
  for engine_file in /var/run/docker.pid /var/run/docker-ssd.pid; do
    engine_read_pid "$engine_file" || continue
    if { read -r engine_name <"/proc/$engine_process/comm"; } 2>/dev/null && [ "$engine_name" = dockerd ]; then return 0; fi
    engine_process=''
  done
  return 1
}

# Sets engine_process to the number that a pid file holds.
engine_read_pid() {
  [ -r "$1" ] || return 1
  read -r engine_process <"$1" || [ -n "$engine_process" ] || return 1
  case $engine_process in
    '' | *[!0-9]*) return 1 ;;
  esac
}

# The outputs of the engine that answers.
engine_tell() {
  engine_find_package
  case $docker_mode in
    remote) engine_report remote "$DOCKER_HOST" '' ;;
    rootless) engine_report rootless "$DOCKER_HOST" "$(stat -L -c %U "${DOCKER_HOST#unix://}")" ;;
    *) engine_report "$docker_mode" "$DOCKER_HOST" root ;;
  esac
}

# Sets engine_package to the package that the engine came with (docker-ce, docker.io, moby-engine, docker), or to nothing.
engine_find_package() {
  engine_package=''
  command -v dpkg-query >/dev/null || command -v rpm >/dev/null || command -v apk >/dev/null || command -v pacman >/dev/null || return 0
  package_load docker-ce docker.io moby-engine docker
  while read -r engine_name engine_value; do
    case $engine_name in
      docker-ce | docker.io | moby-engine | docker) engine_package=$engine_name ;;
    esac
  done <<PODWRIGHT_PACKAGES
$package_table
PODWRIGHT_PACKAGES
}

# Whether the system starts the engine when it boots; also true where nothing here could arrange that.
engine_enabled() {
  service_manager_load
  [ "$service_manager" != none ] || return 0
  service_load docker
  [ "$service_known:$service_enabled" != yes:no ]
}

# Fails the task where an engine that doesn't answer can't be helped from here, or would not start.
engine_require_local() {
  if [ -e /etc/docker/daemon.json ] && [ -r /etc/docker/daemon.json ] && ! json_valid /etc/docker/daemon.json; then
    pw_fail "the Docker engine can't start: $json_problem" "correct the file, or remove it if it has nothing of value"
  fi
  [ "$docker_mode" != remote ] || docker_fail "the engine at $DOCKER_HOST does not answer" "$engine_text"
  case $engine_text in
    *'client version'*'is too new'*) docker_fail "the docker command and the engine don't fit" "$engine_text" ;;
  esac
}

# Sets engine_stopped to the containers that stop with the engine, separated by commas; to nothing where it leaves them running.
engine_find_stopped() {
  engine_stopped=''
  if [ "$(docker_cli info --format '{{.LiveRestoreEnabled}}' 2>/dev/null)" != true ]; then
    engine_stopped=$(docker_cli ps --format '{{.Names}}' 2>/dev/null | tr '\n' ' ') || engine_stopped=''
    engine_stopped=${engine_stopped% }
  fi
}

# Whether USER is a member of the group docker. Without such a user the task fails, or in a plan is unknown: engine_member USER PLAN.
engine_member() {
  if ! engine_groups=$(id -Gn -- "$1" 2>/dev/null); then
    [ "$2" != true ] || pw_defer "there is no user $1 on this host yet"
    pw_fail "there is no user \"$1\" on this host" "make the user first, with a user task before this one"
  fi
  case " $engine_groups " in
    *' docker '*) return 0 ;;
    *) return 1 ;;
  esac
}

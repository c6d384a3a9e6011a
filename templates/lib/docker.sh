# Access to the Docker engine, and the words for what goes wrong with it.

# Finds the way to an engine: DOCKER_HOST where it is set, the user's own rootless engine, the system's engine, the system's
# engine through sudo without a password. Nothing is called yet. Sets docker_mode (rootless, rootful, sudo, remote) for
# docker_cli; where there is no way, status 1 with docker_problem and docker_remedy, and docker_installed is yes or no.
docker_connect() {
  docker_mode='' docker_problem='' docker_remedy='' docker_installed=yes
  docker_uid=$(id -u)
  if ! command -v docker >/dev/null; then
    docker_installed=no
    docker_problem='there is no docker command on this host'
    docker_remedy='put an install_docker task before this one'
    return 1
  fi
  if [ -n "${DOCKER_HOST:-}" ]; then
    docker_mode=$(docker_mode_of "$DOCKER_HOST")
    return 0
  fi
  if [ "$docker_uid" != 0 ]; then
    for docker_socket in "${XDG_RUNTIME_DIR:-/run/user/$docker_uid}/docker.sock" "/run/user/$docker_uid/docker.sock" \
      "${HOME:-/}/.docker/run/docker.sock"; do
      if [ -S "$docker_socket" ] && [ -w "$docker_socket" ]; then
        docker_mode=rootless
        DOCKER_HOST=unix://$docker_socket
        export DOCKER_HOST
        return 0
      fi
    done
  fi
  if [ ! -S /var/run/docker.sock ]; then
    docker_engine_binary >/dev/null || docker_installed=no
    docker_problem='no Docker engine is running on this host'
    docker_remedy='put an install_docker task before this one; for an engine elsewhere set DOCKER_HOST in environment'
    return 1
  fi
  DOCKER_HOST=unix:///var/run/docker.sock
  export DOCKER_HOST
  docker_mode=rootful
  [ ! -w /var/run/docker.sock ] || return 0
  docker_mode=sudo
  if ! sudo -n true 2>/dev/null; then
    docker_problem="user $(id -un) may not use the Docker engine (/var/run/docker.sock)"
    docker_remedy='set become: true, add the user to the group docker, or set up rootless Docker (setup_rootless)'
    return 1
  fi
}

# docker_mode_of ADDRESS: rootless, rootful or remote.
docker_mode_of() {
  case $1 in
    unix:///run/user/* | unix://"${HOME:-/nonexistent}"/*) echo rootless ;;
    unix://*) echo rootful ;;
    *) echo remote ;;
  esac
}

# The one place that calls docker. Variables to hand on (`-e NAME`) are named in docker_handed_on, separated by commas, since
# sudo drops them otherwise.
docker_cli() {
  if [ "$docker_mode" = sudo ]; then
    sudo -n ${docker_handed_on:+"--preserve-env=$docker_handed_on"} docker --host "$DOCKER_HOST" "$@"
  else
    docker "$@"
  fi
}

# Prints the path of dockerd, also where sbin isn't on PATH.
docker_engine_binary() {
  PATH="$PATH:/usr/sbin:/usr/local/sbin:/sbin" command -v dockerd
}

# Whether containers may be there that can't be seen now, since an engine is installed, or was once.
docker_may_have_containers() {
  docker_engine_binary >/dev/null || [ -d /var/lib/docker/containers ] || [ -n "${DOCKER_HOST:-}" ]
}

# docker_version_at_least VERSION MINIMUM: compares the numbers between the dots.
docker_version_at_least() {
  docker_have=${1%%[-+~]*}. docker_want=${2%%[-+~]*}.
  while [ -n "$docker_want" ]; do
    docker_left=${docker_have%%.*} docker_right=${docker_want%%.*}
    docker_have=${docker_have#*.} docker_want=${docker_want#*.}
    docker_left=${docker_left##*[!0-9]} docker_right=${docker_right##*[!0-9]}
    while [ "${docker_left#0}" != "$docker_left" ]; do docker_left=${docker_left#0}; done
    while [ "${docker_right#0}" != "$docker_right" ]; do docker_right=${docker_right#0}; done
    [ "${docker_left:-0}" -le "${docker_right:-0}" ] || return 0
    [ "${docker_left:-0}" -ge "${docker_right:-0}" ] || return 1
  done
}

# docker_fail WHAT TEXT: fails the task with docker's own words and what to do about them.
docker_fail() {
  docker_text=$(docker_words "$2")
  pw_fail "$1: ${docker_text:-docker gave no reason}" "$(docker_remedy_for "$2")"
}

# docker_words TEXT: docker's message without its wrapping, on one line.
docker_words() {
  printf '%s\n' "$1" | sed -e '/^See .docker .* --help/d' -e '/^Run .docker .* --help/d' -e '/^For more information, see/d' \
    -e 's/^Error response from daemon: //' -e 's/^docker: //' -e 's/^Error: failed to start containers:.*//' \
    -e '/^[[:space:]]*$/d' | tail -n 5 | tr '\n' ' ' | sed -e 's/[[:space:]]*$//'
}

# docker_remedy_for TEXT: what to do about an error of docker, in one line; nothing where that isn't known.
docker_remedy_for() {
  case $1 in
    *'Cannot connect to the Docker daemon'* | *'error during connect'* | *'connection refused'*'docker.sock'*)
      echo 'the engine is not running: put an install_docker task before this one, or look at its log (journalctl -u docker)' ;;
    *'permission denied'*'docker.sock'* | *'permission denied while trying to connect'*)
      echo 'set become: true, or add the user to the group docker and log in again' ;;
    *'client version '*' is too old'*)
      echo 'the docker command is older than the engine accepts: upgrade it (install_docker with a minimum version)' ;;
    *'client version '*' is too new'*)
      echo 'the engine is older than this docker command: upgrade the engine, or set DOCKER_API_VERSION in environment' ;;
    *'could not select device driver ""'*'gpu'*)
      echo 'the NVIDIA Container Toolkit was not there when the engine started: install_nvidia_toolkit, then restart docker' ;;
    *'could not select device driver "cdi"'*)
      echo 'CDI is off in this engine: set features.cdi in /etc/docker/daemon.json (Docker 25 to 28.1) and restart docker' ;;
    *'unresolvable CDI devices'*)
      echo 'the CDI specification is missing or stale: nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml' ;;
    *'libnvidia-ml.so.1: cannot open'*)
      echo 'no NVIDIA driver is visible here: install_nvidia_driver on the host itself' ;;
    *'driver/library version mismatch'*)
      echo 'the NVIDIA driver was upgraded while the old module is loaded: reboot the host' ;;
    *'bpf_prog_query'*'operation not permitted'*)
      echo 'rootless Docker: use CDI, or set nvidia-container-cli.no-cgroups in /etc/nvidia-container-runtime/config.toml' ;;
    *'cannot expose privileged port'*)
      echo 'choose a host port from 1024 on, or set net.ipv4.ip_unprivileged_port_start on the host' ;;
    *'already allocated'* | *'address already in use'* | *'conflict with ID'*)
      echo 'the host port is taken: choose another one, or auto' ;;
    *'NanoCPUs can not be set'* | *'NanoCPUs'*'CFS scheduler'*)
      echo 'this engine has no cpu controller (rootless without delegation, or a nested host): leave cpus out, or delegate it' ;;
    *'ange of CPUs is from'*)
      echo 'ask for no more CPUs than the host has' ;;
    *'Minimum memory limit allowed'*)
      echo 'Docker takes no memory limit below 6m' ;;
    *'Conflict. The container name'*)
      echo 'another one made a container of this name in the meantime: run again' ;;
    *'unable to apply caps'* | *'operation not permitted'*'privileged'*)
      echo 'the host itself lacks a capability that the container asks for (a nested host): leave privileged out' ;;
    *'executable file not found'* | *'no such file or directory: unknown'*)
      echo "the image has no such command: check command and entrypoint" ;;
    *'invalid mount config'*'bind source path does not exist'*)
      echo 'make the host directory first, with a file task' ;;
    *'unable to remove repository reference'* | *'unable to delete'*'being used'* | *'is using its referenced image'*)
      echo 'remove the containers made from it first (remove_container)' ;;
    *'No such image'* | *'Unable to find image'*)
      echo 'put an ensure_image task before this one' ;;
    *'no space left on device'*)
      echo 'make room, for instance by docker system prune' ;;
    *'network '*' not found'*)
      echo 'create the network first (docker network create)' ;;
    *'sudo: a password is required'* | *'sudo: a terminal is required'*)
      echo 'set become: true and give a become password, or allow sudo without one' ;;
  esac
}

# docker_size BYTES: 4294967296 as 4g.
docker_size() {
  docker_number=$1 docker_unit=''
  for docker_next in k m g t; do
    [ "$docker_number" -ge 1024 ] && [ $((docker_number % 1024)) -eq 0 ] || break
    docker_number=$((docker_number / 1024)) docker_unit=$docker_next
  done
  echo "$docker_number$docker_unit"
}

# docker_nano_cpus CPUS: 1.5 as 1500000000.
docker_nano_cpus() {
  docker_whole=${1%%.*} docker_fraction=''
  case $1 in *.*) docker_fraction=${1#*.} ;; esac
  docker_fraction=$(printf '%.9s' "${docker_fraction}000000000")
  docker_digits=$docker_whole$docker_fraction
  while [ "${docker_digits#0}" != "$docker_digits" ]; do docker_digits=${docker_digits#0}; done
  echo "${docker_digits:-0}"
}

# docker_cpus NANO_CPUS: 1500000000 as 1.5.
docker_cpus() {
  docker_fraction=$(printf '%09d' "$(($1 % 1000000000))")
  while [ "${docker_fraction%0}" != "$docker_fraction" ]; do docker_fraction=${docker_fraction%0}; done
  echo "$(($1 / 1000000000))${docker_fraction:+.$docker_fraction}"
}

# docker_json TEXT: the text as JSON, as docker's templates print it.
docker_json() {
  case $1 in
    *[[:cntrl:]]*) printf '"%s"\n' "$(printf '%s.' "$1" | docker_json_escape)" ;;
    *[\\\"]*) printf '%s\n' "$1" | sed -e 's/[\\"]/\\&/g' -e 's/.*/"&"/' ;;
    *) printf '"%s"\n' "$1" ;;
  esac
}

# Standard input, less its last character, as the inside of a JSON string.
docker_json_escape() {
  awk '
    BEGIN {
      for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i)
      code["\t"] = "\\t"; code["\r"] = "\\r"; code["\""] = "\\\""; code["\\"] = "\\\\"
    }
    NR > 1 { text = text line "\\n" }
    {
      line = ""
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        line = line (c in code ? code[c] : c)
      }
    }
    END { printf "%s", text substr(line, 1, length(line) - 1) }'
}

# docker_json_list TEXT…: the texts as a JSON list, without blanks.
docker_json_list() {
  docker_list=''
  for docker_text in "$@"; do
    docker_list="$docker_list${docker_list:+,}$(docker_json "$docker_text")"
  done
  printf '[%s]\n' "$docker_list"
}

# docker_hand_on NAME VALUE: a variable for `-e NAME`. Only for values with line breaks, which no env file can hold.
docker_hand_on() {
  case $1 in
    '' | [0-9]* | *[!A-Za-z0-9_]* | PATH | HOME | LD_* | DOCKER_* | BUILDKIT_* | docker_*)
      pw_fail "the variable $1 can't have a value of several lines" "give such a value by a file and a volume"
      ;;
  esac
  export "$1=$2"
  docker_handed_on=${docker_handed_on:+$docker_handed_on,}$1
}

# The values handed on, for a hash.
docker_handed_values() {
  docker_names=${docker_handed_on:-}
  while [ -n "$docker_names" ]; do
    docker_name=${docker_names%%,*}
    docker_names=${docker_names#"$docker_name"}
    docker_names=${docker_names#,}
    eval "printf '%s=%s\\0' \"\$docker_name\" \"\$$docker_name\""
  done
}

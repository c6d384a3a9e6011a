# requires: docker_access
# What is said to and of the Docker engine: numbers as it writes them, and the words for what goes wrong. The way to it is in
# docker_access.

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
  pw_fail "$1: ${docker_text:-docker gave no reason}" "$(docker_remedy_for "$2")" "$(docker_kind_of "$2")"
}

# Fails the task where docker_connect found no engine.
docker_refuse() {
  pw_fail "$docker_problem" "$docker_remedy" missing_requirement
}

# docker_kind_of TEXT: which failure an error of docker is, in the word that programs know it by; nothing where it has none.
docker_kind_of() {
  case $1 in
    *'already allocated'* | *'address already in use'* | *'conflict with ID'*) echo port_taken ;;
    *'No such image'* | *'Unable to find image'* | *'pull access denied'* | *'manifest unknown'*) echo image_unavailable ;;
    *'Cannot connect to the Docker daemon'* | *'error during connect'* | *'permission denied'*'docker.sock'* | \
      *'could not select device driver'* | *'unresolvable CDI devices'* | *'libnvidia-ml.so.1: cannot open'* | \
      *'driver/library version mismatch'* | *'cannot expose privileged port'* | *'sudo: a password is required'* | \
      *'sudo: a terminal is required'*) echo missing_requirement ;;
  esac
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
      if [ "${docker_mode:-}" = rootless ]; then
        echo 'the rootless engine is not running: put a setup_rootless task before this one, which starts it again'
      else
        echo 'the engine is not running: put an install_docker task before this one, or look at its log (journalctl -u docker)'
      fi ;;
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
      echo 'this host may not give containers all privileges (it is nested itself): use a rootless engine (setup_rootless), or ask for none' ;;
    *'exec: "docker-init"'*)
      echo 'install tini on the host, which is what docker-init is, or set options: [--init=false]' ;;
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

# requires: json file_content docker_engine rootless
# The configuration of a Docker engine (daemon.json): what it says, what is to be said, and what the engine needs to take it up. A SCOPE is
# `system`, the engine that root runs, or the name of a user, whose engine runs without root. A user's file is read and written as that
# user.

# docker_config_load SCOPE PLAN: sets docker_config_scope, docker_config_file, docker_config_label (for messages), docker_config_kind (system
# or rootless), json_text and json_name. Nothing is asked of an engine.
docker_config_load() {
  docker_config_scope=$1
  case $1 in
    system)
      docker_config_kind=system docker_config_label='docker engine' docker_config_file=/etc/docker/daemon.json
      if docker_config_flag --config-file; then docker_config_file=$docker_config_value; fi
      # The file that a link leads to is replaced, not the link.
      [ ! -L "$docker_config_file" ] || docker_config_file=$(readlink -f "$docker_config_file")
      ;;
    *)
      docker_config_kind=rootless docker_config_label="docker engine of $1"
      rootless_load "$1" "$2"
      docker_config_file=$rootless_config/docker/daemon.json
      ;;
  esac
  docker_config_read
}

# The text with its last line ends.
docker_config_read() {
  json_name=$docker_config_file json_text='.'
  case $docker_config_kind in
    system)
      if [ -e "$docker_config_file" ]; then
        json_text=$(cat "$docker_config_file" && printf .) || pw_fail "$docker_config_file can't be read" "set become: true"
      fi
      ;;
    rootless)
      if rootless_as_user test -e "$docker_config_file"; then
        json_text=$(rootless_as_user cat "$docker_config_file" && printf .) ||
          pw_fail "$docker_config_file can't be read by user $rootless_user" "it must belong to that user"
      fi
      ;;
  esac
  json_text=${json_text%.}
}

# Sets docker_config_process to the process of the engine; status 1 where none runs.
docker_config_find_process() {
  case $docker_config_kind in
    system)
      engine_read_process || return 1
      docker_config_process=$engine_process
      ;;
    rootless)
      docker_config_process=$(rootless_as_user cat "$rootless_runtime/docker.pid" 2>/dev/null) || return 1
      case $docker_config_process in
        '' | *[!0-9]*) return 1 ;;
      esac
      docker_config_name=''
      { read -r docker_config_name <"/proc/$docker_config_process/comm"; } 2>/dev/null || return 1
      [ "$docker_config_name" = dockerd ]
      ;;
  esac
}

# docker_config_flag NAME: whether the running engine was started with that flag. Sets docker_config_value to what it was given last.
docker_config_flag() {
  docker_config_value='' docker_config_found=no docker_config_next=no
  docker_config_find_process || return 1
  while IFS= read -r docker_config_argument; do
    if [ "$docker_config_next" = yes ]; then docker_config_value=$docker_config_argument docker_config_next=no; fi
    case $docker_config_argument in
      "$1="*) docker_config_found=yes docker_config_value=${docker_config_argument#*=} ;;
      "$1") docker_config_found=yes docker_config_next=yes ;;
    esac
  done <<PODWRIGHT_FLAGS
$(tr '\000' '\n' <"/proc/$docker_config_process/cmdline" 2>/dev/null)
PODWRIGHT_FLAGS
  [ "$docker_config_found" = yes ]
}

# Asks the engine. Sets docker_config_version (of the engine that answers, else of its program; may be empty), docker_config_live (yes
# where it answers), docker_config_restores (yes where its containers outlive it), docker_config_runtimes, docker_config_runtime (the
# default), docker_config_cdi (yes, no, or empty where it doesn't say) and docker_config_cdi_folders.
docker_config_ask() {
  docker_config_version='' docker_config_live=no docker_config_restores=no docker_config_runtimes='' docker_config_runtime=''
  docker_config_cdi='' docker_config_cdi_folders=''
  # A docker command older than 25 knows of no CDI.
  if docker_config_text=$(docker_config_docker info --format "$(docker_config_format)
{{if .CDISpecDirs}}cdi yes{{else}}cdi no{{end}}{{range .CDISpecDirs}}
folder {{.}}{{end}}" 2>/dev/null) ||
    docker_config_text=$(docker_config_docker info --format "$(docker_config_format)" 2>/dev/null); then
    docker_config_parse
  fi
  if [ -z "$docker_config_version" ]; then
    docker_config_live=no
    docker_config_binary=$(docker_engine_binary) || return 0
    docker_config_version=$("$docker_config_binary" --version 2>/dev/null) || docker_config_version=''
    docker_config_version=${docker_config_version#Docker version } docker_config_version=${docker_config_version%%,*}
  fi
}

docker_config_format() {
  cat <<'PODWRIGHT_FORMAT'
version {{.ServerVersion}}
restores {{.LiveRestoreEnabled}}
swarm {{.Swarm.LocalNodeState}}
default {{.DefaultRuntime}}{{range $name, $runtime := .Runtimes}}
runtime {{$name}}{{end}}
PODWRIGHT_FORMAT
}

docker_config_parse() {
  docker_config_live=yes
  while read -r docker_config_word docker_config_value; do
    case $docker_config_word:$docker_config_value in
      version:*) docker_config_version=$docker_config_value ;;
      restores:true) docker_config_restores=yes ;;
      # In a swarm containers are not kept.
      swarm:active) docker_config_restores=no ;;
      default:*) docker_config_runtime=$docker_config_value ;;
      runtime:*) docker_config_runtimes="$docker_config_runtimes $docker_config_value " ;;
      cdi:*) docker_config_cdi=$docker_config_value ;;
      folder:*) docker_config_cdi_folders="$docker_config_cdi_folders $docker_config_value " ;;
    esac
  done <<PODWRIGHT_INFO
$docker_config_text
PODWRIGHT_INFO
}

# Calls docker for the engine of this scope.
docker_config_docker() {
  case $docker_config_kind in
    system) docker --host unix:///var/run/docker.sock "$@" ;;
    rootless) rootless_as_user docker "$@" ;;
  esac
}

# Prints the names of the running containers, separated by commas.
docker_config_containers() {
  docker_config_docker ps --format '{{.Names}}' 2>/dev/null | sort | {
    docker_config_names=''
    while IFS= read -r docker_config_name; do
      docker_config_names="$docker_config_names${docker_config_names:+, }$docker_config_name"
    done
    printf '%s\n' "$docker_config_names"
  }
}

# What a restart of the engine does to its containers, for people.
docker_config_restart_words() {
  docker_config_names=$(docker_config_containers)
  case $docker_config_restores:$docker_config_names in
    *:) echo 'restarted (no container runs)' ;;
    yes:*) echo "restarted (live-restore keeps its containers running: $docker_config_names)" ;;
    no:*) echo "restarted, which stops its containers: $docker_config_names" ;;
  esac
}

# Sets docker_config_difference to what json_edits would change in the file: lines of key, former and new value, separated by tabs.
docker_config_compare() {
  json_diff -
  docker_config_difference=$json_output
}

# Declares that, key by key. Needs docker_config_compare before it.
docker_config_check() {
  while IFS='	' read -r docker_config_word docker_config_from docker_config_to; do
    [ -n "$docker_config_word" ] || continue
    docker_config_refuse_flag "$docker_config_word"
    pw_change "$docker_config_file $docker_config_word" "$docker_config_from" "$docker_config_to"
  done <<PODWRIGHT_DIFF
$docker_config_difference
PODWRIGHT_DIFF
}

# An engine that has the same thing as a flag refuses to start with it in its file.
docker_config_refuse_flag() {
  case $1 in
    runtimes*) docker_config_option=--add-runtime ;;
    default-runtime) docker_config_option=--default-runtime ;;
    features*) docker_config_option=--feature ;;
    cdi-spec-dirs) docker_config_option=--cdi-spec-dir ;;
    live-restore) docker_config_option=--live-restore ;;
    *) return 0 ;;
  esac
  ! docker_config_flag "$docker_config_option" || pw_fail \
    "the $docker_config_label was started with $docker_config_option; with ${1%%.*} in $docker_config_file too it would not start again" \
    "move what the flag says into $docker_config_file and drop the flag where it is given (systemctl cat docker shows that)"
}

# Prints when a process began, in seconds since 1970.
docker_config_began() {
  docker_config_boot='' docker_config_line=''
  while read -r docker_config_word docker_config_value; do
    if [ "$docker_config_word" = btime ]; then docker_config_boot=$docker_config_value; fi
  done </proc/stat
  { read -r docker_config_line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # Behind the name, which may hold anything: the 20th word is the time in hundredths of seconds since the start of the machine.
  set -- ${docker_config_line##*) }
  shift 19
  echo $((docker_config_boot + $1 / 100))
}

# requires: docker container container_dind container_dind_setup
# Makes containers with Docker inside.

# container_dind_prepare WORD…: sets container_dind_words, for eval: what the declaration comes to on this host.
container_dind_prepare() {
  container_dind_words='' container_dind_made=''
  case ${dind:-none} in
    socket) container_dind_prepare_socket ;;
    daemon) container_dind_prepare_daemon "$@" ;;
  esac
}

container_dind_prepare_socket() {
  container_dind_words=$(container_quoted --label=dev.podwright.dind=socket "--volume=$container_socket:/var/run/docker.sock")
  environment | grep -q '^DOCKER_HOST=' ||
    container_dind_words="$container_dind_words --env=DOCKER_HOST=unix:///var/run/docker.sock"
  container_dind_find_group
  [ -z "$container_group" ] || container_dind_words="$container_dind_words --group-add=$container_group"
}

# The socket's group is who may use it, so the container's user becomes a member. Sets container_group to its number inside, which under a
# rootless engine is another one than outside.
container_dind_find_group() {
  container_group=$(container_dind_look stat -L -c %g "$container_socket" 2>/dev/null) || container_group=''
  case $docker_mode:$container_group in
    *: | *:*[!0-9]*) container_group='' ;;
    rootless:*)
      container_process=$(container_dind_look cat "${container_socket%.sock}.pid" 2>/dev/null) || container_process=''
      container_group=$(container_dind_inner_group "$container_group" 2>/dev/null <"/proc/${container_process:-none}/gid_map") ||
        container_group=''
      ;;
  esac
}

# Another user's socket is where only root may look.
container_dind_look() {
  if [ "$docker_sudo" = yes ]; then sudo -n "$@"; else "$@"; fi
}

# container_dind_inner_group NUMBER <gid_map: lines of the first number inside, the first outside, how many.
container_dind_inner_group() {
  while read -r container_inside container_outside container_many; do
    if [ "$1" -ge "$container_outside" ] && [ "$1" -lt $((container_outside + container_many)) ]; then
      echo $((container_inside + $1 - container_outside))
      break
    fi
  done
}

container_dind_prepare_daemon() {
  case $container_startup_user in
    '' | root | 0 | root:* | 0:*) ;;
    *) pw_fail "dind: daemon needs root inside the container, and the image $image runs as $container_startup_user" "set user: root" ;;
  esac
  container_dind_label=daemon
  if container_dind_is_command; then container_dind_label=daemon-command; fi
  if container_dind_has_sysbox; then
    container_dind_words=--runtime=sysbox-runc
  else
    container_dind_words=--privileged
  fi
  container_dind_words="$container_dind_words --label=dev.podwright.dind=$container_dind_label"
  container_dind_prepare_volume "$@"
}

# Whether the command is the engine already, as that of the image docker:dind. It must listen on its socket alone: by itself it would
# listen on the network too, without a password where DOCKER_TLS_CERTDIR is empty.
container_dind_is_command() {
  eval "set -- $container_startup_words"
  case ${1##*/}:${2-} in
    dockerd:* | dockerd-entrypoint.sh:dockerd) return 0 ;;
    dockerd-entrypoint.sh: | dockerd-entrypoint.sh:-*) ;;
    *) return 1 ;;
  esac
  container_word=$1
  shift
  container_startup_words=$(container_quoted "$container_word" dockerd --host=unix:///var/run/docker.sock "$@")
}

container_dind_prepare_volume() {
  container_dind_find_volume "$@"
  [ -n "$container_volume" ] || return 0
  container_dind_words="$container_dind_words $(container_quoted "--volume=$container_volume:/var/lib/docker")"
  container_text=$(docker_cli ps --no-trunc --filter "volume=$container_volume" --format '{{.ID}} {{.Names}}' 2>&1) ||
    docker_fail "the containers that use volume $container_volume can't be listed" "$container_text"
  while read -r container_user container_user_name; do
    case $container_user in
      '' | "$container_id") ;;
      *) pw_fail "container $container_user_name uses the volume $container_volume already, and two engines can't share one" \
        "stop it, or give one of the two another volume for /var/lib/docker" ;;
    esac
  done <<PODWRIGHT_USERS
$container_text
PODWRIGHT_USERS
  if docker_cli volume inspect --format '{{.Name}}' "$container_volume" >/dev/null 2>&1; then return 0; fi
  container_text=$(docker_cli volume create --label "dev.podwright.container=$name" "$container_volume" 2>&1) ||
    docker_fail "volume $container_volume can't be made" "$container_text"
  container_dind_made=$container_volume
}

# What container_dind_prepare made for a container that is given up.
container_dind_forget() {
  [ -z "${container_dind_made:-}" ] || docker_cli volume rm "$container_dind_made" >/dev/null 2>&1 || :
}

# The engine inside a container that runs already.
container_dind_mend() {
  case $container_dind in
    daemon*) container_dind_up "$container_id" || container_fail 'it has been left as it is' ;;
  esac
}

# container_dind_up ID: sees to it that the engine inside runs; status 1 with what container_fail needs.
container_dind_up() {
  [ "$dind:$state" = daemon:started ] || return 0
  container_shell_try "$name" container_dind_setup dind_bring_up "$(container_dind_kind)" "$dind_wait" || {
    container_problem="has no Docker engine: ${container_shell_problem#"container $name: "}" container_reason='' container_end=''
    container_log='' container_start_hint=$container_shell_hint
    return 1
  }
}

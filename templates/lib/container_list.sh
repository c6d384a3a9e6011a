# requires: docker container container_gpu container_inspect
# What containers a host has, each as one row.

# container_list NAME: a row for the container of that name or id, where it is there; for an empty name one for each of Podwright's own.
# LISTED is what else docker ps shall list by: own or all.
container_list() {
  if [ -n "$1" ]; then
    container_list_rows "$1"
    return 0
  fi
  case $2 in
    own) container_filter=--filter=label=dev.podwright.spec ;;
    *) container_filter='' ;;
  esac
  container_text=$(docker_cli ps --all --quiet --no-trunc ${container_filter:+"$container_filter"} 2>&1) ||
    docker_fail "the containers of this host can't be listed" "$container_text"
  # The ids are words without special characters.
  # shellcheck disable=SC2086
  [ -z "$container_text" ] || container_list_rows $container_text
}

# container_list_rows NAME…: one of them may have been removed meanwhile.
container_list_rows() {
  container_forget
  container_list_text=$(docker_cli container inspect --format "$(container_format)" "$@" 2>&1) || :
  while IFS= read -r container_line; do
    case $container_line in
      id=*) container_list_row ;;
      'Error: No such'* | 'Error response from daemon: No such'*) continue ;;
      'Cannot connect'* | 'error during connect'* | 'Error response'* | 'permission denied'*)
        docker_fail "the containers of this host can't be inspected" "$container_line"
        ;;
    esac
    container_take "$container_line"
  done <<PODWRIGHT_LISTED
$container_list_text
PODWRIGHT_LISTED
  container_list_row
}

# The container that has been read, if any, is told; the next is begun.
container_list_row() {
  if [ -n "$container_id" ]; then
    container_settle
    container_count_gpus
    pw_output containers "container_id=$container_id" "container_name=$container_name" "image=$container_image" \
      "image_id=$container_image_id" "status=$container_status" "created_at=$container_created" "docker_mode=$docker_mode" \
      "ports=$(container_list_ports)" "gpu_enabled=$container_gpu_enabled" "gpu_count=$container_count" "gpu_type=$container_gpu_type" \
      "exit_code=$container_exit"
  fi
  container_forget
}

# 22=20000 53/udp=20001
container_list_ports() {
  container_shown=''
  while read -r container_port container_host container_address; do
    case $container_port:$container_host in
      : | *: | *:0) ;;
      *) container_shown="$container_shown${container_shown:+ }${container_port%/tcp}=$container_host" ;;
    esac
  done <<PODWRIGHT_PORTS
$container_ports
PODWRIGHT_PORTS
  printf '%s\n' "$container_shown"
}

# requires: docker
# Volumes that were made for a container, by their label dev.podwright.container; they outlive it.

# container_volumes NAME|ID: sets container_volumes to their names. The container may be gone already.
container_volumes() {
  container_text=$(docker_cli container inspect --format '{{.Name}}' "$1" 2>/dev/null) || container_text=$1
  container_volumes=$(docker_cli volume ls --quiet --filter "label=dev.podwright.container=${container_text#/}" 2>&1) ||
    docker_fail "the volumes of container $1 can't be listed" "$container_volumes"
}

# container_volumes_remove: those that were found.
container_volumes_remove() {
  for container_volume in $container_volumes; do
    container_text=$(docker_cli volume rm "$container_volume" 2>&1) || case $container_text in
      *[Nn]'o such volume'*) ;;
      *) docker_fail "volume $container_volume can't be removed" "$container_text" ;;
    esac
  done
}

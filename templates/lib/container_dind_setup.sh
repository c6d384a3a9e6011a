# requires: container_dind_inside docker_engine_install docker_engine_start package_query service
# Brings a Docker engine up inside a container: this runs there, by container_shell.

# dind_bring_up KIND SECONDS
dind_bring_up() {
  dind_survey
  if [ "$dind_state" = absent ]; then dind_install; fi
  if dind_hook_wanted "$1"; then dind_hook_write; fi
  dind_prepare_gpus
  if [ "$dind_state" != running ]; then dind_start "$@"; fi
  dind_ask || pw_fail 'the Docker engine inside stopped answering'
  if [ "$dind_driver" = vfs ]; then
    pw_warn "the Docker engine inside uses the storage driver vfs, which copies whole images: slow, and large; \
/var/lib/docker lies on a file system that overlay2 can't use"
  fi
}

dind_install() {
  pw_progress 'installing Docker inside'
  engine_install auto https://download.docker.com
  dind_prepare_storage
}

# Where overlay2 can't be had, fuse-overlayfs is much better than vfs. The engine takes it by itself.
dind_prepare_storage() {
  [ -e /dev/fuse ] && ! command -v fuse-overlayfs >/dev/null || return 0
  if dind_overlay_works; then return 0; fi
  pw_progress 'installing fuse-overlayfs inside'
  package_try_install fuse-overlayfs || pw_warn 'fuse-overlayfs can not be installed inside'
}

dind_overlay_works() {
  mkdir -p /var/lib/docker
  dind_folder=$(mktemp -d /var/lib/docker/.podwright.XXXXXX)
  mkdir "$dind_folder/lower" "$dind_folder/upper" "$dind_folder/work" "$dind_folder/merged"
  dind_works=yes
  mount -t overlay overlay -o "lowerdir=$dind_folder/lower,upperdir=$dind_folder/upper,workdir=$dind_folder/work" \
    "$dind_folder/merged" 2>/dev/null || dind_works=no
  [ "$dind_works" = no ] || umount "$dind_folder/merged"
  rm -rf "$dind_folder"
  [ "$dind_works" = yes ]
}

# The toolkit's runtime and the Container Device Interface, which a running engine takes up without a restart. That the toolkit keeps
# other features of the file is not sure, so it isn't asked to change them.
dind_prepare_gpus() {
  [ -e /dev/nvidiactl ] || return 0
  if ! command -v nvidia-ctk >/dev/null; then
    pw_warn 'there are GPUs, but containers inside get none: the NVIDIA Container Toolkit is not in the image'
    return 0
  fi
  dind_gpus_missing || return 0
  if grep -qs '"features"' /etc/docker/daemon.json; then set --; else set -- --cdi.enabled; fi
  nvidia-ctk runtime configure --runtime=docker "$@" >&2 ||
    pw_fail 'nvidia-ctk can not configure the Docker engine inside' 'see the lines above, and /etc/docker/daemon.json in the container'
  if [ "$dind_state" = running ] && dind_lives; then kill -HUP "$dind_pid"; fi
}

dind_hook_write() {
  dind_hook_read
  [ "$dind_hook_state" != same ] || return 0
  mkdir -p "${dind_hook_file%/*}"
  dind_hook >"$dind_hook_file.new"
  chmod 0755 "$dind_hook_file.new"
  mv -f "$dind_hook_file.new" "$dind_hook_file"
}

# dind_start KIND SECONDS
dind_start() {
  pw_progress 'starting the Docker engine inside'
  engine_log='' engine_process='' engine_began=$(date +%s)
  service_manager_load
  if [ "$1" = hook ] && [ ! -d /run/systemd/system ]; then
    engine_log=/var/log/docker.log service_manager=none
    engine_text=$("$dind_hook_file" 2>&1) || engine_fail 'the Docker engine inside does not start'
    engine_read_process || engine_process=''
  elif [ "$1" = hook ]; then
    service_enable docker
    service_start docker
  fi
  engine_await "$2"
}

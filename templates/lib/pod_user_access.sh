# requires: pod_user_account
# What a user in a container may do: sudo, and the Docker engine whose socket is in there.

pod_user_keep_sudo() {
  pod_user_file=/etc/sudoers.d/$pod_user_name
  if [ "$pod_user_sudo" = false ]; then
    pod_user_drop_sudo
    return 0
  fi
  pod_user_rule="# Made by Podwright: changes here are undone.
Defaults:$pod_user_name !requiretty
$pod_user_name ALL=(ALL:ALL) NOPASSWD: ALL"
  if [ "$pw_phase" = apply ]; then pod_user_require_rule; fi
  pod_user_keep_file "sudo of $pod_user_name" "$pod_user_file" 440 "$pod_user_rule"
  pod_user_keep_sudo_folder
  pod_user_warn_of_privileges
}

# Nothing counts before visudo has found it valid.
pod_user_require_rule() {
  pod_user_said=$(printf '%s\n' "$pod_user_rule" | visudo -c -f - 2>&1) ||
    pw_fail "visudo refuses the rule for $pod_user_name: $pod_user_said" "see which sudo the container has: sudo -V"
}

pod_user_drop_sudo() {
  [ -e "$pod_user_file" ] || return 0
  case $(cat "$pod_user_file") in
    '# Made by Podwright'*) ;;
    *) return 0 ;;
  esac
  pod_user_differs "sudo of $pod_user_name" "without password" none || return 0
  rm -f "$pod_user_file"
}

# sudo reads the folder only where its configuration says so, and that may be below /usr/etc.
pod_user_keep_sudo_folder() {
  pod_user_file=/etc/sudoers
  if [ ! -e "$pod_user_file" ] && [ -e /usr/etc/sudoers ]; then pod_user_file=/usr/etc/sudoers; fi
  # Before the package is there: its own file says so.
  [ -e "$pod_user_file" ] || return 0
  if grep -q '^[#@]includedir[[:space:]]*/etc/sudoers.d' "$pod_user_file"; then return 0; fi
  pod_user_differs "sudo's folder /etc/sudoers.d" "not read" read || return 0
  pod_user_write /etc/sudoers 440 0:0 "$(cat "$pod_user_file")
#includedir /etc/sudoers.d"
}

# A container that may not gain privileges has no use for sudo.
pod_user_warn_of_privileges() {
  while read -r pod_user_word pod_user_value; do
    case $pod_user_word:$pod_user_value in
      NoNewPrivs::1)
        pod_user_warn "sudo can't work in it, since it was made with no-new-privileges: leave that option out, or set sudo: false"
        ;;
    esac
  done </proc/self/status
}

# --- Docker in the container -----------------------------------------------------------------------------------------

# Sets pod_user_docker_works.
pod_user_keep_docker() {
  pod_user_docker_works=false
  pod_user_socket=/var/run/docker.sock
  if [ ! -S "$pod_user_socket" ]; then
    case $pod_user_docker in
      true) pw_fail "there is no Docker socket in it ($pod_user_socket)" "make it by run_container with dind: daemon or dind: socket" ;;
    esac
    return 0
  fi
  pod_user_stat "$pod_user_socket"
  pod_user_socket_gid=$(stat -L -c %g "$pod_user_socket")
  pod_user_find_group_of "$pod_user_socket_gid"
  case $pod_user_docker:$pod_user_socket_gid in
    false:*) pod_user_refuse_docker ;;
    *:0) pod_user_own_socket ;;
    *:65534)
      pod_user_warn "the group of $pod_user_socket isn't known in this container (a rootless engine's socket), so $pod_user_name can't use it"
      ;;
    *) pod_user_join_socket "${pod_user_group_name:-docker}" ;;
  esac
}

# pod_user_join_socket GROUP: for a gid that has no group yet, GROUP is made; where that name is taken by another gid, one beside it.
pod_user_join_socket() {
  set -- "$1" "$pod_user_socket_gid"
  if [ -z "$pod_user_group_name" ]; then
    pod_user_find_group "$1"
    [ -z "$pod_user_group_gid" ] || set -- "$1-$2" "$2"
  fi
  pod_user_keep_group "$@"
  pod_user_docker_works=true
  command -v docker >/dev/null 2>&1 ||
    pod_user_warn "there is an engine in it but no docker command: name its package in packages (docker-cli, or docker.io)"
}

# The socket belongs to group root. One of an engine in this container gets the group that the engine itself gives it when there is one.
# A mounted one is the host's, and isn't touched.
pod_user_own_socket() {
  while read -r pod_user_word pod_user_word pod_user_word pod_user_word pod_user_value pod_user_rest; do
    case $pod_user_value in
      /run/docker.sock | /var/run/docker.sock)
        pod_user_warn "the mounted $pod_user_socket is for root alone, so $pod_user_name can use it by sudo only"
        return 0
        ;;
    esac
  done </proc/self/mountinfo
  pod_user_keep_group docker ''
  pod_user_docker_works=true
  pod_user_differs "group of $pod_user_socket" root docker || return 0
  chgrp docker "$pod_user_socket"
  chmod g+rw "$pod_user_socket"
}

pod_user_refuse_docker() {
  [ -n "$pod_user_group_name" ] && [ "$pod_user_socket_gid" != 0 ] || return 0
  pod_user_find_group "$pod_user_group_name"
  case $pod_user_group_members in
    *",$pod_user_name,"*) pod_user_leave_group "$pod_user_group_name" ;;
  esac
}

# Sets pod_user_group_name to the group with that GID, or to nothing.
pod_user_find_group_of() {
  pod_user_group_name=''
  while IFS=: read -r pod_user_entry pod_user_rest pod_user_entry_gid pod_user_entry_members; do
    if [ "$pod_user_entry_gid" = "$1" ]; then pod_user_group_name=$pod_user_entry; fi
  done </etc/group
}

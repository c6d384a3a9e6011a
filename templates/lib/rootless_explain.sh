# requires: docker rootless
# Why a rootless engine did not start, or its container did not run.

# rootless_fail WHAT TEXT: TEXT is what the engine or docker said last; its lines go to the error output, the decisive one into the message.
rootless_fail() {
  printf '%s\n' "$2" >&2
  rootless_cause=$(rootless_find_cause "$2")
  pw_fail "$1: ${rootless_cause:-it left no message}" "$(rootless_remedy_for "$2")"
}

# The first line that says what was wrong: what follows it is only its consequences.
rootless_find_cause() {
  rootless_cause=$(printf '%s\n' "$1" | sed -n -e 's/^.*failed to start daemon: //p' -e 's/^.*\[rootlesskit:child *\] error: //p' \
    -e 's/^.*\[rootlesskit:parent\] error: //p' | grep -v -e '^child exited' -e '^command .* exited' | head -n 1)
  [ -n "$rootless_cause" ] || rootless_cause=$(docker_words "$(printf '%s\n' "$1" | grep -v -e '^+ ' -e 'child exited' | tail -n 3)")
  printf '%s\n' "$rootless_cause"
}

# rootless_remedy_for TEXT: what to do about it, in one line.
rootless_remedy_for() {
  case $1 in
    *'fork/exec /proc/self/exe'*'no space left on device'* | *'failed to start the child'*'no space left on device'*)
      echo 'more user namespaces are in use than user.max_user_namespaces allows: raise it' ;;
    *'failed to start the child'*'ermission'* | *'failed to start the child'*'not permitted'*)
      echo 'the kernel forbids user namespaces: kernel.unprivileged_userns_clone, AppArmor (kernel.apparmor_restrict_unprivileged_userns) or a container around this host' ;;
    *'No subuid ranges found'* | *'No subgid ranges found'* | *'no subuid ranges'* | *'no subgid ranges'*)
      echo "the user has no range in /etc/subuid and /etc/subgid that RootlessKit takes: look for its name there" ;;
    *newuidmap* | *newgidmap* | *'uid_map'* | *'gid_map'* | *'Could not set caps'*)
      echo 'newuidmap and newgidmap must be setuid root; where the host is a container, it needs --privileged' ;;
    *'/dev/net/tun'*'ermission'*) echo 'chmod 0666 /dev/net/tun' ;;
    *'/dev/net/tun'* | *'open: No such device'* | *'ioctl(TUNSETIFF)'*) echo 'modprobe tun; where the host is a container, give it the device /dev/net/tun' ;;
    *'xtables.lock'*'ermission'*) echo 'SELinux stands in the way: semanage permissive -a iptables_t' ;;
    *iptables* | *nf_tables* | *ip_tables*) echo 'modprobe ip_tables iptable_nat iptable_filter, or nf_tables; and install iptables' ;;
    *lchown*'invalid argument'*) echo 'the range of subordinate ids is too small: images need 65536' ;;
    *'/run/systemd/private'* | *'connect to bus'*) echo 'install dbus-user-session, and log the user out of all its sessions once' ;;
    *'overlay is not supported for Rootless with SELinux'*) echo 'install fuse-overlayfs' ;;
    *graphdriver* | *'storage-driver'* | *'driver not supported'* | *overlay*)
      echo 'choose a storage driver by config: {storage-driver: fuse-overlayfs}, or vfs, which works everywhere and is slow' ;;
    *'process with PID'* | *'pid file found'*) echo 'another engine of this user runs already: stop it first' ;;
    *'could not lock'* | *'failed to lock'* | *'lock'*'temporarily unavailable'*) echo 'another engine of this user is running already, or has not ended yet: stop it first' ;;
    *'daemon.json'* | *'configure the Docker daemon'*) echo "correct the user's daemon.json ($rootless_config/docker/daemon.json)" ;;
    *'no space left'*) echo "make room in $rootless_home" ;;
    *'quota exceeded'* | *'uota'*'xceeded'*) echo "the disk quota of $rootless_user is used up: raise it, or move data-root by config" ;;
    *'XDG_RUNTIME_DIR'*) echo "$rootless_runtime must be there and belong to $rootless_user alone" ;;
    *apparmor_parser* | *'AppArmor'*) echo 'install the package apparmor, or switch AppArmor off for containers' ;;
    *)
      case $rootless_manager in
        systemd) echo "its last lines are above; more with \"journalctl _UID=$rootless_uid _SYSTEMD_USER_UNIT=docker.service\" on the host" ;;
        *) echo "its last lines are above; more in $(rootless_log_file) on the host" ;;
      esac
      ;;
  esac
}

rootless_log_file() {
  echo "$rootless_home/.docker/rootless.log"
}

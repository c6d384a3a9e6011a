# requires: rootless
# What keeps a rootless engine running: the user's service, the user's service manager without a login, and the control groups that it
# may use. Read-only.

# Whether the user's services run without a login.
rootless_lingers() {
  [ -e "/var/lib/systemd/linger/$rootless_user" ]
}

# Where controllers of the kernel aren't handed on to users' service managers, sets rootless_delegated to those that are and
# rootless_controllers to those that should be; else both are empty. Limits of memory and CPU time depend on it.
rootless_look_delegation() {
  rootless_delegated='' rootless_controllers=''
  [ "$rootless_manager" = systemd ] && [ -r /sys/fs/cgroup/cgroup.controllers ] || return 0
  read -r rootless_all </sys/fs/cgroup/cgroup.controllers || :
  rootless_wanted=''
  for rootless_word in cpu cpuset io memory pids; do
    case " $rootless_all " in
      *" $rootless_word "*) rootless_wanted="${rootless_wanted:+$rootless_wanted }$rootless_word" ;;
    esac
  done
  [ -n "$rootless_wanted" ] || return 0
  rootless_shown=$(systemctl --no-pager show --property=DelegateControllers "user@$rootless_uid.service" 2>/dev/null) || rootless_shown=''
  rootless_shown=${rootless_shown#*=}
  rootless_lacking=no
  for rootless_word in $rootless_wanted; do
    case " $rootless_shown " in
      *" $rootless_word "*) ;;
      *) rootless_lacking=yes ;;
    esac
  done
  [ "$rootless_lacking" = yes ] || return 0
  rootless_delegated=${rootless_shown:-none} rootless_controllers=$rootless_wanted
}

# Whether the service's file, which may also be one that dockerd-rootless-setuptool.sh wrote, starts an engine. Ours carries a mark and
# is kept as it should be.
rootless_unit_fits() {
  rootless_unit=$(rootless_as_user cat "$rootless_config/systemd/user/docker.service" 2>/dev/null) || rootless_unit=''
  case $rootless_unit in
    *"$(rootless_unit_mark)"*) [ "$rootless_unit" = "$(rootless_print_unit)" ] ;;
    *dockerd-rootless.sh*) return 0 ;;
    *) return 1 ;;
  esac
}

rootless_unit_mark() {
  echo '# Written by Podwright (setup_rootless); changes made by hand are undone.'
}

# The service as dockerd-rootless-setuptool.sh writes it, but with programs by their paths: Debian keeps the script off PATH, and ends
# that tool halfway.
rootless_print_unit() {
  rootless_program dockerd-rootless.sh
  rootless_unit_mark
  cat <<PODWRIGHT_UNIT
[Unit]
Description=Docker Application Container Engine (Rootless)
Documentation=https://docs.docker.com/go/rootless/
StartLimitBurst=3
StartLimitIntervalSec=60s

[Service]
Environment="PATH=$rootless_path"
$(rootless_network_environment | sed 's/.*/Environment="&"/')
ExecStart=$rootless_found
ExecReload=/bin/kill -s HUP \$MAINPID
TimeoutSec=0
RestartSec=2
Restart=always
LimitNOFILE=infinity
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
Delegate=yes
Type=notify
NotifyAccess=all
KillMode=mixed

[Install]
WantedBy=default.target
PODWRIGHT_UNIT
}

# Which network driver the script shall take where it isn't slirp4netns, its own choice: NAME=VALUE lines.
rootless_network_environment() {
  rootless_program slirp4netns
  [ -z "$rootless_found" ] || return 0
  rootless_program pasta
  [ -n "$rootless_found" ] || return 0
  echo DOCKERD_ROOTLESS_ROOTLESSKIT_NET=pasta
  echo DOCKERD_ROOTLESS_ROOTLESSKIT_PORT_DRIVER=implicit
}

# Prints the processes of the user's engine, also of one that was killed. They are known by its folders in their command lines; a
# container's look the same from here, where its user has the same home, so they must be of this namespace.
rootless_find_leftovers() {
  rootless_here=$(readlink /proc/self/ns/pid)
  for rootless_file in $(grep -lsF -e "$rootless_runtime/docker" -e "$rootless_home/.local/share/docker/" /proc/[0-9]*/cmdline); do
    rootless_pid=${rootless_file#/proc/} rootless_pid=${rootless_pid%%/*} rootless_name=''
    { read -r rootless_name <"/proc/$rootless_pid/comm"; } 2>/dev/null || continue
    case $rootless_name in
      dockerd | containerd | containerd-shim* | docker-proxy | rootlesskit* | exe | slirp4netns | pasta* | vpnkit | fuse-overlayfs)
        [ "$(readlink "/proc/$rootless_pid/ns/pid")" != "$rootless_here" ] || echo "$rootless_pid"
        ;;
    esac
  done
}

# requires: distribution docker_engine_install package rootless_needs rootless_service
# Brings a host to where a rootless engine can start on it. For apply only, mostly by root.

# rootless_prepare REPOSITORY
rootless_prepare() {
  rootless_look
  rootless_install "$1"
  rootless_find_obstacle && pw_fail "$rootless_problem" "$rootless_remedy" missing_requirement
  if ! rootless_ids_suffice; then
    rootless_require_root "giving subordinate ids"
    subids_allocate "$rootless_user" "$rootless_uid"
  fi
  rootless_mend_helpers
  rootless_mend_sysctls
  # Where a program was only installed just now, its path is known only now.
  rootless_look_profile
  rootless_mend_profile
  rootless_mend_modules
  rootless_look_tun
  rootless_mend_tun
}

# rootless_require_root WHAT
rootless_require_root() {
  [ "$rootless_caller" = 0 ] || pw_fail "$1 needs root" "set become: true" missing_requirement
}

# --- packages --------------------------------------------------------------------------------------------------------

# rootless_install REPOSITORY: the engine where there is none, then what rootless mode needs besides.
rootless_install() {
  [ -n "$rootless_lacks" ] || return 0
  rootless_require_root "installing packages"
  distribution_load
  package_manager_load
  case " $rootless_lacks " in
    *' dockerd '* | *' docker '*)
      engine_install auto "$1"
      rootless_look_programs
      ;;
  esac
  [ -n "$rootless_lacks" ] || return 0
  engine_find_package
  rootless_packages=$(rootless_name_packages)
  # The names have no blanks.
  [ -z "$rootless_packages" ] || package_install $rootless_packages
  rootless_look_programs
  [ -z "$rootless_lacks" ] || pw_fail "$distribution_name has no package here with ${rootless_lacks# }" \
    "install Docker from its own repository (install_docker with source: official), which has all of it"
}

# Prints the packages that bring rootless_lacks.
rootless_name_packages() {
  for rootless_word in $rootless_lacks; do
    case $rootless_word in
      dockerd-rootless.sh | rootlesskit) rootless_name_extras ;;
      newuidmap | newgidmap) rootless_name_uidmap ;;
      slirp4netns) rootless_name_network ;;
      dbus-user-session) rootless_name_bus ;;
      *) echo "$rootless_word" ;;
    esac
  done | sort -u
}

# The script and RootlessKit: Docker's own package has both; distributions divide them, and Debian's engine has the script.
rootless_name_extras() {
  case $engine_package:$package_manager in
    docker-ce:*) echo docker-ce-rootless-extras ;;
    *:apt) echo rootlesskit ;;
    *:zypper | *:apk) echo docker-rootless-extras ;;
  esac
}

rootless_name_uidmap() {
  case $package_manager in
    apt) echo uidmap ;;
    dnf | yum | microdnf) echo shadow-utils ;;
    apk) echo shadow-uidmap ;;
    *) echo shadow ;;
  esac
}

# Newer Red Hat systems have passt only.
rootless_name_network() {
  case $package_manager:$distribution_id:${distribution_version%%.*} in
    dnf:fedora:* | dnf:*:8 | dnf:*:9) echo slirp4netns ;;
    dnf:*) echo passt ;;
    *) echo slirp4netns ;;
  esac
}

rootless_name_bus() {
  case $package_manager in
    apt) echo dbus-user-session ;;
    dnf | yum | microdnf) echo dbus-daemon ;;
    zypper) echo dbus-1 ;;
    *) echo dbus ;;
  esac
}

# --- kernel and devices ----------------------------------------------------------------------------------------------

rootless_mend_helpers() {
  rootless_look_helpers
  [ -n "$rootless_helpers" ] || return 0
  rootless_require_root "making$rootless_helpers setuid root"
  # The paths have no blanks.
  chmod u+s $rootless_helpers
}

# rootless_keep FILE MODE: writes standard input there, where it isn't so already.
rootless_keep() {
  rootless_text=$(cat && echo .)
  rootless_text=${rootless_text%.}
  if [ -f "$1" ] && [ "$(cat "$1" && echo .)" = "$rootless_text." ]; then return 0; fi
  mkdir -p "${1%/*}"
  printf '%s' "$rootless_text" >"$1.podwright"
  chmod "$2" "$1.podwright"
  mv -f "$1.podwright" "$1"
}

rootless_mend_sysctls() {
  while read -r rootless_word rootless_old rootless_wanted; do
    [ -n "$rootless_word" ] || continue
    rootless_set_sysctl "$rootless_word" "$rootless_wanted"
  done <<PODWRIGHT_SETTINGS
$rootless_sysctls
PODWRIGHT_SETTINGS
}

# rootless_set_sysctl NAME VALUE: now and after a reboot.
rootless_set_sysctl() {
  rootless_require_root "setting $1"
  rootless_read_sysctl "$1"
  rootless_text=$( { printf '%s\n' "$2" >"$rootless_file"; } 2>&1) ||
    pw_fail "the kernel's setting $1 can't be changed to $2: $rootless_text" "where the host is a container, set it on its machine"
  {
    if [ -r /etc/sysctl.d/90-podwright-rootless.conf ]; then
      grep -v "^$1 =" /etc/sysctl.d/90-podwright-rootless.conf || :
    else
      echo '# For rootless Docker (setup_rootless).'
    fi
    echo "$1 = $2"
  } | rootless_keep /etc/sysctl.d/90-podwright-rootless.conf 0644
}

# The profile is named after the path that it attaches to, as Docker's manual has it.
rootless_mend_profile() {
  [ -n "$rootless_profile" ] || return 0
  rootless_require_root "writing an AppArmor profile"
  rootless_file=/etc/apparmor.d/$(printf '%s\n' "${rootless_profile#/}" | tr / .)
  rootless_keep "$rootless_file" 0644 <<PODWRIGHT_PROFILE
# For rootless Docker (setup_rootless): this program may make user namespaces.
abi <abi/4.0>,
include <tunables/global>

"$rootless_profile" flags=(unconfined) {
  userns,

  include if exists <local/${rootless_file##*/}>
}
PODWRIGHT_PROFILE
  rootless_text=$(PATH=$rootless_path apparmor_parser -r "$rootless_file" 2>&1) ||
    pw_fail "AppArmor does not take the profile $rootless_file: $rootless_text" "look at that file and at /etc/apparmor.d/abi"
}

rootless_mend_modules() {
  [ -n "$rootless_modules" ] || return 0
  rootless_require_root "loading kernel modules"
  for rootless_word in $rootless_modules; do
    PATH=$rootless_path modprobe "$rootless_word" 2>/dev/null || continue
    echo "$rootless_word"
  done | rootless_keep /etc/modules-load.d/podwright-rootless.conf 0644
}

# The device for a network without root, there and for everybody, also after a reboot: by a rule of udev where that runs, and for
# systemd's own making of device files.
rootless_mend_tun() {
  case $rootless_tun in
    ok) return 0 ;;
    missing | forbidden)
      rootless_find_obstacle || :
      pw_fail "$rootless_problem" "$rootless_remedy" missing_requirement
      ;;
  esac
  rootless_require_root "making /dev/net/tun usable"
  if [ "$rootless_tun" = module ]; then
    PATH=$rootless_path modprobe tun 2>/dev/null || :
    [ ! -d /etc/modules-load.d ] || echo tun | rootless_keep /etc/modules-load.d/podwright-tun.conf 0644
    if [ ! -c /dev/net/tun ]; then
      mkdir -p /dev/net
      rootless_text=$(mknod /dev/net/tun c 10 200 2>&1) ||
        pw_fail "/dev/net/tun can't be made: $rootless_text" "where the host is a container, give it the device (--device /dev/net/tun)"
    fi
  fi
  chmod 0666 /dev/net/tun
  [ ! -d /etc/udev/rules.d ] || echo 'KERNEL=="tun", MODE="0666"' | rootless_keep /etc/udev/rules.d/90-podwright-tun.rules 0644
  [ ! -d /etc/tmpfiles.d ] || echo 'z /dev/net/tun 0666 root root -' | rootless_keep /etc/tmpfiles.d/podwright-tun.conf 0644
  rootless_look_tun
  [ "$rootless_tun" = ok ] || pw_fail "/dev/net/tun can't be used: it is there, and opening it fails" \
    "load the kernel module tun; where the host is a container, give it the device (--device /dev/net/tun)"
}

# --- the user's service manager --------------------------------------------------------------------------------------

# Hands the kernel's controllers on. It must be there before the user's service manager starts; one that runs keeps what it has.
rootless_mend_delegation() {
  rootless_look_delegation
  [ -n "$rootless_controllers" ] || return 0
  rootless_require_root "handing control groups on to users"
  rootless_keep /etc/systemd/system/user@.service.d/delegate.conf 0644 <<PODWRIGHT_DELEGATE
# For limits in rootless Docker (setup_rootless).
[Service]
Delegate=$rootless_controllers
PODWRIGHT_DELEGATE
  systemctl daemon-reload
}

# Waits for the bus of the user's service manager.
rootless_linger() {
  if ! rootless_lingers; then
    if [ "$rootless_caller" = 0 ]; then set -- "$rootless_user"; else set --; fi
    rootless_text=$(loginctl --no-ask-password enable-linger "$@" 2>&1) ||
      pw_fail "the services of user $rootless_user can't be kept running without a login: $rootless_text" \
        "as root: loginctl enable-linger $rootless_user"
  fi
  rootless_seconds=0
  while [ ! -S "$rootless_runtime/systemd/private" ] || [ ! -S "$rootless_runtime/bus" ]; do
    if [ "$rootless_seconds" = 3 ] && [ "$rootless_caller" = 0 ]; then systemctl start "user@$rootless_uid.service" || :; fi
    # A manager that is older than the package with its bus has to be told of it.
    if [ -S "$rootless_runtime/systemd/private" ]; then
      rootless_systemctl daemon-reload 2>/dev/null || :
      rootless_systemctl start dbus.socket 2>/dev/null || :
    fi
    [ "$rootless_seconds" -lt 30 ] || pw_fail "the service manager of user $rootless_user does not come up: there is no $rootless_runtime/bus" \
      "see \"systemctl status user@$rootless_uid\" on the host; sshd must have UsePAM yes"
    sleep 1
    rootless_seconds=$((rootless_seconds + 1))
  done
}

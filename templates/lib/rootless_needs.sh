# requires: distribution docker_config rootless subordinate_ids
# What a host must have before a rootless engine can start on it, and what of that it lacks. Read-only.

# rootless_look: sets all that is lacking; looked at only where the engine doesn't answer, since one that does has all of it.
rootless_look() {
  rootless_look_data
  rootless_look_programs
  rootless_look_helpers
  rootless_look_ids
  rootless_look_sysctls
  rootless_look_profile
  rootless_look_tun
  rootless_look_modules
}

# --- data ------------------------------------------------------------------------------------------------------------

# Sets rootless_data: the folder of images and containers, by config, else the user's daemon.json, else Docker's default.
rootless_find_data() {
  json_kind=absent
  if [ -n "${config-}" ]; then
    json_text=$config json_name=config
    json_get - /data-root
  fi
  if [ "$json_kind" != string ]; then
    docker_config_load "$rootless_user" "$plan"
    json_get - /data-root
  fi
  rootless_data=$rootless_home/.local/share/docker
  [ "$json_kind" != string ] || rootless_data=$json_value
}

# Sets rootless_data_on to the kind of file system that the data is or will be on.
rootless_look_data() {
  rootless_find_data
  rootless_folder=$rootless_data
  while [ -n "$rootless_folder" ] && ! rootless_as_user test -e "$rootless_folder"; do
    rootless_folder=${rootless_folder%/*}
  done
  rootless_data_on=$(rootless_as_user stat -f -c %T "${rootless_folder:-/}" 2>/dev/null) || rootless_data_on=''
}

# --- programs --------------------------------------------------------------------------------------------------------

# Sets rootless_lacks: the programs that are not there, by name.
rootless_look_programs() {
  rootless_lacks=''
  rootless_look_program dockerd
  rootless_look_program docker
  rootless_look_program dockerd-rootless.sh
  rootless_look_program rootlesskit docker-rootlesskit
  rootless_look_program newuidmap
  rootless_look_program newgidmap
  rootless_look_program slirp4netns pasta vpnkit
  rootless_look_program iptables
  [ "$rootless_manager" = none ] || [ -e /usr/lib/systemd/user/dbus.socket ] || rootless_lacks="$rootless_lacks dbus-user-session"
  ! rootless_wants_fuse || rootless_look_program fuse-overlayfs
}

# rootless_look_program NAME OTHER…: one of them will do.
rootless_look_program() {
  for rootless_word in "$@"; do
    rootless_program "$rootless_word"
    [ -z "$rootless_found" ] || return 0
  done
  rootless_lacks="$rootless_lacks $1"
}

# Sets rootless_helpers: those programs that map ids and lost the right to, as by a careless copy: they are setuid root, or have file
# capabilities.
rootless_look_helpers() {
  rootless_helpers=''
  for rootless_word in newuidmap newgidmap; do
    rootless_program "$rootless_word"
    [ -n "$rootless_found" ] && [ ! -u "$rootless_found" ] || continue
    rootless_text=$(PATH=$rootless_path getcap "$rootless_found" 2>/dev/null) || continue
    case $rootless_text in
      *cap_set*) ;;
      *) rootless_helpers="$rootless_helpers $rootless_found" ;;
    esac
  done
}

# Whether Docker's fast storage can't be had here without fuse-overlayfs: before Linux 5.11, under SELinux, or where its data is on an
# overlay itself. Without /dev/fuse that is no help either.
rootless_wants_fuse() {
  [ -c /dev/fuse ] || return 1
  read -r rootless_kernel </proc/sys/kernel/osrelease
  docker_version_at_least "$rootless_kernel" 5.11 || return 0
  [ ! -e /sys/fs/selinux/enforce ] || return 0
  case $rootless_data_on in
    overlay*) return 0 ;;
    *) return 1 ;;
  esac
}

# --- ids -------------------------------------------------------------------------------------------------------------

# Sets rootless_ids_uid and rootless_ids_gid: how many ids of each kind the user has.
rootless_look_ids() {
  subids_load uid "$rootless_user" "$rootless_uid"
  rootless_ids_uid=$subids_count
  subids_load gid "$rootless_user" "$rootless_uid"
  rootless_ids_gid=$subids_count
}

rootless_ids_suffice() {
  [ "$rootless_ids_uid" -ge "$subids_needed" ] && [ "$rootless_ids_gid" -ge "$subids_needed" ]
}

# --- kernel ----------------------------------------------------------------------------------------------------------

# Sets rootless_sysctls: lines of "name value wanted" for the settings that forbid user namespaces.
rootless_look_sysctls() {
  rootless_sysctls=''
  rootless_look_sysctl kernel.unprivileged_userns_clone 1
  rootless_look_sysctl user.max_user_namespaces 28633
}

# rootless_look_sysctl NAME WANTED: only a value of 0 is in the way.
rootless_look_sysctl() {
  rootless_read_sysctl "$1"
  [ "$rootless_value" != 0 ] || rootless_sysctls="$rootless_sysctls$1 $rootless_value $2
"
}

# rootless_read_sysctl NAME: sets rootless_file and rootless_value, which is empty where this kernel has no such setting. Not by `read`:
# shells read byte by byte, and the kernel gives a number to the first reading only, so that 1024 would be 1.
rootless_read_sysctl() {
  rootless_value='' rootless_file=/proc/sys/$(printf '%s\n' "$1" | tr . /)
  [ -r "$rootless_file" ] || return 0
  rootless_value=$(cat "$rootless_file")
}

# Sets rootless_profile to the program that needs an AppArmor profile, as on Ubuntu from 24.04 on, or to nothing. A distribution's own
# profile counts for its own path only.
rootless_look_profile() {
  rootless_profile=''
  rootless_read_sysctl kernel.apparmor_restrict_unprivileged_userns
  [ "$rootless_value" = 1 ] || return 0
  rootless_program docker-rootlesskit
  [ -n "$rootless_found" ] || rootless_program rootlesskit
  # Where it is yet to be installed, that is where a package puts it.
  rootless_profile=${rootless_found:-/usr/bin/rootlesskit}
  if [ -d /etc/apparmor.d ] && grep -qsF -e "$rootless_profile " -e "\"$rootless_profile\"" /etc/apparmor.d/*; then
    rootless_profile=''
  fi
}

# Sets rootless_tun: ok, mode (and rootless_tun_mode), module (the kernel has it, the device isn't there), forbidden or missing.
rootless_look_tun() {
  rootless_tun=ok rootless_tun_mode=''
  if [ -c /dev/net/tun ]; then
    rootless_text=$( { : <>/dev/net/tun; } 2>&1) || :
    case $rootless_text in
      *'No such device'*) rootless_tun=module ;;
      *'Operation not permitted'*) rootless_tun=forbidden ;;
      *) rootless_look_tun_mode ;;
    esac
  elif [ -e /sys/class/misc/tun ] || rootless_module_there tun; then
    rootless_tun=module
  else
    rootless_tun=missing
  fi
}

rootless_look_tun_mode() {
  rootless_tun_mode=$(stat -c %a /dev/net/tun)
  case $rootless_tun_mode in
    *[67]) return 0 ;;
  esac
  rootless_tun=mode
  # Another mode will do where the user is of the group that it is for.
  if [ "$rootless_self" = yes ] && [ -r /dev/net/tun ] && [ -w /dev/net/tun ]; then rootless_tun=ok; fi
}

# Sets rootless_modules: the kernel modules that iptables needs and an engine without root can't load itself.
rootless_look_modules() {
  rootless_modules=''
  # One of the two kinds of iptables is enough.
  if [ -e /sys/module/nf_tables ] || [ -e /sys/module/ip_tables ]; then return 0; fi
  for rootless_word in nf_tables ip_tables iptable_nat iptable_filter; do
    ! rootless_module_unloaded "$rootless_word" || rootless_modules="$rootless_modules $rootless_word"
  done
}

# Whether modprobe could load it.
rootless_module_there() {
  PATH="$PATH:/usr/sbin:/sbin" modprobe -n -q "$1" 2>/dev/null
}

# Whether it is a module of this kernel that isn't loaded.
rootless_module_unloaded() {
  [ ! -e "/sys/module/$1" ] && rootless_module_there "$1" || return 1
  ! grep -qs "/$1\.ko" "/lib/modules/$(cat /proc/sys/kernel/osrelease)/modules.builtin"
}

# --- what can't be mended --------------------------------------------------------------------------------------------

# Sets rootless_problem and rootless_remedy where no rootless engine can run here, as far as can be seen without trying.
rootless_find_obstacle() {
  rootless_problem='' rootless_remedy=''
  if [ ! -e /proc/self/ns/user ]; then
    rootless_problem='this kernel has no user namespaces' rootless_remedy='boot a kernel with CONFIG_USER_NS'
  elif [ "$rootless_tun" = missing ]; then
    rootless_problem='there is no /dev/net/tun, and this kernel has no module for it'
    rootless_remedy='boot a kernel with CONFIG_TUN; where the host is a container, give it the device (--device /dev/net/tun)'
  elif [ "$rootless_tun" = forbidden ]; then
    rootless_problem='/dev/net/tun may not be opened here, not even by root'
    rootless_remedy='where the host is a container, give it the device (--device /dev/net/tun)'
  elif rootless_data_is_remote; then
    rootless_problem="$rootless_data is on a network file system ($rootless_data_on), where no engine can keep its data"
    rootless_remedy="name a local folder of that user by config: {data-root: /var/lib/docker-$rootless_user}"
  elif ! rootless_ids_suffice && ! subids_can_allocate; then
    rootless_problem=$subids_problem rootless_remedy=$subids_remedy
  else
    rootless_find_fixed_sysctl
  fi
  [ -n "$rootless_problem" ]
}

rootless_data_is_remote() {
  case $rootless_data_on in
    nfs* | cifs | smb* | afs | ceph | lustre) return 0 ;;
    *) return 1 ;;
  esac
}

# A setting that can't be changed, as in a container.
rootless_find_fixed_sysctl() {
  while read -r rootless_word rootless_value rootless_wanted; do
    [ -n "$rootless_word" ] || continue
    rootless_read_sysctl "$rootless_word"
    if [ "$rootless_caller" = 0 ] && [ ! -w "$rootless_file" ]; then
      rootless_problem="the kernel's setting $rootless_word is $rootless_value and can't be changed here"
      rootless_remedy="set $rootless_word to $rootless_wanted on the machine that this host runs on"
    fi
  done <<PODWRIGHT_SETTINGS
$rootless_sysctls
PODWRIGHT_SETTINGS
}

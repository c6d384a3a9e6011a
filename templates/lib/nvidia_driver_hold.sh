# requires: package package_query
# Keeps a driver's packages from being upgraded by others (unattended-upgrades, dnf-automatic, zypper patch), as an upgrade under running
# containers leaves them without GPU until a reboot. Part of nvidia_driver.

# --- for checks: read-only -------------------------------------------------------------------------------------------------

# Sets driver_held and driver_unheld to the driver's installed packages that are held and that are not.
driver_read_holds() {
  driver_held='' driver_unheld=''
  case $package_manager in
    apt) driver_read_apt_holds ;;
    dnf | zypper) driver_read_rpm_holds ;;
  esac
}

# The names of a driver's packages. NVIDIA's container tools are none of them.
driver_owns() {
  case $1 in
    *container*) return 1 ;;
    nvidia-* | libnvidia-* | linux-modules-nvidia-* | linux-objects-nvidia-* | linux-signatures-nvidia-*) return 0 ;;
    kmod-nvidia* | libcuda1 | cuda-drivers | cuda-drivers-[0-9]* | firmware-nvidia-* | xserver-xorg-video-nvidia*) return 0 ;;
  esac
  return 1
}

driver_read_apt_holds() {
  while read -r driver_want driver_status driver_word; do
    [ "$driver_status" = installed ] && driver_owns "$driver_word" || continue
    case $driver_want in
      hold) driver_held="$driver_held $driver_word" ;;
      *) driver_unheld="$driver_unheld $driver_word" ;;
    esac
  done <<PODWRIGHT_PACKAGES
$(dpkg-query -W -f='${db:Status-Want} ${db:Status-Status} ${Package}\n' '*nvidia*' 'libcuda1' 'cuda-drivers*' 2>/dev/null)
PODWRIGHT_PACKAGES
}

driver_read_rpm_holds() {
  driver_read_locks
  while read -r driver_word; do
    driver_owns "$driver_word" || continue
    case $driver_locks in
      *" $driver_word "* | *" $driver_word-"[0-9]*) driver_held="$driver_held $driver_word" ;;
      *) driver_unheld="$driver_unheld $driver_word" ;;
    esac
  done <<PODWRIGHT_PACKAGES
$(rpm -qa --qf '%{NAME}\n' '*nvidia*' 'cuda-drivers*' 2>/dev/null)
PODWRIGHT_PACKAGES
}

# Sets driver_locks to what the files of locks name, between blanks: dnf 4 has NAME-EPOCH:VERSION…, dnf 5 and zypper have NAME.
driver_read_locks() {
  driver_locks=' '
  for driver_file in /etc/dnf/plugins/versionlock.list /etc/dnf/versionlock.toml /etc/zypp/locks; do
    [ -r "$driver_file" ] || continue
    while read -r driver_line || [ -n "$driver_line" ]; do
      case $driver_line in
        'solvable_name: '*) driver_locks="$driver_locks${driver_line#* } " ;;
        'name = "'*)
          driver_line=${driver_line#*\"}
          driver_locks="$driver_locks${driver_line%%\"*} "
          ;;
        [a-z]*-[0-9]*) driver_locks="$driver_locks$driver_line " ;;
      esac
    done <"$driver_file"
  done
}

# --- for apply ---------------------------------------------------------------------------------------------------------------

# driver_hold PACKAGE…
driver_hold() {
  case $package_manager in
    apt) package_run apt-mark hold "$@" ;;
    dnf)
      driver_need_versionlock
      package_run "$(package_dnf)" -q -y versionlock add "$@"
      ;;
    zypper) package_run zypper -n addlock "$@" ;;
  esac
}

# driver_release PACKAGE…
driver_release() {
  case $package_manager in
    apt) package_run apt-mark unhold "$@" ;;
    dnf) package_run "$(package_dnf)" -q -y versionlock delete "$@" ;;
    zypper) package_run zypper -n removelock "$@" ;;
  esac
}

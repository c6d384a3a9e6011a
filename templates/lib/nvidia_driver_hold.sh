# requires: package package_hold
# Keeps a driver's packages from being upgraded by others (unattended-upgrades, dnf-automatic, zypper patch), as an upgrade under running
# containers leaves them without GPU until a reboot. Part of nvidia_driver.

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
  package_load_holds
  while read -r driver_word; do
    driver_owns "$driver_word" || continue
    if package_is_held "$driver_word"; then
      driver_held="$driver_held $driver_word"
    else
      driver_unheld="$driver_unheld $driver_word"
    fi
  done <<PODWRIGHT_PACKAGES
$(rpm -qa --qf '%{NAME}\n' '*nvidia*' 'cuda-drivers*' 2>/dev/null)
PODWRIGHT_PACKAGES
}

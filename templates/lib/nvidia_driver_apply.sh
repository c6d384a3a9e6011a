# requires: nvidia_driver package nvidia_driver_fabric
# Does what driver_decide found to be done. For apply only.

driver_apply() {
  [ "$(id -u)" = 0 ] || pw_fail "installing a driver needs root" "set become: true for the task or the play"
  driver_released=''
  if [ "$driver_install" = yes ]; then
    driver_install_packages
    [ "$driver_build" = no ] || driver_build_module
    driver_check_module
  fi
  [ "$driver_blocklist" = no ] || driver_block_nouveau
  [ "$driver_load" = no ] || driver_load_module
  driver_apply_fabric
  driver_apply_hold
  if [ -n "$driver_reboot" ] && [ "$driver_want_reboot" = if_needed ]; then
    pw_progress "the host has to reboot: $driver_reboot"
    pw_reboot 900
  fi
}

# --- packages ----------------------------------------------------------------------------------------------------------------

driver_install_packages() {
  driver_read_holds
  driver_released=$driver_held
  # The names have no blanks.
  [ -z "$driver_held" ] || package_release $driver_held
  driver_add_repositories
  if [ -n "$driver_guess" ]; then
    package_refresh
    driver_choose_packages
    driver_refuse_unsigned
  fi
  [ "$driver_headers" = no ] || driver_install_headers
  driver_install_first
  driver_install_rest
}

driver_check_module() {
  gpu_read_installed
  if [ -z "$gpu_installed" ]; then
    # Where nothing was missing, a module for another kernel is why the host reboots.
    [ -z "$driver_packages" ] && [ -n "$driver_reboot" ] || driver_explain_no_module
    return 0
  fi
  if ! driver_version_fits "$gpu_installed"; then
    pw_fail "the newest driver that could be had here is $gpu_installed, and ${driver_want_branch:+branch $driver_want_branch }${driver_want_minimum:+at least $driver_want_minimum }is asked for" \
      "use source: nvidia, a mirror of its repositories by repository, or ask for less"
  fi
}

driver_install_headers() {
  package_install $driver_header_packages
  [ -e "$gpu_modules/$gpu_kernel/build/Makefile" ] ||
    pw_fail "the headers of the running kernel $gpu_kernel could not be had, and the module is built from them" \
      "a newer kernel may be installed already: reboot into it, and run this again"
}

# What the others depend on without saying so: a pin of the branch, a repository, and SUSE's module, which sets the version of the rest.
driver_install_first() {
  driver_later=''
  while read -r driver_word driver_from driver_to; do
    case $driver_word in
      '') ;;
      nvidia-driver-pinning-* | almalinux-release-nvidia-driver | nvidia-*-kmp-*)
        package_install "$driver_word"
        ;;
      nvidia-compute-utils-G*) driver_later="$driver_later $(driver_same_version "$driver_word")" ;;
      *) driver_later="$driver_later $driver_word" ;;
    esac
  done <<PODWRIGHT_PACKAGES
$driver_packages
PODWRIGHT_PACKAGES
}

# NAME=VERSION of SUSE's module package, whose own version ends in that of the kernel: 580.82.07_k6.4.0_150600.23.65-…
driver_same_version() {
  driver_number=$(rpm -q --qf '%{VERSION}\n' "$driver_module_package" 2>/dev/null) || driver_number=''
  driver_number=${driver_number%%_*}
  printf '%s' "$1${driver_number:+=$driver_number}"
}

driver_install_rest() {
  [ -n "$driver_later" ] || return 0
  case $package_manager:$driver_replace in
    # All that is there of another branch goes to this one, up or down.
    dnf:yes)
      driver_later=$(driver_only_absent)
      [ -z "$driver_later" ] || package_install $driver_later
      package_run "$(package_dnf)" -q -y distro-sync --allowerasing $driver_wanted
      ;;
    *) package_install $driver_later ;;
  esac
}

driver_only_absent() {
  while read -r driver_word driver_from driver_to; do
    if [ "$driver_from" = absent ]; then printf '%s ' "$driver_word"; fi
  done <<PODWRIGHT_PACKAGES
$driver_packages
PODWRIGHT_PACKAGES
}

driver_explain_no_module() {
  driver_said=$(dkms status 2>/dev/null | grep -i nvidia) || driver_said=''
  for driver_file in /var/lib/dkms/nvidia*/*/build/make.log; do
    if [ -r "$driver_file" ]; then tail -n 20 "$driver_file" >&2; fi
  done
  pw_fail "the packages are installed, but there is no module for the running kernel $gpu_kernel${driver_said:+ (dkms: $driver_said)}" \
    "the end of the build's log is above; a newer kernel may be waiting for a reboot, or this branch is too old for the kernel"
}

# --- nouveau -----------------------------------------------------------------------------------------------------------------

# Before the root file system is there its copy in the initial RAM disk counts, so that is made anew.
driver_block_nouveau() {
  mkdir -p /etc/modprobe.d
  printf '%s\n' '# The NVIDIA driver needs the GPU to itself.' 'blacklist nouveau' 'options nouveau modeset=0' \
    >/etc/modprobe.d/disable-nouveau.conf
  chmod 0644 /etc/modprobe.d/disable-nouveau.conf
  pw_progress 'making the initial RAM disk anew, without nouveau'
  if command -v update-initramfs >/dev/null; then
    driver_do update-initramfs -u
  elif command -v dracut >/dev/null; then
    if command -v grubby >/dev/null; then
      driver_do grubby --update-kernel=ALL --args='rd.driver.blacklist=nouveau modprobe.blacklist=nouveau'
    fi
    driver_do dracut --force
  fi
}

# driver_do COMMAND…: its words are shown; a failure fails the task.
driver_do() {
  "$@" >&2 || pw_fail "$1 failed with exit status $?" "its words are above"
}

# --- the module ----------------------------------------------------------------------------------------------------------------

driver_build_module() {
  command -v dkms >/dev/null || driver_explain_no_module
  pw_progress "building the kernel module for $gpu_kernel"
  dkms autoinstall -k "$gpu_kernel" >&2 || driver_explain_no_module
}

driver_load_module() {
  if driver_said=$(PATH="$PATH:/usr/sbin:/sbin" modprobe nvidia 2>&1); then
    # CUDA's part; the container toolkit loads it too, but not every one.
    PATH="$PATH:/usr/sbin:/sbin" modprobe nvidia-uvm 2>/dev/null || :
    return 0
  fi
  gpu_read_log
  gpu_problem='' gpu_remedy=''
  gpu_log="$gpu_log$gpu_newline$driver_said"
  gpu_explain_unloaded
  pw_fail "the NVIDIA module can't be loaded: $gpu_problem ($driver_said)" "$gpu_remedy"
}

# --- hold ------------------------------------------------------------------------------------------------------------------------

# What was held and had to be released is held again, with what took its place.
driver_apply_hold() {
  case $driver_want_hold:$driver_released in
    keep:) return 0 ;;
  esac
  package_manager_load
  driver_read_holds
  case $driver_want_hold in
    true | keep) [ -z "$driver_unheld" ] || package_hold $driver_unheld ;;
    false) [ -z "$driver_held" ] || package_release $driver_held ;;
  esac
}

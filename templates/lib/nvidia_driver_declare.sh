# requires: nvidia_driver
# Says what driver_decide found to be done. For checks.

# One change for each thing, in the order in which they are done.
driver_declare() {
  driver_declare_packages
  [ "$driver_blocklist" = no ] || pw_change 'nouveau' 'may load' 'kept from loading'
  [ "$driver_build" = no ] || pw_change "kernel module nvidia for $gpu_kernel" 'not built' built
  [ "$driver_load" = no ] || pw_change 'kernel module nvidia' 'not loaded' loaded
  [ -z "$driver_fabric_package" ] || pw_change "package $driver_fabric_package" absent present
  [ "$driver_fabric_enable" = no ] || pw_change 'service nvidia-fabricmanager at boot' disabled enabled
  [ "$driver_fabric_start" = no ] || pw_change 'service nvidia-fabricmanager' stopped running
  driver_declare_hold
  if [ -n "$driver_reboot" ]; then
    case $driver_want_reboot in
      never) pw_warn "the GPU can be used only after a reboot: $driver_reboot" ;;
      *) pw_change reboot "$driver_reboot" 'rebooted' ;;
    esac
  fi
}

driver_declare_packages() {
  while IFS='|' read -r driver_kind driver_what driver_from driver_to; do
    [ -z "$driver_kind" ] || pw_change "$driver_what" "$driver_from" "$driver_to"
  done <<PODWRIGHT_REPOSITORIES
$driver_repositories
PODWRIGHT_REPOSITORIES
  [ -z "$driver_stream" ] || pw_change 'module stream nvidia-driver' "${driver_stream% *}" "${driver_stream#* }"
  [ -z "$driver_lock" ] || pw_change "lock of the driver's packages" none "branch $driver_lock"
  [ "$driver_headers" = no ] || pw_change "headers of kernel $gpu_kernel" absent present
  [ -z "$driver_guess" ] || pw_change 'NVIDIA driver' "${gpu_installed:-absent}" "$driver_guess"
  while read -r driver_word driver_from driver_to; do
    [ -z "$driver_word" ] || pw_change "package $driver_word" "$driver_from" "$driver_to"
  done <<PODWRIGHT_PACKAGES
$driver_packages
PODWRIGHT_PACKAGES
}

# Packages that come with this task are held with the rest.
driver_declare_hold() {
  case $driver_state:$driver_want_hold in
    none:* | *:keep) return 0 ;;
  esac
  package_manager_load
  driver_read_holds
  driver_from=none
  if [ -n "$driver_held" ]; then driver_from=some; fi
  if [ -n "$driver_held" ] && [ -z "$driver_unheld" ]; then driver_from=all; fi
  case $driver_want_hold:$driver_from in
    true:none)
      if [ -n "$driver_unheld$driver_packages$driver_guess" ]; then pw_change "hold of the driver's packages" none all; fi
      ;;
    true:some) pw_change "hold of the driver's packages" some all ;;
    false:some | false:all) pw_change "hold of the driver's packages" "$driver_from" none ;;
  esac
}

driver_report() {
  pw_output driver_version "$gpu_driver"
  pw_output installed_version "$gpu_installed"
  case $gpu_flavour in
    open | proprietary) pw_output flavour "$gpu_flavour" ;;
    *) pw_output flavour "$driver_flavour" ;;
  esac
  case $driver_state in
    fits) pw_output branch "${gpu_driver%%.*}" ;;
    *) pw_output branch "$driver_branch" ;;
  esac
  pw_output source "$driver_source"
  for driver_word in ${gpu_generations-}; do
    pw_output generations "$driver_word"
  done
  for driver_word in ${driver_wanted-}; do
    pw_output packages "$driver_word"
  done
  if [ -n "$driver_reboot" ]; then pw_output reboot_needed true; else pw_output reboot_needed false; fi
}

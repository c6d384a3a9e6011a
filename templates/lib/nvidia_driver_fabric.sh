# requires: service service_state package_query
# Fabric Manager, without which GPUs that are joined by NVSwitch run no CUDA. Part of nvidia_driver.

# --- for checks: read-only -------------------------------------------------------------------------------------------------

# Sets driver_fabric_package (what is missing), driver_fabric_enable and driver_fabric_start to what is to be done. Before a reboot that
# the run doesn't make the service can only be enabled.
driver_look_at_fabric() {
  driver_fabric_package='' driver_fabric_enable=no driver_fabric_start=no
  case $driver_want_fabric:$gpu_switches in
    never:* | auto:0) return 0 ;;
  esac
  if gpu_process_runs nv-fabricmanage; then return 0; fi
  distribution_load
  package_manager_load
  driver_name_fabric_package
  package_load "$driver_fabric_package"
  package_find "$driver_fabric_package"
  if [ -n "$package_version" ]; then driver_fabric_package=''; fi
  service_load nvidia-fabricmanager
  case $service_enabled in
    no) driver_fabric_enable=yes ;;
  esac
  if [ -z "$driver_reboot" ] || [ "$driver_want_reboot" = if_needed ]; then driver_fabric_start=yes; fi
}

# It must be of the very version of the driver; before branch 590 apt's packages have the branch in their name.
driver_name_fabric_package() {
  driver_word=$driver_branch
  if [ "$driver_state" = fits ]; then driver_word=${gpu_driver%%.*}; fi
  driver_fabric_package=nvidia-fabricmanager
  if [ "$package_manager" = apt ] && [ -n "$driver_word" ] && [ "$driver_word" -lt 590 ]; then
    driver_fabric_package=nvidia-fabricmanager-$driver_word
  fi
}

# --- for apply ---------------------------------------------------------------------------------------------------------------

driver_apply_fabric() {
  [ -z "$driver_fabric_package" ] || package_install "$driver_fabric_package"
  [ "$driver_fabric_enable" = no ] || service_enable nvidia-fabricmanager
  if [ "$driver_fabric_start" = yes ] && [ -z "$driver_reboot" ]; then service_start nvidia-fabricmanager; fi
}

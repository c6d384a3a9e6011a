# requires: gpu docker
# What containers need besides the driver, and the outputs of detect_gpu. After gpu_survey.

gpu_report() {
  gpu_cuda='' gpu_toolkit='' gpu_runtime=false gpu_cdi=false
  [ "$gpu_usable" = false ] || gpu_read_cuda
  gpu_find_toolkit
  [ "$gpu_count" = 0 ] || gpu_find_docker
  gpu_report_devices
  pw_output has_driver "$gpu_usable"
  pw_output driver_version "$gpu_driver"
  pw_output driver_flavour "$gpu_flavour"
  pw_output installed_version "$gpu_installed"
  pw_output cuda_version "$gpu_cuda"
  if [ -n "$gpu_toolkit" ]; then pw_output has_toolkit true; else pw_output has_toolkit false; fi
  pw_output toolkit_version "$gpu_toolkit"
  pw_output docker_runtime "$gpu_runtime"
  pw_output cdi "$gpu_cdi"
  pw_output nvswitches "$gpu_switches"
  pw_output reboot_needed "$gpu_reboot"
  pw_output problem "$gpu_problem"
  pw_output remedy "$gpu_remedy"
}

gpu_report_devices() {
  pw_output count "$gpu_count"
  gpu_names=$gpu_newline
  while IFS='|' read -r gpu_index gpu_uuid gpu_name gpu_memory gpu_bus gpu_capability gpu_mig; do
    [ -n "$gpu_index" ] || continue
    pw_output devices "index=$gpu_index" "uuid=$gpu_uuid" "name=$gpu_name" "memory_mib=$gpu_memory" "pci=$gpu_bus" \
      "compute_cap=$gpu_capability" "mig=$gpu_mig"
    case $gpu_names in
      *"$gpu_newline$gpu_name$gpu_newline"*) ;;
      *)
        gpu_names="$gpu_names$gpu_name$gpu_newline"
        pw_output types "$gpu_name"
        ;;
    esac
  done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
  while IFS='|' read -r gpu_index gpu_number gpu_profile gpu_uuid; do
    [ -n "$gpu_index" ] || continue
    pw_output mig_devices "gpu=$gpu_index" "index=$gpu_number" "profile=$gpu_profile" "uuid=$gpu_uuid"
  done <<PODWRIGHT_MIG
$gpu_mig_devices
PODWRIGHT_MIG
}

# The header of the tool's table is the only place that names it.
gpu_read_cuda() {
  gpu_table=$(gpu_run_smi 2>/dev/null) || :
  case $gpu_table in
    *'CUDA Version: '[0-9]*) ;;
    *) return 0 ;;
  esac
  gpu_cuda=${gpu_table#*'CUDA Version: '}
  gpu_cuda=${gpu_cuda%%[!0-9.]*}
}

# "NVIDIA Container Toolkit CLI version 1.17.8" and a line with the commit.
gpu_find_toolkit() {
  command -v nvidia-ctk >/dev/null || return 0
  gpu_toolkit=$(nvidia-ctk --version 2>/dev/null) || :
  case $gpu_toolkit in
    *[vV]'ersion '[0-9]*)
      gpu_toolkit=${gpu_toolkit#*ersion }
      gpu_toolkit=${gpu_toolkit%%[!0-9.]*}
      ;;
    *) gpu_toolkit=unknown ;;
  esac
}

gpu_find_docker() {
  for gpu_file in /etc/cdi/nvidia*.yaml /etc/cdi/nvidia*.json /var/run/cdi/nvidia*.yaml /var/run/cdi/nvidia*.json; do
    if [ -e "$gpu_file" ]; then gpu_cdi=true; fi
  done
  docker_connect || return 0
  case " $(docker_cli info --format '{{range $name, $runtime := .Runtimes}}{{$name}} {{end}}' 2>/dev/null) " in
    *' nvidia '*) gpu_runtime=true ;;
  esac
}

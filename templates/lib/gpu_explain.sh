# Puts what gpu_survey found amiss into words: gpu_problem and gpu_remedy, which stay empty where nothing is.

# Why the GPUs that are there can't be used, and what to do.
gpu_explain() {
  if [ -n "$gpu_smi" ]; then
    gpu_explain_smi
    [ -z "$gpu_problem" ] || return 0
  fi
  [ "$gpu_pci_count" != 0 ] || return 0
  case $gpu_flavour:" $gpu_held ":$gpu_smi in
    nouveau:*)
      gpu_problem='the nouveau driver holds the GPU'
      gpu_remedy='install_nvidia_driver, which keeps nouveau from loading, then reboot'
      ;;
    none:*' vfio-pci '*)
      gpu_problem='the GPU is set aside for virtual machines (vfio-pci)'
      gpu_remedy='use it inside the virtual machine, or bind it to the nvidia driver'
      ;;
    none:*)
      gpu_problem='no NVIDIA driver is loaded'
      gpu_remedy='install_nvidia_driver; where it is installed already: modprobe nvidia, then look at dkms status and Secure Boot'
      ;;
    *:)
      gpu_problem='the NVIDIA driver is loaded, but nvidia-smi is not installed'
      gpu_remedy='install the utilities of the same driver version (nvidia-smi, nvidia-utils-…-server or nvidia-driver-cuda)'
      ;;
    *)
      gpu_problem="nvidia-smi found no GPU (exit status $gpu_rc): $(printf '%s' "$gpu_text" | tr '\n' ' ')"
      gpu_remedy='look at dmesg for lines with NVRM'
      ;;
  esac
}

gpu_explain_smi() {
  case $gpu_rc:$gpu_text in
    *"couldn't communicate with the NVIDIA driver"* | 9:*)
      # The tool alone, on a host without a card, is no problem.
      [ "$gpu_pci_count" != 0 ] || return 0
      case $gpu_flavour in nouveau) return 0 ;; esac
      gpu_problem='the NVIDIA driver is installed, but its kernel module is not loaded'
      gpu_remedy='modprobe nvidia; if that fails: kernel headers and dkms status, Secure Boot (mokutil --sb-state), nouveau'
      ;;
    *'Driver/library version mismatch'* | 18:*)
      gpu_problem='the NVIDIA driver was upgraded while the old kernel module is loaded'
      gpu_remedy='reboot the host'
      ;;
    *'Insufficient Permissions'* | 4:*)
      gpu_problem='the GPU may not be used by this user'
      gpu_remedy='check the permissions of /dev/nvidia*, and SELinux'
      ;;
    *'No devices were found'* | 6:*)
      gpu_problem='the NVIDIA driver is loaded, but takes no GPU'
      gpu_remedy='look at dmesg for NVRM: nouveau may hold the card, GSP firmware may be missing, or this driver branch or flavour does not support the GPU'
      ;;
    12:* | *'libnvidia-ml.so'*)
      gpu_problem='the NVML library is missing'
      gpu_remedy='install the libraries of the same driver version (libnvidia-ml1, libnvidia-compute-…)'
      ;;
    8:*)
      gpu_problem='a GPU lacks its external power'
      gpu_remedy='connect the power cables of the card'
      ;;
    10:*)
      gpu_problem='the kernel has an interrupt problem with a GPU'
      gpu_remedy='look at dmesg for NVRM, and check the BIOS settings'
      ;;
    14:*)
      gpu_problem="a GPU's infoROM is corrupt"
      gpu_remedy='have the card serviced'
      ;;
    15:* | *'GPU is lost'*)
      gpu_problem='a GPU has fallen off the bus'
      gpu_remedy='reboot the host; if it comes back, check power, cooling and seating'
      ;;
    124:*)
      gpu_problem='nvidia-smi does not answer within 30 s'
      gpu_remedy='a GPU may hang: look at dmesg for NVRM and Xid, and reboot the host'
      ;;
    *'Unknown Error'*)
      gpu_problem='the devices of the GPU are out of reach (in a container: its device cgroup was lost)'
      gpu_remedy='recreate the container, and use CDI'
      ;;
  esac
}

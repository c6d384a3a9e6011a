# Puts what gpu_survey found amiss into words: gpu_problem and gpu_remedy, which stay empty where nothing is. gpu_reboot is true where
# nothing but a reboot helps, gpu_broken where no driver does. Read-only.

gpu_explain() {
  gpu_log='' gpu_broken=false
  if [ "$gpu_usable" = true ]; then
    gpu_explain_partly
  elif [ "$gpu_flavour" = wsl ]; then
    gpu_explain_wsl
  elif [ "$gpu_card_count" != 0 ]; then
    gpu_read_log
    gpu_explain_cards
  fi
}

# gpu_amiss PROBLEM REMEDY: the first one counts.
gpu_amiss() {
  [ -z "$gpu_problem" ] || return 0
  gpu_problem=$1 gpu_remedy=$2
}

# A fault that no driver mends.
gpu_is_broken() {
  [ -z "$gpu_problem" ] || return 0
  gpu_broken=true
  gpu_amiss "$1" "$2"
}

gpu_needs_reboot() {
  [ -z "$gpu_problem" ] || return 0
  gpu_reboot=true
  gpu_amiss "$1" "${2-reboot the host}"
}

# --- GPUs that can't be used -------------------------------------------------------------------------------------------

# From what holds the cards, by the module, to the tool.
gpu_explain_cards() {
  case $gpu_flavour:$gpu_held in
    nouveau:*) gpu_explain_nouveau ;;
    none:vfio-pci)
      gpu_amiss 'the GPU is set aside for virtual machines (vfio-pci)' \
        'use it inside the virtual machine, or bind it to the nvidia driver'
      ;;
    none:*) gpu_explain_unloaded ;;
    *)
      if [ -n "$gpu_smi" ]; then gpu_explain_smi; else gpu_explain_no_tool; fi
      ;;
  esac
}

gpu_explain_nouveau() {
  if [ -n "$gpu_installed" ]; then
    gpu_needs_reboot "the nouveau driver holds the GPU, though the NVIDIA driver $gpu_installed is installed" \
      'install_nvidia_driver, which keeps nouveau from loading, and reboot'
  else
    gpu_amiss 'the nouveau driver holds the GPU' 'install_nvidia_driver, which keeps nouveau from loading, then reboot'
  fi
}

# No module is loaded: there is none, it is for another kernel, it isn't let in, or nobody has loaded it.
gpu_explain_unloaded() {
  if gpu_log_has 'Key was rejected' 'unsigned module is rejected' 'unsigned module loading is restricted'; then
    gpu_explain_secure_boot
  elif [ -z "$gpu_installed" ]; then
    gpu_explain_no_module
  elif [ -z "$gpu_signer" ] && gpu_secure_boot; then
    gpu_explain_secure_boot
  elif gpu_log_has 'probe routine was not called' 'No NVIDIA devices probed'; then
    gpu_explain_other_driver
  elif gpu_log_has 'nvidia: disagrees about version' 'nvidia: version magic'; then
    gpu_amiss "the NVIDIA module is built for another kernel than $gpu_kernel" \
      'reboot into the kernel that it is built for, or rebuild it: dkms autoinstall'
  else
    gpu_explain_chips
    gpu_amiss "the NVIDIA driver $gpu_installed is installed, but its kernel module is not loaded" \
      'modprobe nvidia; if that fails: kernel headers and dkms status, Secure Boot (mokutil --sb-state), nouveau'
  fi
}

gpu_explain_no_module() {
  gpu_find_other_kernels
  if [ -n "$gpu_next_kernel" ]; then
    gpu_needs_reboot "the NVIDIA module is installed for the kernel $gpu_next_kernel, but $gpu_kernel runs" 'reboot into that kernel'
  elif [ -n "$gpu_other_kernels" ]; then
    gpu_amiss "the NVIDIA module is installed for an older kernel ($gpu_other_kernels), and not for $gpu_kernel, which runs" \
      "install the headers of $gpu_kernel and run dkms autoinstall, or install the module's package for it: install_nvidia_driver does"
  elif [ -n "$gpu_smi" ]; then
    gpu_amiss 'the tools of the NVIDIA driver are installed, but no kernel module' \
      'dkms status tells whether its build failed: are the kernel headers installed? Else install_nvidia_driver'
  else
    gpu_amiss 'no NVIDIA driver is installed' install_nvidia_driver
  fi
}

gpu_explain_secure_boot() {
  gpu_amiss 'Secure Boot keeps the NVIDIA module out: it is not signed with a key that this machine trusts' \
    "install a signed module (Ubuntu: linux-modules-nvidia-…; AlmaLinux: nvidia-open-kmod; SUSE: nvidia-open-driver-…-signed), \
or enrol its key with mokutil --import, which is confirmed at the console of the next boot"
}

gpu_explain_other_driver() {
  gpu_needs_reboot 'another driver holds the GPU, so that the NVIDIA driver takes none' \
    'see which with lspci -nnk, keep it from loading (nouveau: install_nvidia_driver does) and reboot'
}

gpu_explain_no_tool() {
  gpu_amiss 'the NVIDIA driver is loaded, but nvidia-smi is not installed' \
    "install the utilities of the same version${gpu_driver:+ ($gpu_driver)}: nvidia-utils-…-server, nvidia-smi or nvidia-driver-cuda"
}

# What the log says of chips that this driver doesn't serve.
gpu_explain_chips() {
  if gpu_log_has 'not supported by open nvidia.ko' 'does not include the required GPU'; then
    gpu_amiss 'the open NVIDIA module does not serve this GPU: it is older than Turing' \
      'install_nvidia_driver with flavour: proprietary, and a branch of at most 580'
  elif gpu_log_has 'requires use of the NVIDIA open kernel modules'; then
    gpu_amiss 'the proprietary NVIDIA module does not serve this GPU' 'install_nvidia_driver with flavour: open'
  elif gpu_log_has 'Legacy drivers' 'is not supported by the NVIDIA'; then
    gpu_amiss 'this branch of the NVIDIA driver does not serve this GPU' \
      'install_nvidia_driver with a branch that does: GPUs before Turing need 580 or older, new ones a new branch'
  elif gpu_log_has 'Cannot initialize GSP firmware'; then
    gpu_amiss "the GPU's firmware (GSP) does not start" \
      'install the firmware of the same driver version, cut the power once, and look at dmesg for NVRM'
  fi
}

# The module is loaded, the tool is there, and it shows no GPU.
gpu_explain_smi() {
  case $gpu_text in
    *'Driver/library version mismatch'*) gpu_explain_mismatch ;;
    *'Unable to determine the device handle'* | *'GPU is lost'*) gpu_explain_status 15 ;;
    *'Insufficient Permissions'*) gpu_explain_status 4 ;;
    *'Failed to initialize NVML: Unknown Error'*)
      gpu_is_broken 'the devices of the GPU are out of reach: in a container its device cgroup was lost' \
        "recreate the container; CDI, or Docker's exec-opts native.cgroupdriver=cgroupfs, keeps it from happening again; \
on the host itself check the permissions of /dev/nvidia*"
      ;;
    *'No devices were found'*) gpu_explain_none_found ;;
    *'libnvidia-ml.so'*) gpu_explain_status 12 ;;
    *"couldn't communicate with the NVIDIA driver"*) gpu_explain_status 9 ;;
    *) gpu_explain_status "$gpu_rc" ;;
  esac
  gpu_amiss "nvidia-smi found no GPU (exit status $gpu_rc): $(printf '%s' "$gpu_text" | tr '\n' ' ')" \
    'look at dmesg for lines with NVRM'
}

gpu_explain_mismatch() {
  gpu_value=''
  case $gpu_text in
    *'NVML library version: '*)
      gpu_value=${gpu_text#*'NVML library version: '}
      gpu_value=" (the libraries are ${gpu_value%%[!0-9.]*})"
      ;;
  esac
  gpu_needs_reboot "the NVIDIA driver was upgraded while the old kernel module ${gpu_driver:+$gpu_driver }is loaded$gpu_value"
}

gpu_explain_none_found() {
  gpu_explain_chips
  if gpu_log_has 'fallen off the bus'; then gpu_explain_status 15; fi
  if gpu_log_has 'probe routine was not called' 'No NVIDIA devices probed'; then gpu_explain_other_driver; fi
  gpu_amiss 'the NVIDIA driver is loaded, but takes no GPU' \
    'look at dmesg for NVRM: nouveau may hold the card, GSP firmware may be missing, or this driver branch or flavour does not support the GPU'
}

# gpu_explain_status NUMBER: nvidia-smi's exit statuses, which are those of its library.
gpu_explain_status() {
  case $1 in
    4)
      gpu_is_broken 'the GPU may not be used by this user' \
        'check the permissions of /dev/nvidia*, and SELinux (in a container: --security-opt label=disable)'
      ;;
    6 | 28) gpu_explain_none_found ;;
    8) gpu_is_broken 'a GPU lacks its external power' 'connect the power cables of the card' ;;
    9)
      if gpu_log_has 'API mismatch'; then gpu_explain_mismatch; fi
      gpu_explain_chips
      gpu_amiss 'nvidia-smi does not reach the NVIDIA driver, though its kernel module is loaded' \
        'look at dmesg for NVRM; check /dev/nvidiactl, and that tool and module are of the same version'
      ;;
    10) gpu_is_broken 'the kernel has an interrupt problem with a GPU' 'look at dmesg for NVRM, and check the BIOS settings' ;;
    12)
      gpu_amiss 'the NVML library is missing' \
        'install the libraries of the same driver version (libnvidia-compute-…, libnvidia-ml1 or nvidia-driver-cuda-libs)'
      ;;
    13)
      gpu_amiss 'the NVML library is older than nvidia-smi' \
        'install tool and libraries of the same driver version; look for a stray libnvidia-ml.so.1 (ldconfig -p)'
      ;;
    14) gpu_is_broken "a GPU's infoROM is corrupt" 'the GPU may work on; have the card serviced' ;;
    15)
      gpu_needs_reboot 'a GPU has fallen off the bus' 'reboot the host; if it happens again, check power, cooling and seating'
      ;;
    17)
      gpu_is_broken 'the operating system keeps the GPU from this process (control groups)' \
        'in a container: recreate it with the GPU, best by CDI'
      ;;
    18) gpu_explain_mismatch ;;
    124)
      gpu_needs_reboot 'nvidia-smi does not answer within 30 s' \
        'a GPU may hang: look at dmesg for NVRM and Xid, and reboot the host'
      ;;
    126 | 127) gpu_amiss "nvidia-smi does not start ($gpu_smi)" 'install the utilities of the driver version that is loaded' ;;
  esac
}

# --- WSL2 --------------------------------------------------------------------------------------------------------------

gpu_explain_wsl() {
  [ -n "$gpu_smi" ] || return 0
  if [ ! -e /dev/dxg ]; then
    gpu_amiss 'this WSL has no GPU device (/dev/dxg)' 'use WSL 2 (wsl --set-version) on an up-to-date Windows (wsl --update)'
  else
    gpu_amiss "the NVIDIA driver of Windows does not answer here (nvidia-smi: exit status $gpu_rc)" \
      'install or update the NVIDIA driver in Windows, then wsl --shutdown; never install a Linux driver in WSL'
  fi
}

# --- GPUs that work, but not all or not all the way --------------------------------------------------------------------

gpu_explain_partly() {
  case $gpu_text in
    *'GPU is lost'* | *'Unable to determine the device handle'*) gpu_explain_status 15 ;;
    *'infoROM is corrupt'*) gpu_explain_status 14 ;;
  esac
  case $gpu_rc in
    8 | 10 | 14 | 15) gpu_explain_status "$gpu_rc" ;;
  esac
  [ "$gpu_flavour" != wsl ] || return 0
  gpu_explain_missing
  if [ -n "$gpu_installed" ] && [ -n "$gpu_driver" ] && [ "$gpu_installed" != "$gpu_driver" ]; then
    gpu_needs_reboot "the NVIDIA driver $gpu_installed is installed, but $gpu_driver still runs"
  fi
  gpu_explain_mig
  if [ "$gpu_switches" != 0 ] && ! gpu_process_runs nv-fabricmanage; then
    gpu_amiss 'the GPUs are joined by NVSwitch, but Fabric Manager does not run: CUDA fails on them (error 802)' \
      "install and start nvidia-fabricmanager of version $gpu_driver (install_nvidia_driver does)"
  fi
}

# Cards that the driver doesn't have, unless they are set aside for virtual machines.
gpu_explain_missing() {
  gpu_seen=0
  while read -r gpu_slot gpu_device gpu_holder; do
    case $gpu_slot:$gpu_holder in
      : | *:vfio-pci | *:pci-stub | *:pciback) ;;
      *) gpu_seen=$((gpu_seen + 1)) ;;
    esac
  done <<PODWRIGHT_CARDS
$gpu_cards
PODWRIGHT_CARDS
  [ "$gpu_seen" -gt "$gpu_count" ] || return 0
  gpu_read_log
  case " $gpu_held " in
    *' nouveau '*) gpu_explain_nouveau ;;
  esac
  gpu_explain_chips
  gpu_amiss "the driver has $gpu_count of the $gpu_seen GPUs that the kernel sees" \
    'look at dmesg for NVRM and Xid (79 is a GPU that has fallen off the bus), then reboot the host'
}

# A GPU in MIG mode can't be used but by its instances.
gpu_explain_mig() {
  while IFS='|' read -r gpu_index gpu_uuid gpu_name gpu_memory gpu_bus gpu_capability gpu_mig; do
    [ "$gpu_mig" = enabled ] || continue
    case $gpu_newline$gpu_mig_devices in
      *"$gpu_newline$gpu_index|"*) ;;
      *)
        gpu_amiss "GPU $gpu_index is in MIG mode, but has no instances, so that nothing can use it" \
          "make some (nvidia-smi mig -i $gpu_index -lgip lists profiles, nvidia-smi mig -i $gpu_index -cgi PROFILE -C makes one), or end MIG mode (nvidia-smi -i $gpu_index -mig 0); then renew the CDI specification"
        ;;
    esac
  done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
}

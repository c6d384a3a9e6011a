# The kernel's side of the NVIDIA driver: which module is installed for which kernel, Secure Boot, the kernel's log. Read-only.

# The module that is installed for the running kernel. Sets gpu_kernel (its release), gpu_installed (the module's version, empty for
# none), gpu_installed_flavour (open or proprietary) and gpu_signer (who signed it, empty for nobody).
gpu_read_installed() {
  gpu_kernel='' gpu_installed='' gpu_installed_flavour='' gpu_signer=''
  [ ! -r "$gpu_procfs/sys/kernel/osrelease" ] || read -r gpu_kernel <"$gpu_procfs/sys/kernel/osrelease" || :
  case $gpu_card_count:$gpu_flavour in
    0:none | *:wsl) return 0 ;;
  esac
  gpu_find_module_name
  while IFS=: read -r gpu_key gpu_value; do
    gpu_value=${gpu_value#"${gpu_value%%[![:space:]]*}"}
    case $gpu_key in
      version) gpu_installed=$gpu_value ;;
      signer) gpu_signer=$gpu_value ;;
      license)
        case $gpu_value in
          NVIDIA) gpu_installed_flavour=proprietary ;;
          *) gpu_installed_flavour=open ;;
        esac
        ;;
    esac
  done <<PODWRIGHT_MODINFO
$(PATH="$PATH:/usr/sbin:/sbin" modinfo "$gpu_module" 2>/dev/null)
PODWRIGHT_MODINFO
}

# Sets gpu_module to the name that the module has on disk. On Debian several may be installed, and modprobe's configuration chooses:
# install nvidia modprobe -i nvidia-current $CMDLINE_OPTS
gpu_find_module_name() {
  gpu_module=nvidia
  [ -r /etc/modprobe.d/nvidia.conf ] || return 0
  while read -r gpu_word gpu_key gpu_more gpu_more gpu_value gpu_more || [ -n "$gpu_word" ]; do
    case $gpu_word:$gpu_key:$gpu_value in
      install:nvidia:nvidia-*) gpu_module=$gpu_value ;;
    esac
  done </etc/modprobe.d/nvidia.conf
}

# Sets gpu_other_kernels to the kernels besides the running one that a module is installed for, and gpu_next_kernel to the newest of them
# where that is newer than the running one: the kernel that the next boot takes.
gpu_find_other_kernels() {
  gpu_other_kernels='' gpu_next_kernel=''
  for gpu_path in "$gpu_modules"/*/; do
    gpu_value=${gpu_path%/}
    gpu_value=${gpu_value##*/}
    if [ "$gpu_value" = "$gpu_kernel" ]; then continue; fi
    for gpu_file in "$gpu_path"updates/dkms/nvidia.ko* "$gpu_path"updates/dkms/nvidia-current*.ko* \
      "$gpu_path"updates/nvidia.ko* "$gpu_path"extra/nvidia.ko* \
      "$gpu_path"extra/nvidia*/nvidia.ko* "$gpu_path"weak-updates/nvidia*/nvidia.ko* "$gpu_path"kernel/nvidia*/nvidia.ko* \
      "$gpu_path"kernel/drivers/video/nvidia*/nvidia.ko* "$gpu_path"kernel/drivers/char/drm/nvidia.ko*; do
      if [ -e "$gpu_file" ]; then
        gpu_other_kernels="$gpu_other_kernels${gpu_other_kernels:+ }$gpu_value"
        break
      fi
    done
  done
  [ -n "$gpu_other_kernels" ] || return 0
  # The names have no blanks.
  gpu_value=$(printf '%s\n' "$gpu_kernel" $gpu_other_kernels | sort -V | tail -n 1)
  if [ "$gpu_value" != "$gpu_kernel" ]; then gpu_next_kernel=$gpu_value; fi
}

# Whether the firmware lets only signed modules in. The variable is four bytes of attributes and one of value.
gpu_secure_boot() {
  gpu_file=$gpu_sysfs/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
  if [ -r "$gpu_file" ]; then
    case $(od -An -v -t u1 "$gpu_file" 2>/dev/null) in
      *' 1') return 0 ;;
      *' 0') return 1 ;;
    esac
  fi
  case $(PATH="$PATH:/usr/sbin:/sbin" mokutil --sb-state 2>/dev/null) in
    *'SecureBoot enabled'*) return 0 ;;
  esac
  return 1
}

# What the kernel said of NVIDIA GPUs and modules since it booted, where this user may read it. Sets gpu_log.
gpu_read_log() {
  gpu_log=$(dmesg 2>/dev/null | grep -i -E 'NVRM|nvidia|nouveau|Xid|unsigned module|Key was rejected' | tail -n 200) || gpu_log=''
}

gpu_log_has() {
  for gpu_value in "$@"; do
    case $gpu_log in
      *"$gpu_value"*) return 0 ;;
    esac
  done
  return 1
}

# Whether a process of that name runs, as the kernel cuts names (15 characters). Needs no right to see more of it.
gpu_process_runs() {
  for gpu_file in "$gpu_procfs"/[0-9]*/comm; do
    if { read -r gpu_value <"$gpu_file"; } 2>/dev/null && [ "$gpu_value" = "$1" ]; then return 0; fi
  done
  return 1
}

# requires: docker gpu_explain
# What NVIDIA GPUs a host has and what state their software is in, with and without NVIDIA's tools. Read-only.

# gpu_survey SYSFS PROCFS: sets gpu_* variables that gpu_report puts out.
gpu_survey() {
  gpu_sysfs=$1 gpu_procfs=$2
  gpu_devices='' gpu_count=0 gpu_pci='' gpu_pci_count=0 gpu_switches=0 gpu_held='' gpu_driver='' gpu_flavour=none gpu_smi=''
  gpu_cuda='' gpu_toolkit='' gpu_runtime=false gpu_cdi=false gpu_usable=false gpu_problem='' gpu_remedy='' gpu_text=''
  gpu_read_pci
  gpu_read_module
  if gpu_find_smi && gpu_query; then
    gpu_usable=true
    gpu_read_cuda
  else
    gpu_read_known
    gpu_explain
  fi
  gpu_find_toolkit
  [ "$gpu_count" = 0 ] || gpu_find_docker
}

# The cards that the kernel sees: vendor NVIDIA, class VGA or 3D controller. Audio and USB functions of a card have other classes.
gpu_read_pci() {
  for gpu_path in "$gpu_sysfs"/bus/pci/devices/*; do
    [ -r "$gpu_path/vendor" ] && [ -r "$gpu_path/class" ] || continue
    read -r gpu_vendor <"$gpu_path/vendor"
    [ "$gpu_vendor" = 0x10de ] || continue
    read -r gpu_class <"$gpu_path/class"
    case $gpu_class in
      0x0300* | 0x0302*) ;;
      0x0680*)
        gpu_switches=$((gpu_switches + 1))
        continue
        ;;
      *) continue ;;
    esac
    gpu_device=unknown
    [ ! -r "$gpu_path/device" ] || read -r gpu_device <"$gpu_path/device"
    gpu_module=$(readlink "$gpu_path/driver") || gpu_module=''
    gpu_pci_count=$((gpu_pci_count + 1))
    gpu_pci="$gpu_pci${gpu_path##*/} ${gpu_device#0x}
"
    case " $gpu_held " in
      *" ${gpu_module##*/} "*) ;;
      *) gpu_held="$gpu_held${gpu_held:+ }${gpu_module##*/}" ;;
    esac
  done
}

# The kernel module that is loaded. Its version is the first word that looks like one.
gpu_read_module() {
  gpu_line=''
  if [ -r "$gpu_procfs/driver/nvidia/version" ]; then
    read -r gpu_line <"$gpu_procfs/driver/nvidia/version" || :
  fi
  case $gpu_line in
    *'Open Kernel Module'*) gpu_flavour=open ;;
    *'Kernel Module'*) gpu_flavour=proprietary ;;
    *)
      if gpu_is_wsl; then
        gpu_flavour=wsl
      else
        case " $gpu_held " in *' nouveau '*) gpu_flavour=nouveau ;; esac
      fi
      return 0
      ;;
  esac
  for gpu_word in $gpu_line; do
    case $gpu_word in
      [0-9][0-9][0-9].[0-9]*)
        gpu_driver=$gpu_word
        break
        ;;
    esac
  done
}

gpu_is_wsl() {
  gpu_release=''
  [ ! -r "$gpu_procfs/sys/kernel/osrelease" ] || read -r gpu_release <"$gpu_procfs/sys/kernel/osrelease"
  case $gpu_release in
    *[Mm]icrosoft*) return 0 ;;
  esac
  return 1
}

# Windows puts the tool where a shell over SSH doesn't look.
gpu_find_smi() {
  gpu_smi=$(PATH="$PATH:/usr/lib/wsl/lib:/usr/local/nvidia/bin" command -v nvidia-smi)
}

# A wedged GPU can make the tool wait for ever.
gpu_run_smi() {
  if command -v timeout >/dev/null; then timeout 30 "$gpu_smi" "$@"; else "$gpu_smi" "$@"; fi
}

# Asks for all GPUs. Old drivers don't know all fields and then say so with exit status 2. Status 1 where nothing usable comes, with
# gpu_text and gpu_rc.
gpu_query() {
  for gpu_optional in compute_cap,mig.mode.current, mig.mode.current, ''; do
    gpu_rc=0
    gpu_text=$(gpu_run_smi "--query-gpu=index,uuid,name,memory.total,driver_version,${gpu_optional}pci.bus_id" \
      --format=csv,noheader,nounits 2>&1) || gpu_rc=$?
    case $gpu_rc:$gpu_text in
      2:*) ;;
      *'is not a valid field to query'*) ;;
      *) break ;;
    esac
  done
  [ "$gpu_rc" = 0 ] || return 1
  gpu_parse "$gpu_optional"
  [ "$gpu_count" -gt 0 ]
}

# gpu_parse OPTIONAL_FIELDS: only lines with exactly the columns asked for are rows; whatever else the tool says is not.
gpu_parse() {
  while IFS=, read -r gpu_index gpu_uuid gpu_name gpu_memory gpu_version gpu_6 gpu_7 gpu_8 gpu_more; do
    case $1 in
      compute_cap*) set -- "$1" "$gpu_8" "$gpu_more" "$gpu_6" "$gpu_7" ;;
      mig*) set -- "$1" "$gpu_7" "$gpu_8" '' "$gpu_6" ;;
      *) set -- "$1" "$gpu_6" "$gpu_7" '' '' ;;
    esac
    [ -n "$2" ] && [ -z "$3" ] || continue
    case $gpu_index in
      '' | *[!0-9]*) continue ;;
    esac
    gpu_driver=${gpu_version# }
    gpu_add "$gpu_index" "${gpu_uuid# }" "${gpu_name# }" "${gpu_memory# }" "${2# }" "${4# }" "${5# }"
  done <<PODWRIGHT_ROWS
$gpu_text
PODWRIGHT_ROWS
}

# gpu_add INDEX UUID NAME MEMORY_MIB PCI COMPUTE_CAPABILITY MIG
gpu_add() {
  gpu_count=$((gpu_count + 1))
  case $4 in
    '' | *[!0-9]*) set -- "$1" "$2" "$3" 0 "$5" "$6" "$7" ;;
  esac
  case $7 in
    Enabled) gpu_mig=enabled ;;
    Disabled) gpu_mig=disabled ;;
    *) gpu_mig=unsupported ;;
  esac
  case $6 in
    *[0-9].[0-9]*) gpu_capability=$6 ;;
    *) gpu_capability='' ;;
  esac
  gpu_devices="$gpu_devices$1|$2|$3|$4|$(gpu_address "$5")|$gpu_capability|$gpu_mig
"
}

# nvidia-smi's 00000000:01:00.0 as the kernel has it: 0000:01:00.0.
gpu_address() {
  case $1 in
    0000????:??:??.?) gpu_value=${1#0000} ;;
    *) gpu_value=$1 ;;
  esac
  printf '%s\n' "$gpu_value" | tr 'A-F' 'a-f'
}

# Without the tool: names and ids from the module's own files, else at least the device's PCI number.
gpu_read_known() {
  gpu_count=0 gpu_devices=''
  while read -r gpu_slot gpu_device; do
    [ -n "$gpu_slot" ] || continue
    gpu_name="NVIDIA device 10de:$gpu_device" gpu_uuid=''
    gpu_file=$gpu_procfs/driver/nvidia/gpus/$gpu_slot/information
    if [ -r "$gpu_file" ]; then
      while IFS=: read -r gpu_key gpu_value; do
        gpu_value=${gpu_value#"${gpu_value%%[![:space:]]*}"}
        case $gpu_key in
          Model*) gpu_name=$gpu_value ;;
          'GPU UUID'*) gpu_uuid=$gpu_value ;;
        esac
      done <"$gpu_file"
    fi
    gpu_add "$gpu_count" "$gpu_uuid" "$gpu_name" 0 "$gpu_slot" '' ''
  done <<PODWRIGHT_PCI
$gpu_pci
PODWRIGHT_PCI
}

# The header of the tool's table is the only place that names it.
gpu_read_cuda() {
  gpu_cuda=$(gpu_run_smi 2>/dev/null | sed -n 's/.*CUDA Version: *\([0-9][0-9.]*\).*/\1/p' | head -n 1)
}

gpu_find_toolkit() {
  command -v nvidia-ctk >/dev/null || return 0
  gpu_toolkit=$(nvidia-ctk --version 2>/dev/null | sed -n 's/.*[vV]ersion *\([0-9][0-9.]*\).*/\1/p' | head -n 1)
  gpu_toolkit=${gpu_toolkit:-unknown}
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

# The outputs.
gpu_report() {
  pw_output count "$gpu_count"
  gpu_names='
'
  while IFS='|' read -r gpu_index gpu_uuid gpu_name gpu_memory gpu_bus gpu_capability gpu_mig; do
    [ -n "$gpu_index" ] || continue
    pw_output devices "index=$gpu_index" "uuid=$gpu_uuid" "name=$gpu_name" "memory_mib=$gpu_memory" "pci=$gpu_bus" \
      "compute_cap=$gpu_capability" "mig=$gpu_mig"
    case $gpu_names in
      *"
$gpu_name
"*) ;;
      *)
        gpu_names="$gpu_names$gpu_name
"
        pw_output types "$gpu_name"
        ;;
    esac
  done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
  pw_output has_driver "$gpu_usable"
  pw_output driver_version "$gpu_driver"
  pw_output driver_flavour "$gpu_flavour"
  pw_output cuda_version "$gpu_cuda"
  if [ -n "$gpu_toolkit" ]; then pw_output has_toolkit true; else pw_output has_toolkit false; fi
  pw_output toolkit_version "$gpu_toolkit"
  pw_output docker_runtime "$gpu_runtime"
  pw_output cdi "$gpu_cdi"
  pw_output nvswitches "$gpu_switches"
  pw_output problem "$gpu_problem"
  pw_output remedy "$gpu_remedy"
}

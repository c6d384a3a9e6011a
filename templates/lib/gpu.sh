# requires: gpu_kernel gpu_explain
# What NVIDIA GPUs a host has and what state their driver is in, with and without NVIDIA's tools. Read-only.

# gpu_survey SYSFS PROCFS MODULES: sets these, and gpu_problem and gpu_remedy where something is amiss.
#   gpu_cards      a line for each card that the kernel sees: slot, PCI device number, kernel driver (- for none)
#   gpu_card_count, gpu_switches (NVSwitches), gpu_held (the kernel drivers of the cards)
#   gpu_devices    a line for each GPU: index|uuid|name|memory in MiB|slot|compute capability|MIG mode
#   gpu_count, gpu_usable (true where the driver answers and has GPUs), gpu_driver (the loaded version), gpu_flavour
#   gpu_smi, gpu_rc, gpu_text (nvidia-smi: its path, exit status and words), gpu_mig_devices (a line each: gpu|index|profile|uuid)
#   gpu_reboot (true where only a reboot helps)
gpu_survey() {
  gpu_sysfs=$1 gpu_procfs=$2 gpu_modules=$3
  gpu_cards='' gpu_card_count=0 gpu_switches=0 gpu_held=''
  gpu_devices='' gpu_count=0 gpu_usable=false gpu_driver='' gpu_flavour=none gpu_mig_devices=''
  gpu_smi='' gpu_rc=0 gpu_text='' gpu_problem='' gpu_remedy='' gpu_reboot=false
  gpu_newline='
'
  gpu_read_cards
  gpu_read_loaded
  gpu_read_installed
  if gpu_find_smi && gpu_query; then
    gpu_usable=true
    gpu_read_mig
  else
    gpu_read_known
  fi
  gpu_explain
}

# The cards that the kernel sees: vendor NVIDIA, class VGA or 3D controller. Audio and USB functions of a card have other classes.
gpu_read_cards() {
  for gpu_path in "$gpu_sysfs"/bus/pci/devices/*; do
    [ -r "$gpu_path/vendor" ] && [ -r "$gpu_path/class" ] || continue
    read -r gpu_value <"$gpu_path/vendor" || :
    [ "$gpu_value" = 0x10de ] || continue
    read -r gpu_value <"$gpu_path/class" || :
    case $gpu_value in
      0x0300* | 0x0302*) gpu_read_card "${gpu_path##*/}" ;;
      0x0680*) gpu_switches=$((gpu_switches + 1)) ;;
    esac
  done
}

gpu_read_card() {
  gpu_value=unknown gpu_holder=-
  [ ! -r "$gpu_path/device" ] || read -r gpu_value <"$gpu_path/device" || :
  for gpu_link in "$gpu_sysfs"/bus/pci/drivers/*/"$1"; do
    [ -e "$gpu_link" ] || [ -L "$gpu_link" ] || continue
    gpu_holder=${gpu_link%/*}
    gpu_holder=${gpu_holder##*/}
  done
  gpu_card_count=$((gpu_card_count + 1))
  gpu_cards="$gpu_cards$1 ${gpu_value#0x} $gpu_holder$gpu_newline"
  case " $gpu_held " in
    *" $gpu_holder "*) ;;
    *) gpu_held="$gpu_held${gpu_held:+ }$gpu_holder" ;;
  esac
}

# The kernel module that is loaded. Its version is the first word that looks like one.
gpu_read_loaded() {
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
    if gpu_is_version "$gpu_word"; then
      gpu_driver=$gpu_word
      break
    fi
  done
}

gpu_is_version() {
  case $1 in
    *[!0-9.]*) return 1 ;;
    [0-9][0-9][0-9].[0-9]* | [0-9][0-9][0-9][0-9].[0-9]*) return 0 ;;
    *) return 1 ;;
  esac
}

gpu_is_wsl() {
  gpu_release=''
  [ ! -r "$gpu_procfs/sys/kernel/osrelease" ] || read -r gpu_release <"$gpu_procfs/sys/kernel/osrelease" || :
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

# Asks for all GPUs. Old drivers don't know all fields and then say so with exit status 2. Rows that come with another status (a
# corrupt infoROM, one lost GPU of several) count. Status 1 where there are none.
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
    case $gpu_index:$gpu_uuid in
      *[!0-9]*:* | :*) continue ;;
      *': GPU-'*) ;;
      *) continue ;;
    esac
    gpu_version=${gpu_version# }
    if gpu_is_version "$gpu_version"; then gpu_driver=$gpu_version; fi
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
    *[!0-9.]*) gpu_capability='' ;;
    *[0-9].[0-9]*) gpu_capability=$6 ;;
    *) gpu_capability='' ;;
  esac
  gpu_devices="$gpu_devices$1|$2|$3|$4|$(gpu_address "$5")|$gpu_capability|$gpu_mig$gpu_newline"
}

# nvidia-smi's 00000000:01:00.0 as the kernel has it: 0000:01:00.0, in small letters.
gpu_address() {
  case $1 in
    0000????:??:??.?) gpu_value=${1#0000} ;;
    *) gpu_value=$1 ;;
  esac
  case $gpu_value in
    *[A-F]*) printf '%s\n' "$gpu_value" | tr 'A-F' 'a-f' ;;
    *) printf '%s\n' "$gpu_value" ;;
  esac
}

# The instances of GPUs in MIG mode, from the tool's list:
#   GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-…)
#     MIG 3g.20gb     Device  0: (UUID: MIG-…)
gpu_read_mig() {
  case $gpu_devices in
    *'|enabled'*) ;;
    *) return 0 ;;
  esac
  gpu_index=''
  while read -r gpu_word gpu_value gpu_more; do
    case $gpu_word in
      GPU) gpu_index=${gpu_value%:} ;;
      MIG)
        gpu_uuid=${gpu_more##*UUID: }
        gpu_more=${gpu_more#Device}
        gpu_more=${gpu_more%%:*}
        gpu_mig_devices="$gpu_mig_devices$gpu_index|${gpu_more##* }|$gpu_value|${gpu_uuid%)}$gpu_newline"
        ;;
    esac
  done <<PODWRIGHT_LIST
$(gpu_run_smi -L 2>/dev/null)
PODWRIGHT_LIST
}

# Without the tool: names and ids from the module's own files, else at least the device's PCI number.
gpu_read_known() {
  gpu_count=0 gpu_devices=''
  while read -r gpu_slot gpu_device gpu_holder; do
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
  done <<PODWRIGHT_CARDS
$gpu_cards
PODWRIGHT_CARDS
}

# requires: gpu service docker_config
# Descriptions of the GPUs by the Container Device Interface: whether they are those of the driver and the GPUs that are there now.

# Sets toolkit_cdi_state (absent, fresh, or what is wrong) for a description's text.
toolkit_cdi_judge() {
  toolkit_cdi_state=absent
  [ -n "$1" ] || return 0
  toolkit_cdi_state=fresh
  # Libraries of WSL carry no version.
  if [ -n "$gpu_driver" ]; then
    case $1 in
      *".so.$gpu_driver"*) ;;
      *)
        toolkit_cdi_state=$(printf '%s\n' "$1" | sed -n 's/.*lib[a-z-]*\.so\.\([0-9][0-9]*\.[0-9.]*[0-9]\).*/driver \1/p' | head -n 1)
        toolkit_cdi_state=${toolkit_cdi_state:-another driver}
        return 0
        ;;
    esac
  fi
  toolkit_cdi_judge_devices "$1"
}

# Where devices are named by UUID, as all newer versions do, each that is there must be named, and no other.
toolkit_cdi_judge_devices() {
  toolkit_cdi_named=$(printf '%s\n' "$1" | sed -n 's/^[^#]*name"*: *"*\([GM][PI][UG]-[0-9a-f-]*\).*/\1/p' | sort -u)
  [ -n "$toolkit_cdi_named" ] || return 0
  toolkit_cdi_there=$(toolkit_cdi_uuids | sort -u)
  [ "$toolkit_cdi_named" = "$toolkit_cdi_there" ] || toolkit_cdi_state='other GPUs than there are now'
}

# Of a GPU that is divided only its parts can be given away.
toolkit_cdi_uuids() {
  printf '%s' "$gpu_devices" | while IFS='|' read -r toolkit_x toolkit_uuid toolkit_text toolkit_y toolkit_z toolkit_value toolkit_mig; do
    [ "$toolkit_mig" = enabled ] || printf '%s\n' "$toolkit_uuid"
  done
  printf '%s' "$gpu_mig_devices" | while IFS='|' read -r toolkit_x toolkit_y toolkit_z toolkit_uuid; do
    printf '%s\n' "$toolkit_uuid"
  done
}

# Sets toolkit_cdi_file to the description that engines read, or to where it will be; and toolkit_cdi_state. The toolkit's own service
# (from 1.18 on) writes to /var/run/cdi, which counts more than /etc/cdi.
toolkit_cdi_look() {
  toolkit_cdi_file=/etc/cdi/nvidia.yaml toolkit_cdi_text=''
  for toolkit_word in /var/run/cdi/nvidia.yaml /var/run/cdi/nvidia.json /etc/cdi/nvidia.yaml /etc/cdi/nvidia.json; do
    [ -r "$toolkit_word" ] || continue
    toolkit_cdi_file=$toolkit_word
    toolkit_cdi_text=$(cat "$toolkit_word")
    break
  done
  toolkit_cdi_judge "$toolkit_cdi_text"
}

toolkit_check_cdi() {
  toolkit_cdi_look
  [ "$toolkit_cdi" = auto ] || return 0
  if [ "$gpu_usable" != true ]; then
    toolkit_warn "the GPUs can't be described for containers (CDI): ${gpu_problem:-there is no NVIDIA GPU with a driver on this host}; run this again when the driver is there"
    [ "$toolkit_cdi_state" != absent ] || toolkit_cdi_file=''
    return 0
  fi
  toolkit_cdi_declare "$toolkit_cdi_file"
  for toolkit_scope in $toolkit_scopes; do
    toolkit_cdi_for_user "$toolkit_scope" || continue
    toolkit_cdi_declare "$toolkit_cdi_own"
  done
  toolkit_cdi_look
}

toolkit_cdi_declare() {
  [ "$toolkit_cdi_state" = fresh ] || pw_change "CDI specification $1" "$toolkit_cdi_state" "driver ${gpu_driver:-of WSL}, GPUs: $gpu_count"
}

# Where an engine has a folder of its own: sets toolkit_cdi_own, the description in it, and toolkit_cdi_state. Status 1 for all others.
toolkit_cdi_for_user() {
  [ "$1" != system ] || return 1
  docker_config_load "$1" "$toolkit_plan"
  docker_config_ask
  toolkit_needs_own_folder || return 1
  toolkit_cdi_own=$rootless_config/cdi/nvidia.yaml
  toolkit_cdi_judge "$(rootless_as_user cat "$toolkit_cdi_own" 2>/dev/null || :)"
}

# --- for apply -------------------------------------------------------------------------------------------------------

# Describes the GPUs anew, by the toolkit's own service where there is one.
toolkit_cdi_generate() {
  [ "$toolkit_cdi:$gpu_usable" = auto:true ] || return 0
  toolkit_cdi_look
  if [ "$toolkit_cdi_state" != fresh ]; then
    pw_progress 'describing the GPUs for containers (CDI)'
    toolkit_cdi_refresh
    toolkit_cdi_look
  fi
  [ "$toolkit_cdi_state" = fresh ] || toolkit_cdi_write
  for toolkit_scope in $toolkit_scopes; do
    toolkit_cdi_for_user "$toolkit_scope" || continue
    [ "$toolkit_cdi_state" = fresh ] || toolkit_cdi_write_own
  done
}

toolkit_cdi_refresh() {
  service_manager_load
  [ "$service_manager" = systemd ] || return 0
  service_load nvidia-cdi-refresh
  [ "$service_known" = yes ] || return 0
  systemctl --no-pager restart nvidia-cdi-refresh.service || pw_warn "the service nvidia-cdi-refresh failed; using nvidia-ctk itself"
}

# A description that was there in /var/run/cdi would count more than this one.
toolkit_cdi_write() {
  case $toolkit_cdi_file in
    *.json) toolkit_cdi_format=json ;;
    *) toolkit_cdi_format=yaml ;;
  esac
  install -d -m 0755 "${toolkit_cdi_file%/*}"
  toolkit_text=$(nvidia-ctk cdi generate "--format=$toolkit_cdi_format" "--output=$toolkit_cdi_file" 2>&1) || toolkit_cdi_explain
}

toolkit_cdi_write_own() {
  toolkit_text=$(rootless_as_user sh -c 'mkdir -p "${1%/*}" && nvidia-ctk cdi generate "--output=$1"' sh "$toolkit_cdi_own" 2>&1) ||
    toolkit_cdi_explain
}

toolkit_cdi_explain() {
  printf '%s\n' "$toolkit_text" >&2
  pw_fail "nvidia-ctk can't describe the GPUs: ${toolkit_text##*
}" "see whether nvidia-smi works on this host: a driver that was upgraded while the old one is loaded needs a reboot"
}

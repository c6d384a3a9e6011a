# requires: docker
# Which GPU of this host is whose: GPUs are given by number so that no two containers of Podwright have the same one, also where several
# runs choose at once, and where each user has an engine of their own.
#
# Containers of the same engine say by the label dev.podwright.gpus what they have. Those of other engines are known by reservations:
# /var/tmp/podwright-gpus-UID/NAME.ENGINE, which only that user can write. A reservation counts while its container is there; where its engine
# can't be asked, while the container runs or is younger than ten minutes. Choosing happens under a lock of /var/tmp itself.
#
# The GPUs of this host are those in gpu_devices, which gpu_survey of the library gpu sets.

gpu_place() {
  printf '%s\n' "${PODWRIGHT_GPU_FOLDER:-/var/tmp}"
}

# gpu_with_lock COMMAND…: runs it while no other run on this host does.
gpu_with_lock() {
  gpu_folder=$(gpu_place)
  command -v flock >/dev/null || pw_fail "there is no flock on this host, which keeps two runs from choosing the same GPU" "install util-linux"
  {
    gpu_tries=0
    while ! flock -n 8; do
      gpu_tries=$((gpu_tries + 1))
      [ "$gpu_tries" -le 120 ] || pw_fail "another run has been choosing GPUs on this host for two minutes" "see who holds $gpu_folder: fuser -v $gpu_folder"
      [ "$gpu_tries" -gt 1 ] || pw_progress "waiting for another run that chooses GPUs"
      sleep 1
    done
    "$@"
  } 8<"$gpu_folder"
}

# gpu_choose COUNT NAME PREFERRED: sets gpu_chosen (UUIDs, parted by commas) for the container of that name, rather those that it had;
# status 1 with gpu_lack and gpu_lack_remedy.
gpu_choose() {
  gpu_find_holders "$2"
  gpu_chosen='' gpu_chosen_count=0 gpu_partitioned=0
  for gpu_pass in preferred any; do
    while IFS='|' read -r gpu_index gpu_uuid gpu_name gpu_memory gpu_bus gpu_capability gpu_mig gpu_rest; do
      [ -n "$gpu_uuid" ] || continue
      if [ "$gpu_mig" = enabled ]; then
        gpu_partitioned=$((gpu_partitioned + 1))
        continue
      fi
      case $gpu_pass:",$3," in
        preferred:*",$gpu_uuid,"* | any:*) gpu_take "$gpu_uuid" "$1" ;;
      esac
    done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
  done
  [ "$gpu_chosen_count" -lt "$1" ] || return 0
  gpu_explain_lack "$1"
  return 1
}

# gpu_take UUID COUNT: unless it is somebody's, or there are enough.
gpu_take() {
  [ "$gpu_chosen_count" -lt "$2" ] || return 0
  case ",$gpu_chosen," in *",$1,"*) return 0 ;; esac
  case $gpu_holders in *"
$1 "*) return 0 ;; esac
  gpu_chosen=$gpu_chosen${gpu_chosen:+,}$1 gpu_chosen_count=$((gpu_chosen_count + 1))
}

# gpu_explain_lack COUNT: who holds what.
gpu_explain_lack() {
  gpu_lack="wants $1 of $gpu_count GPUs, and $gpu_chosen_count are free"
  while read -r gpu_uuid gpu_holder; do
    [ -z "$gpu_uuid" ] || gpu_lack="$gpu_lack; $gpu_uuid is held by $gpu_holder"
  done <<PODWRIGHT_HOLDERS
$gpu_holders
PODWRIGHT_HOLDERS
  gpu_lack_remedy='remove a container that needs its GPU no more, ask for fewer, or name the GPUs to share them'
  if [ "$gpu_partitioned" -gt 0 ]; then
    gpu_lack="$gpu_lack; $((gpu_partitioned / 2)) are partitioned (MIG)"
    gpu_lack_remedy="name MIG devices by their ids (nvidia-smi -L); a number is of whole GPUs"
  fi
}

# gpu_find_holders NAME: sets gpu_holders, lines of UUID and who has it, without the container of that name itself.
gpu_find_holders() {
  gpu_holders='
'
  gpu_text=$(docker_cli ps --all --no-trunc --filter label=dev.podwright.gpus --format '{{.Names}} {{.Label "dev.podwright.gpus"}}' 2>&1) ||
    docker_fail "the containers with GPUs can't be listed" "$gpu_text"
  while read -r gpu_holder gpu_value; do
    case $gpu_holder in
      '' | "$1" | "$1.podwright-new" | "$1.podwright-old") ;;
      *) gpu_hold "$gpu_value" "container $gpu_holder" ;;
    esac
  done <<PODWRIGHT_CONTAINERS
$gpu_text
PODWRIGHT_CONTAINERS
  gpu_read_reservations
}

# gpu_hold UUIDS WHO
gpu_hold() {
  gpu_left=$1,
  while [ -n "$gpu_left" ]; do
    case ${gpu_left%%,*} in
      '' | *[!A-Za-z0-9:-]*) ;;
      *)
        gpu_holders="$gpu_holders${gpu_left%%,*} $2
"
        ;;
    esac
    gpu_left=${gpu_left#*,}
  done
}

# Reservations of other engines. A folder counts only where it is the user's whose number it bears.
gpu_read_reservations() {
  for gpu_folder in "$(gpu_place)"/podwright-gpus-*; do
    [ -d "$gpu_folder" ] && [ ! -L "$gpu_folder" ] || continue
    gpu_owner=$(stat -c %u "$gpu_folder" 2>/dev/null) || continue
    [ "$gpu_owner" = "${gpu_folder##*/podwright-gpus-}" ] || continue
    for gpu_file in "$gpu_folder"/*; do
      [ -f "$gpu_file" ] && [ ! -L "$gpu_file" ] && [ -r "$gpu_file" ] || continue
      gpu_read_reservation "$gpu_file"
    done
  done
}

# gpu_read_reservation FILE
gpu_read_reservation() {
  read -r gpu_uuids gpu_id gpu_engine <"$1" || [ -n "${gpu_engine:-}" ] || return 0
  case $gpu_id in *[!0-9a-f]* | '') return 0 ;; esac
  case $gpu_engine in unix:///*) ;; *) return 0 ;; esac
  [ "$gpu_engine" != "$(gpu_engine)" ] || return 0
  gpu_reservation_lives "$1" || return 0
  gpu_text=${1##*/}
  gpu_hold "$gpu_uuids" "container ${gpu_text%.*} of user $(gpu_user "$gpu_owner")"
}

# gpu_reservation_lives FILE
gpu_reservation_lives() {
  if [ -w "${gpu_engine#unix://}" ]; then
    gpu_text=$(docker --host "$gpu_engine" container inspect --format '{{.Id}}' "$gpu_id" 2>&1) && return 0
  elif docker_sudo_works; then
    gpu_text=$(sudo -n docker --host "$gpu_engine" container inspect --format '{{.Id}}' "$gpu_id" 2>&1) && return 0
  else
    gpu_text=''
  fi
  case $gpu_text in *[Nn]'o such '*) return 1 ;; esac
  # Each running container has a shim that bears its id.
  if printf '%s\n' "$gpu_id" | grep -qsF -f /dev/stdin /proc/[0-9]*/cmdline; then return 0; fi
  [ -n "$(find "$1" -mmin -10 2>/dev/null)" ]
}

# gpu_user UID: its name, else the number.
gpu_user() {
  gpu_text=$(getent passwd "$1" 2>/dev/null) || gpu_text=$(grep "^[^:]*:[^:]*:$1:" /etc/passwd) || gpu_text=$1
  printf '%s\n' "${gpu_text%%:*}"
}

# The engine's address, in one spelling.
gpu_engine() {
  case ${DOCKER_HOST:-} in
    unix:///var/run/*) printf 'unix:///run/%s\n' "${DOCKER_HOST#unix:///var/run/}" ;;
    '') echo unix:///run/docker.sock ;;
    *) printf '%s\n' "$DOCKER_HOST" ;;
  esac
}

# gpu_reserve NAME ID UUIDS: for what other engines' runs choose.
gpu_reserve() {
  [ "$docker_mode" != remote ] && [ -n "$3" ] || return 0
  gpu_folder=$(gpu_place)/podwright-gpus-$docker_uid
  (umask 022 && mkdir -p "$gpu_folder") 2>/dev/null || :
  if [ ! -d "$gpu_folder" ] || [ -L "$gpu_folder" ] || [ "$(stat -c %u "$gpu_folder" 2>/dev/null)" != "$docker_uid" ]; then
    pw_warn "$gpu_folder is not a folder of this user, so other users' runs won't know that container $1 has $3"
    return 0
  fi
  (umask 022 && printf '%s %s %s\n' "$3" "$2" "$(gpu_engine)" >"$gpu_folder/.$1" && mv -f "$gpu_folder/.$1" "$gpu_folder/$(gpu_entry "$1")")
}

# gpu_entry NAME: the file's name of its reservation. A user may have containers of one name in several engines.
gpu_entry() {
  gpu_text=$(gpu_engine | cksum)
  printf '%s.%s\n' "$1" "${gpu_text%% *}"
}

# gpu_release NAME
gpu_release() {
  case $1 in */*) return 0 ;; esac
  gpu_folder=$(gpu_place)/podwright-gpus-$docker_uid
  [ ! -d "$gpu_folder" ] || rm -f "$gpu_folder/$(gpu_entry "$1")"
}

# gpu_uuid_of INDEX|UUID: status 1 where the host has no such GPU.
gpu_uuid_of() {
  while IFS='|' read -r gpu_index gpu_uuid gpu_rest; do
    case $1 in
      '') ;;
      "$gpu_index" | "$gpu_uuid")
        printf '%s\n' "$gpu_uuid"
        return 0
        ;;
    esac
  done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
  return 1
}

# gpu_uuids_of LIST: MIG devices stay as they are.
gpu_uuids_of() {
  gpu_left=$1, gpu_value=''
  while [ -n "$gpu_left" ]; do
    gpu_value=$gpu_value${gpu_value:+,}$(gpu_uuid_of "${gpu_left%%,*}" || printf '%s\n' "${gpu_left%%,*}")
    gpu_left=${gpu_left#*,}
  done
  printf '%s\n' "$gpu_value"
}

gpu_all() {
  gpu_value=''
  while IFS='|' read -r gpu_index gpu_uuid gpu_rest; do
    [ -z "$gpu_uuid" ] || gpu_value=$gpu_value${gpu_value:+,}$gpu_uuid
  done <<PODWRIGHT_DEVICES
${gpu_devices:-}
PODWRIGHT_DEVICES
  printf '%s\n' "$gpu_value"
}

# gpu_names_of UUIDS: each name once.
gpu_names_of() {
  gpu_value=''
  while IFS='|' read -r gpu_index gpu_uuid gpu_name gpu_rest; do
    case ",$1,:,$gpu_value," in
      *,:*",$gpu_name,"*) ;;
      *",$gpu_uuid,"*:*) gpu_value=$gpu_value${gpu_value:+,}$gpu_name ;;
    esac
  done <<PODWRIGHT_DEVICES
${gpu_devices:-}
PODWRIGHT_DEVICES
  printf '%s\n' "$gpu_value"
}

# The host's GPUs in one line, for a message.
gpu_list() {
  gpu_value=''
  while IFS='|' read -r gpu_index gpu_uuid gpu_name gpu_rest; do
    [ -z "$gpu_index" ] || gpu_value="$gpu_value${gpu_value:+, }$gpu_index ($gpu_name, $gpu_uuid)"
  done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
  printf '%s\n' "${gpu_value:-none}"
}

# The CDI specifications of NVIDIA on this host; status 1 where there is none.
gpu_cdi_files() {
  gpu_value=1
  for gpu_file in /etc/cdi/nvidia*.yaml /etc/cdi/nvidia*.json /var/run/cdi/nvidia*.yaml /var/run/cdi/nvidia*.json; do
    [ -r "$gpu_file" ] || continue
    printf '%s\n' "$gpu_file"
    gpu_value=0
  done
  return "$gpu_value"
}

# gpu_cdi_name ID: the name that the specification has for a GPU: its id, else its index.
gpu_cdi_name() {
  case $1 in
    GPU-*)
      # The names of these files have no blanks.
      if ! grep -qs "name\"\{0,1\}: *\"\{0,1\}$1\"\{0,1\}" $(gpu_cdi_files) /dev/null; then
        while IFS='|' read -r gpu_index gpu_uuid gpu_rest; do
          [ "$gpu_uuid" != "$1" ] || set -- "$gpu_index"
        done <<PODWRIGHT_DEVICES
$gpu_devices
PODWRIGHT_DEVICES
      fi
      ;;
  esac
  printf '%s\n' "$1"
}

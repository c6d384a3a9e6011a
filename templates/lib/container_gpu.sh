# requires: docker container_limits gpu gpu_assign
# A container's GPUs: what is declared beside what it has, and the words that give it them.

# What the container there has: sets container_gpu_has to nothing, all, count:N or ids:LIST; CDI and Docker's own way read alike.
container_find_gpus() {
  container_gpu_has=''
  while read -r container_driver container_count container_ids; do
    case $container_driver:$container_count:$container_ids in
      :*) ;;
      *:-1:* | *nvidia.com/gpu=all,*) container_gpu_has=all ;;
      *:0:?*) container_add_gpus "$container_driver" "$container_ids" ;;
      *:[1-9]*:) container_gpu_has=count:$container_count ;;
    esac
  done <<PODWRIGHT_REQUESTS
$container_gpu_requests
PODWRIGHT_REQUESTS
}

# container_add_gpus DRIVER LIST: CDI knows other devices too. The list ends with a comma.
container_add_gpus() {
  container_left=$2
  while [ -n "$container_left" ]; do
    container_value=${container_left%%,*} container_left=${container_left#*,}
    case $1:$container_value in
      *:nvidia.com/gpu=*) container_value=${container_value#nvidia.com/gpu=} ;;
      cdi:*) continue ;;
    esac
    case $container_gpu_has in
      ids:*) container_gpu_has=$container_gpu_has,$container_value ;;
      *) container_gpu_has=ids:$container_value ;;
    esac
  done
}

container_show_gpus() {
  case $container_gpu_has in
    '') echo none ;;
    count:*) echo "${container_gpu_has#count:}" ;;
    ids:*) echo "${container_gpu_has#ids:}" ;;
    *) echo "$container_gpu_has" ;;
  esac
}

# Nothing declared is nothing compared.
container_compare_gpus() {
  container_find_gpus
  case $gpus in
    '' | "$container_gpu_has") return 0 ;;
    none)
      [ -n "$container_gpu_has" ] || return 0
      container_value=none
      ;;
    all) container_value=all ;;
    auto)
      [ "$container_gpu_has" != all ] || return 0
      [ -n "$container_gpu_has" ] || container_auto_finds_some || return 0
      container_value=all
      ;;
    count:*)
      if container_has_count; then return 0; fi
      container_value=${gpus#count:}
      ;;
    ids:*) container_value=${gpus#ids:} ;;
  esac
  container_differs gpus "$(container_show_gpus)" "$container_value"
}

# Whether the container has as many GPUs as declared, and those that it was assigned.
container_has_count() {
  case $container_gpu_has in ids:*) ;; *) return 1 ;; esac
  container_left=${container_gpu_has#ids:}, container_count=0
  while [ -n "$container_left" ]; do
    container_was_assigned "${container_left%%,*}" || return 1
    container_left=${container_left#*,} container_count=$((container_count + 1))
  done
  [ "count:$container_count" = "$gpus" ]
}

# container_was_assigned ID: CDI may know a GPU by its index only.
container_was_assigned() {
  case ",$container_gpus,:$1" in
    *",$1,"*:*) return 0 ;;
    ,,:* | *:*[!0-9]*) return 1 ;;
  esac
  container_survey
  container_value=$(gpu_uuid_of "$1") || return 1
  case ",$container_gpus," in
    *",$container_value,"*) return 0 ;;
  esac
  return 1
}

# auto: whether a host has GPUs that a container could be given. Only where the kernel shows one is more asked.
container_auto_finds_some() {
  [ "$docker_mode" != remote ] || return 1
  container_survey
  if [ "$gpu_count" = 0 ]; then return 1; fi
  if [ "$gpu_usable" = true ] && container_choose_way; then return 0; fi
  if [ "$pw_phase:$container_auto_told" = check:no ]; then
    container_auto_told=yes
    pw_warn "gpus: auto: this host has GPUs, but container $name runs without: ${gpu_problem:-$container_gpu_problem}"
  fi
  return 1
}

container_survey() {
  [ -z "${container_surveyed:-}" ] || return 0
  gpu_survey /sys /proc /lib/modules
  container_surveyed=yes
}

# Before a container is made: whether it can have the GPUs that are declared.
container_require_gpus() {
  case $gpus in
    all | ids:* | count:*) ;;
    auto)
      container_auto_finds_some || :
      return 0
      ;;
    *) return 0 ;;
  esac
  if [ "$docker_mode" = remote ]; then
    case $gpus in
      count:*) pw_fail "which GPUs are free can only be told on the engine's own host" "run this task there, or name the GPUs" ;;
    esac
    return 0
  fi
  container_survey
  if [ "$gpu_usable" != true ]; then
    container_obstacle "container $name wants GPUs: ${gpu_problem:-this host has none}" \
      "${gpu_remedy:-set gpus: auto to take them only where there are some}" missing_requirement
    return 0
  fi
  container_choose_way || container_obstacle "container $name wants GPUs: $container_gpu_problem" "$container_gpu_remedy" \
    missing_requirement
  case $gpus in
    ids:*) container_require_ids ;;
    count:*)
      gpu_choose "${gpus#count:}" "$name" "$container_gpus" ||
        container_obstacle "container $name $gpu_lack" "$gpu_lack_remedy" missing_requirement
      ;;
  esac
}

# MIG devices are Docker's to find; whole GPUs must be there.
container_require_ids() {
  container_left=${gpus#ids:},
  while [ -n "$container_left" ]; do
    container_value=${container_left%%,*} container_left=${container_left#*,}
    case $container_value in
      MIG-* | *:*) continue ;;
    esac
    gpu_uuid_of "$container_value" >/dev/null ||
      container_obstacle "container $name wants GPU $container_value, which this host doesn't have; it has $(gpu_list)" "correct gpus" \
        missing_requirement
  done
}

# How this engine gives GPUs: sets container_gpu_way to cdi or legacy; status 1 with container_gpu_problem and container_gpu_remedy.
container_choose_way() {
  container_gpu_way='' container_gpu_problem='' container_gpu_remedy='put an install_nvidia_toolkit task before this one'
  container_read_engine
  container_version=$(container_engine_text ServerVersion)
  if container_can_cdi; then
    container_gpu_way=cdi
  elif ! docker_version_at_least "$container_version" 19.03; then
    container_gpu_problem="Docker $container_version can't give GPUs to containers" container_gpu_remedy='upgrade it to 25 or newer'
  elif ! command -v nvidia-container-runtime-hook >/dev/null && ! command -v nvidia-container-cli >/dev/null; then
    container_gpu_problem='the NVIDIA Container Toolkit is not on this host'
  elif [ "$docker_mode" = rootless ] && ! grep -qs '^[[:space:]]*no-cgroups *= *true' /etc/nvidia-container-runtime/config.toml; then
    container_gpu_problem="rootless Docker $container_version can't use CDI here, and the toolkit is not set up to do without cgroups"
    container_gpu_remedy='install_nvidia_toolkit makes a CDI specification; Docker 29.2 or newer finds it without root'
  else
    container_gpu_way=legacy
  fi
  [ -n "$container_gpu_way" ]
}

# CDI: what the engine lists is certain (Docker 28.3 and newer); else a specification must be where it looks.
container_can_cdi() {
  case $container_info in
    *'"nvidia.com/gpu='*) return 0 ;;
    *'"CDISpecDirs":['[!\]]*) ;;
    *) return 1 ;;
  esac
  docker_version_at_least "$container_version" 25 || return 1
  # Until 29.2 a rootless engine couldn't follow the links to the host's specifications.
  [ "$docker_mode" != rootless ] || docker_version_at_least "$container_version" 29.2 || return 1
  gpu_cdi_files >/dev/null
}

# Under the lock: sets container_gpu_words (one a line, for docker create), container_gpu_given (UUIDs) and container_gpu_names.
container_choose_gpus() {
  container_gpu_words='' container_gpu_given='' container_gpu_names=''
  case $gpus in
    '') return 0 ;;
    none)
      container_read_engine
      # Images made for CUDA ask for all GPUs by a variable, which a default runtime of NVIDIA's follows.
      [ "$(container_engine_text DefaultRuntime)" != nvidia ] || container_gpu_words='--env=NVIDIA_VISIBLE_DEVICES=void'
      return 0
      ;;
    auto) container_auto_finds_some || return 0 ;;
  esac
  if [ "$docker_mode" = remote ]; then
    container_gpu_way=legacy
  else
    container_require_gpus
    container_choose_way || pw_fail "container $name wants GPUs: $container_gpu_problem" "$container_gpu_remedy" \
    missing_requirement
  fi
  case $gpus in
    all | auto) container_gpu_ids=all container_gpu_given=$(gpu_all) ;;
    count:*) container_gpu_ids=$gpu_chosen container_gpu_given=$gpu_chosen ;;
    ids:*) container_gpu_ids=${gpus#ids:} container_gpu_given=$(gpu_uuids_of "${gpus#ids:}") ;;
  esac
  container_write_gpu_words
}

container_write_gpu_words() {
  if [ "$container_gpu_way" = legacy ]; then
    case $container_gpu_ids in
      all) container_gpu_words=--gpus=all ;;
      *) container_gpu_words="--gpus=\"device=$container_gpu_ids\"" ;;
    esac
  else
    container_left=$container_gpu_ids,
    while [ -n "$container_left" ]; do
      container_gpu_words="$container_gpu_words--device=nvidia.com/gpu=$(container_cdi_name "${container_left%%,*}")
"
      container_left=${container_left#*,}
    done
  fi
  container_gpu_names=$(gpu_names_of "$container_gpu_given")
  case $container_info in
    *'name=selinux'*) container_gpu_words="$container_gpu_words
--security-opt=label=disable" ;;
  esac
  container_gpu_words="$container_gpu_words
--label=dev.podwright.gpus=$container_gpu_given
--label=dev.podwright.gpu_type=$container_gpu_names"
}

# container_cdi_name ID: as the engine lists it, else as the specifications on this host have it.
container_cdi_name() {
  case $container_info in
    *"\"nvidia.com/gpu=$1\""*) printf '%s\n' "$1" ;;
    *) gpu_cdi_name "$1" ;;
  esac
}

# The outputs; a GPU's name is as it was when the container was made.
container_report_gpus() {
  container_count_gpus
  pw_output gpu_enabled "$container_gpu_enabled"
  pw_output gpu_count "$container_count"
  [ "$container_gpu_enabled" = true ] || return 0
  for container_value in $container_gpu_devices; do
    pw_output gpu_devices "$container_value"
  done
  pw_output gpu_type "$container_gpu_type"
}

# Sets container_gpu_enabled (true, false), container_count (0 where that isn't known) and container_gpu_devices, ids with blanks between.
container_count_gpus() {
  container_find_gpus
  container_gpu_enabled=true container_count=0 container_gpu_devices=''
  [ -n "$container_gpu_has" ] || container_gpu_enabled=false
  container_left=${container_gpus:+$container_gpus,}
  case $container_left:$container_gpu_has in
    :ids:*) container_left=${container_gpu_has#ids:}, ;;
    :count:*) container_count=${container_gpu_has#count:} ;;
  esac
  while [ -n "$container_left" ] && [ "$container_gpu_enabled" = true ]; do
    container_gpu_devices="$container_gpu_devices ${container_left%%,*}"
    container_left=${container_left#*,} container_count=$((container_count + 1))
  done
}

# requires: docker_config docker_engine docker_engine_source engine_facts rootless rootless_fallback rootless_needs rootless_service
# What setup_rootless checks and declares. The snippet gives user, on_failure, retry, privileged_ports, config (JSON,
# or nothing), purge, repository and plan.

rootless_check_present() {
  rootless_load "$user" "$plan"
  rootless_survey
  if [ "$rootless_live" = no ]; then
    rootless_look
    if rootless_is_hopeless; then
      rootless_check_fallback
      return 0
    fi
    rootless_check_host
  fi
  rootless_check_service
  rootless_check_ports
  rootless_check_config
  if [ "$rootless_live" = no ]; then
    rootless_check_engine
    return 0
  fi
  rootless_report
}

# Whether no rootless engine can run here as far as can be known, and another is asked for then.
rootless_is_hopeless() {
  if rootless_find_obstacle; then
    [ "$on_failure" = fallback ] || pw_fail "rootless Docker can't run here: $rootless_problem" "$rootless_remedy" missing_requirement
    return 0
  fi
  [ "$on_failure" = fallback ] || return 1
  case $retry:$pw_phase in
    true:verify) ;; # what was just tried in vain is not to be tried once more
    true:*) return 1 ;;
  esac
  rootless_recall
}

# What the host itself lacks.
rootless_check_host() {
  case " $rootless_lacks " in *' dockerd '* | *' docker '*) rootless_check_packages ;; esac
  for rootless_word in $rootless_lacks; do
    case $rootless_word in dockerd | docker) continue ;; esac
    pw_change "program $rootless_word" absent installed
  done
  for rootless_word in $rootless_helpers; do
    pw_change "mode of $rootless_word" "not setuid" setuid
  done
  for rootless_kind in uid gid; do
    case $rootless_kind in uid) rootless_count=$rootless_ids_uid ;; gid) rootless_count=$rootless_ids_gid ;; esac
    [ "$rootless_count" -ge "$subids_needed" ] ||
      pw_change "subordinate ${rootless_kind}s of $rootless_user" "$rootless_count" "$((rootless_count + subids_needed))"
  done
  while read -r rootless_word rootless_old rootless_wanted; do
    [ -z "$rootless_word" ] || pw_change "sysctl $rootless_word" "$rootless_old" "$rootless_wanted"
  done <<PODWRIGHT_SETTINGS
$rootless_sysctls
PODWRIGHT_SETTINGS
  [ -z "$rootless_profile" ] || pw_change "AppArmor profile of $rootless_profile" absent "user namespaces allowed"
  for rootless_word in $rootless_modules; do
    pw_change "kernel module $rootless_word" absent loaded
  done
  case $rootless_tun in
    module) pw_change /dev/net/tun absent present ;;
    mode) pw_change "mode of /dev/net/tun" "$rootless_tun_mode" 666 ;;
  esac
}

# What keeps the engine running.
rootless_check_service() {
  [ "$rootless_manager" = systemd ] || {
    [ "$pw_phase" != check ] ||
      pw_warn "this host has no systemd, so nothing starts the rootless engine of $rootless_user when it boots; the next run does"
    return 0
  }
  rootless_lingers || pw_change "services of $rootless_user without a login" off on
  rootless_look_delegation
  [ -z "$rootless_controllers" ] || pw_change "control groups for users" "$rootless_delegated" "$rootless_controllers"
  if ! rootless_unit_fits; then
    if [ -n "$rootless_unit" ]; then
      pw_change "file of service docker of $rootless_user" other written
    else
      pw_change "file of service docker of $rootless_user" absent written
    fi
  fi
  [ "$rootless_enabled" = enabled ] || pw_change "service docker of $rootless_user at boot" disabled enabled
}

# Whether users may use ports below 1024, where that was said.
rootless_check_ports() {
  rootless_look_ports
  [ -z "$rootless_port_wanted" ] ||
    pw_change "sysctl net.ipv4.ip_unprivileged_port_start" "$rootless_port_start" "$rootless_port_wanted"
}

# Sets rootless_port_start, and rootless_port_wanted to what it should be, or to nothing where it will do.
rootless_look_ports() {
  rootless_read_sysctl net.ipv4.ip_unprivileged_port_start
  rootless_port_start=${rootless_value:-1024} rootless_port_wanted=''
  case $privileged_ports:$rootless_port_start in
    true:0 | :*) ;;
    true:*) rootless_port_wanted=0 ;;
    false:*) [ "$rootless_port_start" -ge 1024 ] || rootless_port_wanted=1024 ;;
  esac
}

# What the user's daemon.json lacks of config. An engine that runs is restarted for it.
rootless_check_config() {
  [ -n "$config" ] || return 0
  rootless_compare_config
  docker_config_check
  [ -n "$docker_config_difference" ] && [ "$rootless_live" = yes ] || return 0
  docker_config_ask
  pw_change "rootless engine of $rootless_user" running "$(docker_config_restart_words)"
}

rootless_compare_config() {
  docker_config_load "$rootless_user" "$plan"
  json_begin
  json_merge '' "$config"
  docker_config_compare
}

rootless_check_engine() {
  case $rootless_active in
    failed) pw_change "rootless engine of $rootless_user" failed running ;;
    *) pw_change "rootless engine of $rootless_user" stopped running ;;
  esac
}

# The outputs of the engine that answers.
rootless_report() {
  engine_command=$(rootless_as_user docker --version) || engine_command=''
  engine_command=${engine_command#Docker version }
  engine_command=${engine_command%%,*}
  engine_find_package
  engine_report rootless "unix://$rootless_socket" "$rootless_user"
  pw_output reason ''
  rootless_warn_limits
  subids_load uid "$rootless_user" "$rootless_uid"
  pw_output subuids "$subids_ranges"
  subids_load gid "$rootless_user" "$rootless_uid"
  pw_output subgids "$subids_ranges"
}

# Controllers that were handed on reach a service manager of a user only when it starts.
rootless_warn_limits() {
  case ${engine_cgroups% *}:$engine_limits in
    *:'true true' | none:*) return 0 ;;
  esac
  case " ${rootless_all-} " in
    *' cpu '*) ;;
    *) return 0 ;;
  esac
  pw_warn "the engine of $rootless_user can't limit memory or CPU time yet: its service manager runs since before it was allowed to; \
restart it (systemctl restart user@$rootless_uid, which ends that user's services) or reboot"
}

# state: absent
rootless_check_absent() {
  rootless_load "$user" "$plan"
  rootless_ask
  rootless_read_unit
  if [ "$rootless_live" = yes ]; then
    pw_change "rootless engine of $rootless_user" running stopped
  elif [ "$rootless_manager" = none ] && [ -n "$(rootless_find_leftovers)" ]; then
    pw_change "rootless engine of $rootless_user" running stopped
  fi
  if rootless_has_unit; then
    pw_change "service docker of $rootless_user" present absent
  fi
  if [ "$purge" = true ] && rootless_has_data; then
    pw_change "images, containers and volumes of $rootless_user" present absent
  fi
}

rootless_has_unit() {
  [ "$rootless_manager" = systemd ] && rootless_as_user test -e "$rootless_config/systemd/user/docker.service"
}

rootless_has_data() {
  rootless_find_data
  rootless_as_user test -e "$rootless_data"
}

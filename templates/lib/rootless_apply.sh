# requires: docker_config_apply rootless_check rootless_engine rootless_fallback rootless_host
# What setup_rootless does. The snippet gives user, on_failure, retry, privileged_ports, config, purge, repository, wait
# and plan.

rootless_apply_present() {
  rootless_load "$user" "$plan"
  rootless_survey
  if [ "$rootless_live" = no ]; then
    rootless_look
    if rootless_is_hopeless; then
      rootless_fall_back "$repository" "$wait"
      return 0
    fi
  fi
  case $on_failure:$rootless_live in
    # An engine that runs is not given up for something that could not be added to it.
    fail:* | *:yes) rootless_set_up ;;
    fallback:no)
      rootless_attempt rootless_set_up
      [ "$rootless_failed" = no ] || rootless_give_up
      ;;
  esac
}

rootless_set_up() {
  if [ "$rootless_live" = no ]; then rootless_prepare "$repository"; fi
  rootless_look_ports
  [ -z "$rootless_port_wanted" ] || rootless_set_sysctl net.ipv4.ip_unprivileged_port_start "$rootless_port_wanted"
  if [ "$rootless_manager" = systemd ]; then
    rootless_mend_delegation
    rootless_linger
    rootless_write_unit
    rootless_read_unit
    rootless_enable
  fi
  rootless_write_config
  if [ "$rootless_live" = no ]; then
    rootless_start "$wait"
    rootless_prove
  fi
  rootless_forget
}

rootless_write_config() {
  [ -n "$config" ] || return 0
  rootless_compare_config
  [ -n "$docker_config_difference" ] || return 0
  docker_config_apply
  [ "$rootless_live" = no ] || docker_config_restart "$wait"
}

# After a failure that only trying could show: nothing of it keeps running, so that no task finds a socket without an engine.
rootless_give_up() {
  rootless_remember "$rootless_problem" "$rootless_remedy"
  rootless_warn_fallback
  rootless_stop
  if rootless_has_unit; then rootless_systemctl disable docker.service 2>/dev/null || :; fi
  rootless_fall_back "$repository" "$wait"
}

rootless_apply_absent() {
  rootless_load "$user" "$plan"
  rootless_read_unit
  if rootless_has_unit; then
    [ ! -S "$rootless_runtime/systemd/private" ] || rootless_systemctl disable docker.service 2>/dev/null || :
  fi
  rootless_stop
  if rootless_has_unit; then
    rootless_as_user rm -f "$rootless_config/systemd/user/docker.service" "$rootless_config/systemd/user/default.target.wants/docker.service"
    [ ! -S "$rootless_runtime/systemd/private" ] || rootless_systemctl daemon-reload
  fi
  if [ "$purge" = true ] && rootless_has_data; then rootless_purge; fi
  rootless_forget
}

# Files in it belong to subordinate ids, so it takes a user namespace to remove them; root could, but might be led elsewhere by a link.
rootless_purge() {
  pw_progress "removing the images, containers and volumes of $rootless_user"
  rootless_program rootlesskit
  [ -n "$rootless_found" ] || rootless_program docker-rootlesskit
  rootless_text=$(rootless_as_user "$rootless_found" rm -rf "$rootless_data" 2>&1) ||
    rootless_fail "the data of the rootless engine of $rootless_user can't be removed" "$rootless_text"
}

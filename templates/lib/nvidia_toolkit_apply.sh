# requires: nvidia_toolkit docker_config_apply
# Installs the NVIDIA Container Toolkit and lets Docker engines know of it. For apply only.

toolkit_apply() {
  [ "$(id -u)" = 0 ] || pw_fail "installing the toolkit needs root" "set become: true for the task or the play"
  if [ "$toolkit_manage_repository" = yes ]; then
    toolkit_declare_repository
    repository_apply present yes
  fi
  toolkit_install
  toolkit_set_cgroups
  toolkit_cdi_generate
  for toolkit_scope in $toolkit_scopes; do
    toolkit_configure_engine "$toolkit_scope"
  done
}

toolkit_install() {
  toolkit_new=''
  for toolkit_word in $(toolkit_packages); do
    [ -n "$toolkit_want_version" ] || [ "$toolkit_word" = nvidia-container-toolkit ] || continue
    package_find "$toolkit_word"
    package_satisfies "$toolkit_word${toolkit_want_version:+=$toolkit_want_version}" || toolkit_new=yes
  done
  [ -n "$toolkit_new" ] || return 0
  if [ -n "$toolkit_want_version" ]; then
    # All at once, since each insists on the others' version.
    package_install $(for toolkit_word in $(toolkit_packages); do echo "$toolkit_word=$toolkit_want_version"; done)
  else
    package_install nvidia-container-toolkit
  fi
  package_load $(toolkit_packages)
  package_find nvidia-container-toolkit
  toolkit_version=$package_version
}

# Restarts only for what the check has said; otherwise a reload will do, which containers don't notice.
toolkit_configure_engine() {
  toolkit_look_at_engine "$1"
  docker_config_apply
  [ "$docker_config_live" = yes ] || return 0
  case $toolkit_restart:$toolkit_reason in
    if_needed:?*)
      toolkit_await_later
      docker_config_restart 60
      pw_output restarted "$1"
      ;;
    *)
      if [ -n "$docker_config_difference" ] || ! toolkit_engine_knows; then
        docker_config_reload
        toolkit_await_engine
      fi
      ;;
  esac
}

# An engine that starts in the very second in which the toolkit came can't be told from one that was there before.
toolkit_await_later() {
  while [ "$(date +%s)" -lt $((toolkit_arrival + 3)) ]; do sleep 1; done
}

# A reload takes a moment.
toolkit_await_engine() {
  toolkit_tries=0
  while :; do
    docker_config_ask
    ! toolkit_engine_knows || return 0
    [ "$toolkit_tries" -lt 10 ] || pw_fail "the $docker_config_label did not take up $docker_config_file when it was reloaded" \
      "its log says why (journalctl -u docker); a key that can't be reloaded keeps it from all of them"
    toolkit_tries=$((toolkit_tries + 1))
    sleep 1
  done
}

toolkit_set_cgroups() {
  toolkit_rootful=no toolkit_modern=yes
  for toolkit_scope in $toolkit_scopes; do
    docker_config_load "$toolkit_scope" false
    docker_config_ask
    case $toolkit_scope:$docker_config_live in
      system:yes) toolkit_rootful=yes ;;
      *:yes) docker_version_at_least "$docker_config_version" 25.0 || toolkit_modern=no ;;
    esac
  done
  toolkit_read_cgroups
  case $toolkit_rootful:$toolkit_modern:$toolkit_no_cgroups in
    no:no:false) toolkit_value=true ;;
    yes:yes:true) toolkit_value=false ;;
    *) return 0 ;;
  esac
  toolkit_text=$(nvidia-ctk config --set "nvidia-container-cli.no-cgroups=$toolkit_value" --in-place 2>&1) ||
    pw_fail "nvidia-ctk can't set no-cgroups in $toolkit_config: ${toolkit_text##*
}" "it can from version 1.14.4 on"
}

# requires: repository package gpu docker_config nvidia_toolkit_cdi distribution
# The NVIDIA Container Toolkit: its packages, and what the Docker engines of the host must be told of it. Read-only.

# The caller sets toolkit_want_version (may be empty), toolkit_repository, toolkit_channel, toolkit_key, toolkit_fingerprints,
# toolkit_manage_repository (yes or no), toolkit_users (names; `auto` finds them), toolkit_default_runtime (yes, no or empty),
# toolkit_cdi (auto or never), toolkit_restart (if_needed or never) and toolkit_plan (true or false).
toolkit_survey() {
  package_manager_load
  case $package_manager in
    apt | dnf | yum | microdnf | zypper) ;;
    *) pw_fail "NVIDIA has no packages of the toolkit for $package_manager" "use a host with apt, dnf or zypper" ;;
  esac
  case $toolkit_want_version in
    '' | *-*) ;;
    *) toolkit_want_version=$toolkit_want_version-1 ;;
  esac
  package_load $(toolkit_packages)
  package_find nvidia-container-toolkit
  toolkit_version=$package_version
  toolkit_find_scopes
  gpu_survey "$1" "$2" "$3"
}

# Those that belong together: from 1.18 on each insists on the very same version of the others.
toolkit_packages() {
  echo nvidia-container-toolkit nvidia-container-toolkit-base libnvidia-container-tools libnvidia-container1
}

# The engines to be told: the system's, if there is one, and those of users.
toolkit_find_scopes() {
  toolkit_scopes=''
  if docker_engine_binary >/dev/null || engine_read_process; then toolkit_scopes=system; fi
  if [ "$toolkit_users" != auto ]; then
    toolkit_scopes="$toolkit_scopes $toolkit_users"
    return 0
  fi
  while IFS=: read -r toolkit_word toolkit_x toolkit_uid toolkit_gid toolkit_text toolkit_home toolkit_shell; do
    case $toolkit_uid in
      '' | 0 | *[!0-9]*) continue ;;
    esac
    if [ -S "/run/user/$toolkit_uid/docker.sock" ] || [ -S "$toolkit_home/.docker/run/docker.sock" ] ||
      [ -e "$toolkit_home/.config/systemd/user/docker.service" ]; then
      toolkit_scopes="$toolkit_scopes $toolkit_word"
    fi
  done </etc/passwd
}

# The repository as NVIDIA's guide sets it up, in the same files.
toolkit_declare_repository() {
  repository_name=nvidia-container-toolkit repository_title=nvidia-container-toolkit repository_plan=$toolkit_plan
  repository_format=list repository_types=deb repository_components='' repository_architectures='' repository_lines=''
  repository_priority='' repository_pin='' repository_replace_conflicting=no repository_keyring='' repository_suites=/
  repository_fingerprints=$toolkit_fingerprints repository_options='' repository_key=${toolkit_key:-${toolkit_repository%/}/gpgkey}
  repository_replaces='libnvidia-container.list
nvidia-docker.list
nvidia-container-runtime.list'
  case $package_manager in
    apt)
      repository_keyring=/usr/share/keyrings/nvidia-container-toolkit-keyring.gpg
      repository_uris="${toolkit_repository%/}/$toolkit_channel/deb/\$(ARCH)"
      ;;
    *)
      repository_replaces='libnvidia-container.repo
nvidia-docker.repo
nvidia-container-runtime.repo'
      repository_uris="${toolkit_repository%/}/$toolkit_channel/rpm/\$basearch"
      # Its lists are signed, its packages are not.
      repository_options='repo_gpgcheck	1
gpgcheck	0
'
      ;;
  esac
  repository_prepare
}

toolkit_check() {
  if [ "$toolkit_manage_repository" = yes ]; then
    toolkit_declare_repository
    repository_check present
  fi
  toolkit_check_packages
  toolkit_runtime=true toolkit_rootful=no toolkit_modern=yes
  for toolkit_scope in $toolkit_scopes; do
    toolkit_check_engine "$toolkit_scope"
  done
  if [ -z "$toolkit_scopes" ]; then
    toolkit_runtime=false
    toolkit_warn 'there is no Docker engine on this host yet: run this again behind install_docker, so that it learns of the toolkit'
  fi
  toolkit_check_cgroups
  toolkit_check_cdi
  pw_output version "$toolkit_version"
  pw_output runtime "$toolkit_runtime"
  pw_output cdi_spec "$toolkit_cdi_file"
}

# Once is enough: not again when the check is run behind apply.
toolkit_warn() {
  [ "$pw_phase" = verify ] || pw_warn "$1"
}

toolkit_check_packages() {
  toolkit_new=''
  for toolkit_word in $(toolkit_packages); do
    toolkit_wanted=$toolkit_word${toolkit_want_version:+=$toolkit_want_version}
    case $toolkit_want_version:$toolkit_word in
      # The others come with it.
      :nvidia-container-toolkit | [!:]*) ;;
      *) continue ;;
    esac
    package_find "$toolkit_word"
    package_satisfies "$toolkit_wanted" && continue
    toolkit_new="$toolkit_new $toolkit_wanted"
    pw_change "package $toolkit_word" "${package_version:-absent}" "${toolkit_want_version:-installed}"
  done
}

# --- engines ---------------------------------------------------------------------------------------------------------

# Reads an engine's file and state. Sets json_edits to what its file needs, and toolkit_reason to why the engine must be restarted.
toolkit_look_at_engine() {
  docker_config_load "$1" "$toolkit_plan"
  docker_config_ask
  toolkit_make_edits
  docker_config_compare
  toolkit_find_reason
}

toolkit_make_edits() {
  json_begin
  json_query - /runtimes/nvidia/path /default-runtime
  toolkit_queried=$json_output
  case $toolkit_queried in
    */nvidia-container-runtime'"'* | *'"nvidia-container-runtime"'*) ;;
    *)
      # By a flag it has it as well, and both would not do.
      case $docker_config_runtimes in
        *' nvidia '*) docker_config_flag --add-runtime || json_merge '' '{"runtimes":{"nvidia":{"path":"nvidia-container-runtime"}}}' ;;
        *) json_merge '' '{"runtimes":{"nvidia":{"path":"nvidia-container-runtime"}}}' ;;
      esac
      ;;
  esac
  case $toolkit_default_runtime:$toolkit_queried in
    yes:*) json_set /default-runtime '"nvidia"' ;;
    # A reload takes no notice of a key that is gone.
    no:*'/default-runtime	string	"nvidia"'*) json_set /default-runtime '"runc"' ;;
  esac
  if toolkit_engine_between 25.0 28.2; then json_set /features/cdi true; fi
  if toolkit_needs_own_folder; then
    json_append /cdi-spec-dirs "$(docker_json "$rootless_config/cdi")"
  fi
}

# Whether the engine's version is at least LOW and below HIGH. Of one whose version isn't known that can't be said.
toolkit_engine_between() {
  [ -n "$docker_config_version" ] || return 1
  docker_version_at_least "$docker_config_version" "$1" && ! docker_version_at_least "$docker_config_version" "$2"
}

# An engine looks for the toolkit's hooks (for --gpus) and for CDI only when it starts.
toolkit_find_reason() {
  toolkit_reason=''
  [ "$docker_config_live" = yes ] && docker_config_find_process || return 0
  toolkit_find_arrival
  # Both times are whole seconds, and the engine's may be one too early.
  if [ -z "$toolkit_version" ] || [ "$(docker_config_began "$docker_config_process")" -lt $((toolkit_arrival + 2)) ]; then
    toolkit_reason='running since before the toolkit was there'
  elif ! toolkit_engine_has_cdi; then
    toolkit_reason='running without its CDI settings'
  fi
}

# Whether the engine took up what its file says of CDI, or will say.
toolkit_engine_has_cdi() {
  case "
$docker_config_difference" in
    *'
features'* | *'
cdi-spec-dirs'*) return 1 ;;
  esac
  if toolkit_engine_between 25.0 28.2 && [ "$docker_config_cdi" = no ]; then return 1; fi
  toolkit_needs_own_folder || return 0
  case $docker_config_cdi_folders in
    '' | *" $rootless_config/cdi "*) return 0 ;;
    *) return 1 ;;
  esac
}

# Rootless engines from 25 to 29.1 can't follow the way to /etc/cdi, so they get a folder of their own in their user's home.
toolkit_needs_own_folder() {
  [ "$docker_config_kind:$toolkit_cdi" = rootless:auto ] && toolkit_engine_between 25.0 29.2
}

# Sets toolkit_arrival to when the toolkit was first installed. Its folder of documents outlasts upgrades; where the file system doesn't
# know when that was made, the hook's own time stands in, which an upgrade renews.
toolkit_find_arrival() {
  toolkit_arrival=0
  for toolkit_word in /usr/share/doc/nvidia-container-toolkit /usr/share/licenses/nvidia-container-toolkit \
    /usr/bin/nvidia-container-runtime-hook; do
    [ -e "$toolkit_word" ] || continue
    toolkit_arrival=$(stat -c %W "$toolkit_word" 2>/dev/null) || toolkit_arrival=0
    case $toolkit_arrival in
      0 | '' | *[!0-9]*) toolkit_arrival=$(stat -c %Z "$toolkit_word") ;;
    esac
    return 0
  done
}

toolkit_check_engine() {
  toolkit_look_at_engine "$1"
  docker_config_check
  pw_output config_files "$docker_config_file"
  [ -z "$docker_config_difference" ] || toolkit_runtime=false
  case $1:$docker_config_live in
    system:yes) toolkit_rootful=yes ;;
    *:yes) docker_version_at_least "$docker_config_version" 25.0 || toolkit_modern=no ;;
  esac
  if [ -n "$toolkit_reason" ]; then
    case $toolkit_restart in
      if_needed) pw_change "$docker_config_label" "$toolkit_reason" "$(docker_config_restart_words)" ;;
      never) toolkit_warn "the $docker_config_label is $toolkit_reason, so --gpus does not work in it until somebody restarts it (restart: never)" ;;
    esac
  elif [ -z "$docker_config_difference" ] && ! toolkit_engine_knows; then
    pw_change "$docker_config_label" 'running with a former configuration' reloaded
  fi
}

# Whether the engine, if it runs, has taken up what its file says of runtimes.
toolkit_engine_knows() {
  [ "$docker_config_live" = yes ] || return 0
  case $docker_config_runtimes in
    *' nvidia '*) ;;
    *) return 1 ;;
  esac
  case $toolkit_default_runtime:$docker_config_runtime in
    yes:nvidia | no:[!n]* | :*) ;;
    *) return 1 ;;
  esac
}

# --- control groups --------------------------------------------------------------------------------------------------

# The old hook can't give devices to containers of rootless engines unless it leaves control groups alone, and then it gives none to those
# of root's engine. So that is only set where nothing else is possible: no engine of root's, and rootless ones without CDI.
toolkit_check_cgroups() {
  toolkit_read_cgroups
  toolkit_cgroups_wanted=
  case $toolkit_rootful:$toolkit_modern:$toolkit_no_cgroups in
    no:no:false) toolkit_cgroups_wanted=true ;;
    yes:yes:true) toolkit_cgroups_wanted=false ;;
    yes:no:*) toolkit_warn "a rootless engine here is older than 25 and can't use CDI; what would help it (no-cgroups) takes the GPUs from root's engine: upgrade it" ;;
  esac
  [ -z "$toolkit_cgroups_wanted" ] ||
    pw_change "$toolkit_config no-cgroups" "$toolkit_no_cgroups" "$toolkit_cgroups_wanted"
}

# Sets toolkit_no_cgroups to true or false, by the line of its section that isn't a comment.
toolkit_read_cgroups() {
  toolkit_config=/etc/nvidia-container-runtime/config.toml toolkit_no_cgroups=false toolkit_section=''
  [ -r "$toolkit_config" ] || return 0
  while read -r toolkit_word toolkit_x toolkit_value toolkit_text || [ -n "$toolkit_word" ]; do
    case $toolkit_section:$toolkit_word:$toolkit_value in
      *:'['*) toolkit_section=$toolkit_word ;;
      '[nvidia-container-cli]:no-cgroups:true') toolkit_no_cgroups=true ;;
      '[nvidia-container-cli]:no-cgroups=true:') toolkit_no_cgroups=true ;;
    esac
  done <"$toolkit_config"
}

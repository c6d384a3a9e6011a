# requires: docker_config docker_config_apply docker_engine
# What install_docker declares of the engine's configuration. The caller has read the file and begun its edits (docker_config, json).

# For checks: declares what would change, and whether the engine must be restarted for it.
engine_config_check() {
  docker_config_compare
  docker_config_check
  [ -n "$docker_config_difference" ] && [ -n "$engine_version" ] || return 0
  docker_config_ask
  ! engine_config_restarts || pw_change "docker engine" running "$(docker_config_restart_words)"
}

# For apply: writes the file, and lets an engine that runs take it up.
engine_config_apply() {
  docker_config_compare
  [ -n "$docker_config_difference" ] || return 0
  engine_config_restart=no
  if engine_config_restarts; then engine_config_restart=yes; fi
  docker_config_apply
  [ -n "$engine_version" ] || return 0
  if [ "$engine_config_restart" = yes ]; then
    docker_config_restart "$1"
  else
    docker_config_reload
  fi
}

# Whether docker_config_difference has a key that a running engine doesn't take up by a reload.
engine_config_restarts() {
  while IFS='	' read -r docker_config_word docker_config_from docker_config_to; do
    case $docker_config_word in
      '' | debug | labels | live-restore | max-concurrent-downloads | max-concurrent-uploads | max-download-attempts) ;;
      default-runtime | runtimes | runtimes[./]* | insecure-registries | registry-mirrors | shutdown-timeout) ;;
      features | features[./]* | authorization-plugins) ;;
      *) return 0 ;;
    esac
  done <<PODWRIGHT_DIFF
$docker_config_difference
PODWRIGHT_DIFF
  return 1
}

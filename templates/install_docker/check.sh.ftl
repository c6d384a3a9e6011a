plan=[=run.plan] minimum=[=version!""] enabled=[=enabled]

engine_survey
if [ -n "$engine_version" ]; then
  engine_find_package
  case $docker_mode in
    remote) user='' ;;
    rootless) user=$(id -un) ;;
    *) user=root ;;
  esac
  engine_report "$docker_mode" "$DOCKER_HOST" "$user"
  if [ -n "$minimum" ] && ! docker_version_at_least "$engine_version" "$minimum"; then
    [ "$docker_mode" != remote ] || pw_fail "the engine at $DOCKER_HOST is $engine_version, older than $minimum" \
      "upgrade it on its own machine"
    pw_change "docker engine" "$engine_version" "at least $minimum"
  fi
else
  if [ "$docker_mode" = remote ]; then
    docker_fail "the engine at $DOCKER_HOST does not answer" "$engine_text"
  fi
  case $engine_text in
    *'client version'*'is too'*) docker_fail "the docker command and the engine don't fit" "$engine_text" ;;
  esac
  if [ -z "$engine_binary" ]; then
    pw_change "docker engine" absent installed[#if source == "official"]" (docker-ce)"[/#if]
  elif [ -z "$engine_command" ]; then
    pw_change "docker command" absent installed
  fi
  # Without the command nobody can ask the engine; where there is a socket it may well be running.
  if [ -n "$engine_command" ] || [ ! -S /var/run/docker.sock ]; then
    pw_change "docker service" stopped running
  fi
fi

if [ "$enabled" = true ] && [ "$docker_mode" != remote ] && [ -n "$engine_binary" ] && ! engine_enabled; then
  pw_change "docker service at boot" disabled enabled
fi

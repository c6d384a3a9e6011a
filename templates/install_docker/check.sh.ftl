if [ -n "$engine_version" ]; then
  engine_tell
else
  engine_require_local
fi
if [ "$docker_mode" = remote ] && [ -n "$minimum" ] && ! docker_version_at_least "$engine_version" "$minimum"; then
  pw_fail "the engine at $DOCKER_HOST is $engine_version, older than $minimum" "upgrade it on its own machine"
fi

engine_decide [=source] [=repository] "$minimum"
while read -r package version; do
  [ -z "$package" ] || pw_change "package $package" "$version" absent
done <<PODWRIGHT_ERASED
${engine_erased-}
PODWRIGHT_ERASED
[ -z "$engine_list" ] || pw_change "package repository" absent "$engine_list"
case $engine_need in
  engine) pw_change "docker engine" absent "$engine_to" ;;
  upgrade)
    pw_change "docker engine" "$engine_version" "$engine_to, at least $minimum"
    engine_find_stopped
    [ -z "$engine_stopped" ] ||
      pw_warn "the upgrade stops the containers that run now ($engine_stopped); only those with a restart policy come back by themselves"
    ;;
  command) pw_change "docker command" absent "$engine_to" ;;
  old_command) pw_change "docker command" "$engine_command" "newest $engine_to" ;;
esac
if [ -z "$engine_version" ] && ! engine_command_is_old; then
  # Without the command nobody can ask the engine; where there is a socket it may well be running.
  if [ -n "$engine_command" ] || [ ! -S /var/run/docker.sock ]; then
    pw_change "docker service" stopped running
  fi
fi
[#if config?size > 0]
configure
engine_config_check
[/#if]
[#list users as user]
engine_member [=user] "$plan" || pw_change [="user " + user + " in group docker"] no yes
[/#list]
if [ "$enabled" = true ] && [ "$docker_mode" != remote ] && [ -n "$engine_binary" ] && ! engine_enabled; then
  pw_change "docker service at boot" disabled enabled
fi

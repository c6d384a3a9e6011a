engine_require_root
engine_install [=source] [=repository] "$minimum"
[ -z "$engine_need" ] || engine_survey
[#if config?size > 0]
configure
engine_config_apply [=wait]
[/#if]
if [ -z "$engine_version" ] && ! engine_command_is_old; then
  engine_start [=wait]
fi
if [ -z "$engine_version" ]; then
  docker_fail "the docker command of this host is older than the engine accepts" "$engine_text"
fi
if [ -n "$minimum" ] && ! docker_version_at_least "$engine_version" "$minimum"; then
  pw_fail "Docker $engine_version is the newest that could be had here, and at least $minimum is asked for" \
    "use source: official, a mirror by repository, or ask for less"
fi
[#list users as user]
engine_member [=user] "$plan" || engine_add_member [=user]
[/#list]
if [ "$enabled" = true ] && ! engine_enabled; then
  service_enable docker
fi

minimum=[=version!""] enabled=[=enabled]

engine_require_root
engine_survey
if [ -z "$engine_version" ] && { [ -z "$engine_binary" ] || [ -z "$engine_command" ]; }; then
  engine_install [=source] [=repository]
elif [ -n "$engine_version" ] && [ -n "$minimum" ] && ! docker_version_at_least "$engine_version" "$minimum"; then
  distribution_load
  package_manager_load
[#if source == "distribution"]
  engine_install_distribution
[#else]
  engine_install_official [=repository] ||
    pw_fail "Docker $engine_version can't be upgraded to $minimum: Docker's repository can't be used ($engine_problem)" "$engine_hint"
[/#if]
fi

engine_survey
if [ -z "$engine_version" ]; then
  engine_start [=wait]
fi
if [ -n "$minimum" ] && ! docker_version_at_least "$engine_version" "$minimum"; then
  pw_fail "Docker $engine_version is the newest that could be had here, and at least $minimum is asked for" \
    "use source: official, a mirror by repository, or ask for less"
fi
if [ "$enabled" = true ] && ! engine_enabled; then
  service_enable docker
fi

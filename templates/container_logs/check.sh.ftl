container=[=container] plan=[=run.plan] tail=[=tail]
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]

case $tail in
  all) ;;
  '' | *[!0-9]*) pw_fail "tail is no number of lines: $tail" "write a whole number, or all" ;;
esac
if ! docker_connect; then
  [ "$plan" = false ] || pw_defer "$docker_problem yet"
  docker_refuse
fi
container_inspect "$container"
if [ -z "$container_id" ]; then
  [ "$plan" = false ] || pw_defer "there is no container $container yet"
  container_refuse_absent "$container"
fi
pw_output container_id "$container_id"
set -- --tail "$tail"
[#if since??]
set -- "$@" --since [=since]
[/#if]
[#if timestamps]
set -- "$@" --timestamps
[/#if]
[#if follow]
[ "$plan" = true ] || set -- "$@" --follow
[/#if]
docker_cli logs "$@" "$container_id" &
logs=$!
# Through sudo it is root's process, which this user can't end.
trap 'exec 2>/dev/null; kill "$logs" || sudo -n kill "$logs" || :; exit 143' HUP INT TERM
wait "$logs" 2>/dev/null ||
  pw_fail "the log of container $container can't be read" "its last line of standard error says why"

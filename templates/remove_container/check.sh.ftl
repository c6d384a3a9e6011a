name=[=name] plan=[=run.plan]
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]

if ! docker_connect; then
  # Where no engine is, no container is; one that is only stopped may have it.
  docker_may_have_containers || exit 0
  [ "$plan" = false ] || pw_defer "the Docker engine is not running, so its containers can't be seen"
  docker_refuse
fi
container_inspect "$name"
[#if volumes]
container_volumes "$name"
[/#if]
if [ -n "$container_id" ]; then
  pw_output container_id "$container_id"
  pw_change "container $name" "$container_status" absent
fi
[#if volumes]
for volume in $container_volumes; do
  pw_change "volume $volume" present absent
done
[/#if]

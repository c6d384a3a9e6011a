name=[=name]
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]

docker_connect || docker_refuse
container_inspect "$name"
[#if volumes]
container_volumes "$name"
[/#if]
if [ -n "$container_id" ]; then
  name=$container_name
  pw_output container_id "$container_id"
[#if !force]
  case $container_status in
    paused)
      container_do unpause
      container_do stop --time [=timeout]
      ;;
    running | restarting) container_do stop --time [=timeout] ;;
  esac
[/#if]
  container_remove "$container_id" [#if volumes]--volumes[/#if]
  container_await_removal
fi
[#if volumes]
container_volumes_remove
[/#if]

plan=[=run.plan]
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]

if ! docker_connect; then
  # Where no engine is, no container is; one that is only stopped may have it.
  docker_may_have_containers || exit 0
  [ "$plan" = false ] || pw_defer "the Docker engine is not running, so its containers can't be seen"
  docker_refuse
fi
pw_output containers
container_list [=name!""] [=all?then("all", "own")]

name=[=name] state=[=state] plan=[=run.plan] timeout=[=timeout] stable=[=stable] wait=started dind=none
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]


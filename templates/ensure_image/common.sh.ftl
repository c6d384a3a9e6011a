image=[=image] plan=[=run.plan]
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]
image_require_name "$image" [=(sources?size > 0 || archive?? || bootstrap??)?then("yes", "no")]
[#if username?? && password??]
image_login "$image" [=username] [=password]
[#elseif username?? || password??]
pw_fail "username and password belong together, and only one of them is given" "give both, or neither"
[/#if]

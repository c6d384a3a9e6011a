# What check and apply begin with: where the command runs, as whom, and with what in its environment.
container=[=container] plan=[=run.plan]
docker_access [=rootless] [=use_sudo] [=is_unknown("docker_host")?then("unknown", facts.docker_host!"")]

environment() {
  :
[#list environment!{} as variable, value]
[#if !(value?is_string && value?contains("\n"))]
  printf '%s=%s\n' [=variable] [=value]
[/#if]
[/#list]
}

set --
[#list environment!{} as variable, value]
[#if value?is_string && value?contains("\n")]
docker_hand_on [=variable] [=value]
set -- "$@" [="--env=" + variable]
[/#if]
[/#list]
[#if user??]
set -- "$@" [="--user=" + user]
[/#if]
[#if workdir??]
set -- "$@" [="--workdir=" + workdir]
[/#if]
set -- "$@" "$container"

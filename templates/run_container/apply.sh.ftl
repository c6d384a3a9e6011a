# The container as it is declared; check and apply begin alike, up to their last line.
name=[=name] image=[=image!""] state=[=state] recreate=[=recreate] pull=[=pull] wait=[=wait] stop_timeout=[=stop_timeout]
memory=[=memory!""] cpus=[=cpus!""] restart=[=restart!""] auto_ports=[=auto_ports] plan=[=run.plan]

environment() {
  :
[#list environment!{} as variable, value]
[#if !(value?is_string && value?contains("\n"))]
  printf '%s=%s\n' [=variable] [=value]
[/#if]
[/#list]
}

ports() {
  :
[#list ports![] as port]
  printf '%s %s %s\n' [=port.container + "/" + port.protocol] [=port.host] [=port.address!""]
[/#list]
}

set --
[#list environment!{} as variable, value]
[#if value?is_string && value?contains("\n")]
docker_hand_on [=variable] [=value]
set -- "$@" [="--env=" + variable]
[/#if]
[/#list]
[#list labels!{} as label, value]
set -- "$@" [="--label=" + label + "=" + value]
[/#list]
[#list volumes![] as volume]
set -- "$@" [="--volume=" + volume]
[/#list]
[#list ulimits!{} as limit, value]
set -- "$@" [="--ulimit=" + limit + "=" + value + value?string?contains(":")?then("", ":" + value)]
[/#list]
[#if shm_size??]
set -- "$@" [="--shm-size=" + shm_size]
[/#if]
[#if network??]
set -- "$@" [="--network=" + network]
[/#if]
[#if hostname??]
set -- "$@" [="--hostname=" + hostname]
[/#if]
[#if user??]
set -- "$@" [="--user=" + user]
[/#if]
[#if workdir??]
set -- "$@" [="--workdir=" + workdir]
[/#if]
[#list options![] as option]
set -- "$@" [=option]
[/#list]
[#if entrypoint??]
set -- "$@" [="--entrypoint=" + entrypoint]
[/#if]
set -- "$@" "$image"
[#if command??]
[#if command?size == 1]
[#list command[0]?string?matches("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+") as word]
set -- "$@" [=word?replace("\"([^\"]*)\"|'([^']*)'", "$1$2", "r")]
[/#list]
[#else]
[#list command as word]
set -- "$@" [=word]
[/#list]
[/#if]
[/#if]

container_apply "$@"

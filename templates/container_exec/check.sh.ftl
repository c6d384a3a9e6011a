container=[=container] plan=[=run.plan]

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

container_exec_require "$container"
[#if unless??]
guard=0
[#if unless?size == 1]
container_exec [=unless[0]] "$@" sh -s || guard=$?
[#else]
[#list unless as word]
set -- "$@" [=word]
[/#list]
container_exec '' "$@" || guard=$?
[/#if]
[ "$guard" != 0 ] || exit 0
container_exec_explain "$container" "$guard"
[/#if]
pw_change "command in $container" pending done

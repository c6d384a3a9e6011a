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

[#if command?? == script??]
pw_fail "container_exec takes either command or script" "give exactly one of them"
[/#if]
[#if script?? && stdin??]
pw_fail "a script is read from standard input, so it can't be given stdin as well" "use command: [sh, -c, …] with stdin"
[/#if]
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

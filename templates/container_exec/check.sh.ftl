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

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

docker_connect || docker_refuse
rc=0
[#if script??]
container_exec [=script] "$@" sh -s || rc=$?
[#else]
container_exec [=stdin!""] "$@" || rc=$?
[/#if]
pw_output exit_code "$rc"
container_exec_explain "$container" "$rc"
exit "$rc"

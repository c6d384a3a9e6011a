user=[=user!(facts.user)!""] on_failure=[=on_failure] retry=[=retry] privileged_ports=[=privileged_ports!""] purge=[=purge] plan=[=run.plan]
repository=[=repository] wait=[=wait] config=[=config???then(to_json(config!{}), "")]
# What an earlier task does to Docker must be known before anything is said here.
known=[=(facts.docker.host)!""]
[#if !user??]
case $user in
  '' | root) user=${SUDO_USER:-$user} ;;
esac
[/#if]

rootless_check_[#if state == "absent"]absent[#else]present[/#if]

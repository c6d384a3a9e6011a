user=[=user!(facts.user)!""] on_failure=[=on_failure] retry=[=retry] privileged_ports=[=privileged_ports!""] purge=[=purge] plan=[=run.plan]
repository=[=repository] wait=[=wait] config=[=config???then(to_json(config!{}), "")]
[#if !user??]
case $user in
  '' | root) user=${SUDO_USER:-$user} ;;
esac
[/#if]

rootless_apply_[#if state == "absent"]absent[#else]present[/#if]

user=[=user!(facts.user)!""] on_failure=[=on_failure] retry=[=retry] privileged_ports=[=privileged_ports!""] purge=[=purge] plan=[=run.plan]
# What an earlier task does to Docker must be known before anything is said here.
known=[=(facts.docker.host)!""]
case $user in
  '' | root) user=${SUDO_USER:-$user} ;;
esac

rootless_check_[#if state == "absent"]absent[#else]present[/#if]

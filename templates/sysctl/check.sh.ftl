[#if state == "absent"]
sysctl_check_absent
[#elseif !value??]
pw_fail "sysctl: state: present needs value"
[#else]
sysctl_check [=ignoreerrors?then("yes", "no")] [=reload?then("yes", "no")]
[/#if]

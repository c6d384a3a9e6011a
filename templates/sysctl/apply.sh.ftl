[#if state == "absent"]
sysctl_locate
sysctl_write absent
[#else]
sysctl_apply [=ignoreerrors?then("yes", "no")] [=reload?then("yes", "no")]
[/#if]

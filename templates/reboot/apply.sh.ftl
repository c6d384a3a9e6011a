[#if msg != ""]
if command -v wall >/dev/null 2>&1; then wall [=msg] || :; fi
[/#if]
[#if pre_reboot_delay > 0]
pw_progress "rebooting in "[=pre_reboot_delay]" s"
sleep [=pre_reboot_delay]
[/#if]
set -- delay=[=post_reboot_delay]
[#if boot_time_command??]
set -- "$@" boot_id=[=boot_time_command]
[/#if]
[#if test_command??]
set -- "$@" test=[=test_command]
[/#if]
[#if force_after??]
set -- "$@" force_after=[=force_after]
[/#if]
pw_output rebooted true
pw_reboot [=reboot_timeout] [=reboot_command!""] "$@"

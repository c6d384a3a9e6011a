[#if if_needed]
reboot_load
if [ -n "$reboot_why" ]; then
  [#if (host.connection!"") == "local"]
  pw_fail "this machine needs a reboot ($reboot_why), but Podwright runs on it" "Reboot it yourself and run the playbook again: what is done stays done."
  [/#if]
  pw_change host running "rebooted ($reboot_why)"
fi
if [ "$pw_phase" = check ]; then
  if [ -n "$reboot_why" ]; then
    printf '%s\n' "$reboot_found" | while read -r reason; do pw_output reasons "$reason"; done
  else
    pw_output rebooted false
  fi
fi
[#elseif (host.connection!"") == "local"]
pw_fail "this would reboot the machine that Podwright runs on" "Reboot it yourself and run the playbook again: what is done stays done."
[#else]
if [ "$pw_phase" = check ]; then pw_change host running rebooted; fi
[/#if]

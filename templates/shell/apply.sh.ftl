command_enter [=chdir!""] no
[#if stdin??]
printf '%s\n' [=stdin] |
[/#if]
  command_run_script [=executable] [=cmd]

command_enter [=chdir!""] no
[#if stdin??]
printf '%s\n' [=stdin] |
[/#if]
[#if argv??]
  command_run [=argv]
[#else]
  command_run_line [=cmd!""]
[/#if]

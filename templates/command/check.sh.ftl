command_enter [=chdir!""] [=run.plan?then("yes", "no")]
if command_needed [=creates!""] [=removes!""]; then
[#if argv??]
  set -- [=argv]
  pw_change command "" "$*"
[#else]
  pw_change command "" [=cmd]
[/#if]
fi

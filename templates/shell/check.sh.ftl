command_enter [=chdir!""] [=run.plan?then("yes", "no")]
if command_needed [=creates!""] [=removes!""]; then
  pw_change command "" [=cmd]
fi

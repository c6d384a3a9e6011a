service_require_manager [=scope]
service_load [=name] [=scope]
case $service_known in
  no) service_missing [=name] [=state!""] [=(enabled!false)?then("yes", "no")] [=run.plan?then("yes", "no")] ;;
esac
[#if daemon_reload]
if [ "$service_stale" = yes ]; then pw_change "unit file" changed reloaded; fi
[/#if]
[#if state??]
[#switch state]
[#case "started"]
if [ "$service_state" != started ] && ! service_done; then
  service_require [=name] [=scope]
  pw_change state "$service_state" started
fi
[#break]
[#case "stopped"]
case $service_state in
  stopped | failed) ;;
  *) pw_change state "$service_state" stopped ;;
esac
[#break]
[#default]
[#-- After apply these want nothing more than that it runs. --]
if [ "$pw_phase" = check ] || { [ "$service_state" != started ] && ! service_done; }; then
  service_require [=name] [=scope]
  pw_change state "$service_state" [=state]
fi
[/#switch]
[/#if]
[#if enabled??]
[#if enabled]
if [ "$service_enabled" = no ]; then
  service_require [=name] [=scope]
  pw_change enabled no yes
fi
[#else]
if [ "$service_enabled" = yes ]; then pw_change enabled yes no; fi
[/#if]
[/#if]
pw_output state "$service_state"
case $service_enabled in
  no) pw_output enabled false ;;
  *) pw_output enabled true ;;
esac

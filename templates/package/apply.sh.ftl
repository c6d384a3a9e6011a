package_manager_load
[#if update_cache && state != "absent"]
if ! package_lists_fresh [=cache_valid_time]; then package_refresh; fi
[/#if]
[#if name?size > 0]
package_load [=name]
[#if state == "absent"]
set --
[#list name as package]
package_find [=package]
if [ -n "$package_version" ] && ! package_only_provided [=package]; then set -- "$@" [=package?keep_before("=")]; fi
[/#list]
if [ "$#" -gt 0 ]; then package_remove "$@"; fi
[#else]
package_recommends=[=install_recommends?then("yes", "no")] package_change_held=[=hold???then("yes", "no")]
set --
[#list name as package]
package_find [=package]
if ! package_satisfies [=package]; then set -- "$@" [=package]; fi
[/#list]
if [ "$#" -gt 0 ]; then package_install "$@"; fi
[#if state == "latest"]
package_upgrade [=name]
[/#if]
[#if hold??]
package_load_holds [=name]
set --
[#list name as package]
[#if hold]
package_is_held [=package] || set -- "$@" [=package?keep_before("=")]
[#else]
! package_is_held [=package] || set -- "$@" [=package?keep_before("=")]
[/#if]
[/#list]
[#if hold]
if [ "$#" -gt 0 ]; then package_hold "$@"; fi
[#else]
if [ "$#" -gt 0 ]; then package_release "$@"; fi
[/#if]
[/#if]
[/#if]
[/#if]

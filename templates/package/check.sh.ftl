package_manager_load
package_require_names [=name]
[#if name?size > 0]
package_load [=name]
[/#if]
[#if state == "latest" || (update_cache && name?size == 0)]
[#-- Only here the age of the lists is part of what is declared: `present` is so with lists of any age. --]
[#if update_cache]
lists_age=[=cache_valid_time]
if ! package_lists_fresh "$lists_age"; then
  pw_change "package lists" "older than $((lists_age / 60)) min" fetched
fi
[/#if]
[/#if]
[#list name as package]
package_find [=package]
[#switch state]
[#case "present"]
if ! package_satisfies [=package]; then
  package_wanted_version [=package]
  pw_change [="package " + package?keep_before("=")] "${package_version:-absent}" "$package_wanted"
fi
[#break]
[#case "latest"]
[#if package?contains("=")]
pw_fail "a version and state: latest contradict each other: "[=package] "leave one of them out"
[/#if]
package_latest [=package]
if [ -z "$package_version" ]; then
  pw_change [="package " + package?keep_before("=")] absent "${package_latest:-latest}"
elif [ -n "$package_latest" ] && [ "$package_latest" != "$package_version" ] && package_newer; then
  pw_change [="package " + package?keep_before("=")] "$package_version" "$package_latest"
fi
[#break]
[#case "absent"]
if [ -n "$package_version" ] && ! package_only_provided [=package]; then
  pw_change [="package " + package?keep_before("=")] "$package_version" absent
fi
[#break]
[/#switch]
[#if state != "absent"]
if [ -n "$package_version" ]; then pw_output versions [=package?keep_before("=") + "="]"$package_version"; fi
[/#if]
[/#list]
[#if hold?? && state != "absent"]
package_load_holds [=name]
[#list name as package]
[#if hold]
package_is_held [=package] || pw_change [="hold of package " + package?keep_before("=")] no yes
[#else]
! package_is_held [=package] || pw_change [="hold of package " + package?keep_before("=")] yes no
[/#if]
[/#list]
[/#if]

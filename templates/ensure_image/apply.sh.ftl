docker_connect || docker_refuse
[#if state == "absent"]
for reference in [=[image] + sources]; do
  image_inspect "$reference"
  [ -z "$image_id" ] || image_remove "$reference"
done
exit 0
[/#if]
[#if pull != "never"]
image_platform=[=platform!""] image_patience=[=retry_for]
if image_pull_first "$image" [=(archive?? || bootstrap??)?then("yes", "no")] [=sources]; then
  pw_output source pulled
  pw_output pulled_from "$image_reference"
  exit 0
fi
[/#if]
[#if archive??]
[#if pull != "never"]
pw_warn "$image can't be pulled ($image_problem); loading it from an archive"
[/#if]
image_load [=archive] "$image"
pw_output source loaded
[#elseif bootstrap??]
[#if pull != "never"]
pw_warn "$image can't be pulled ($image_problem); making it from packages"
[/#if]
image_bootstrap "$image" [=bootstrap.suite!""] [=(bootstrap.include![])?join(",")] [=bootstrap.variant!""] [=bootstrap.mirror!""] \
  [#if bootstrap.command??][="[\"" + bootstrap.command?join("\", \"") + "\"]"][#else]''[/#if]

pw_output source bootstrapped
[#elseif pull == "never"]
pw_fail "image $image is not on this host, and pull is never" "give it by archive or bootstrap, or let it be pulled" image_unavailable
[#else]
pw_fail "image $image can't be had: $image_problem" "$image_remedy" image_unavailable
[/#if]

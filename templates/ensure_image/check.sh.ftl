image=[=image] plan=[=run.plan]

if ! docker_connect; then
  [ "$plan" = true ] || pw_fail "$docker_problem" "$docker_remedy"
  ! docker_may_have_containers || pw_defer "the Docker engine is not running, so its images can't be seen"
  pw_change "image $image" absent present
  exit 0
fi
image_inspect "$image"
if [ -z "$image_id" ]; then
  pw_change "image $image" absent present
  exit 0
fi
[#if pull == "always"]
if ! image_registry_digest "$image"; then
  pw_fail "the registry can't be asked whether it has a newer $image: $image_problem" "use pull: missing, or see to that"
fi
case "$image_digests " in
  *" $image_digest "*) ;;
  *) pw_change "image $image" "${image_digests# }" "$image_digest" ;;
esac
[/#if]
pw_output image "$image"
pw_output image_id "$image_id"
pw_output size "$image_size"
pw_output source "$image_source"

if ! docker_connect; then
[#if state == "absent"]
  docker_may_have_containers || exit 0
[/#if]
  [ "$plan" = true ] || docker_refuse
  ! docker_may_have_containers || pw_defer "the Docker engine is not running, so its images can't be seen"
  pw_change "image $image" absent present
  exit 0
fi
[#if state == "absent"]
for reference in [=[image] + sources]; do
  image_inspect "$reference"
  [ -z "$image_id" ] || pw_change "image $reference" present absent
done
exit 0
[/#if]
image_inspect "$image"
if [ -z "$image_id" ]; then
  pw_change "image $image" absent present
  exit 0
fi
[#if platform??]
image_suits [=platform] || pw_change "platform of $image" "$image_made_for" [=platform]
[/#if]
[#if pull == "always"]
if [ "$pw_phase" = check ]; then
  if ! image_registry_digest [=[image] + sources]; then
    pw_change "image $image" present "pulled again, since the registry can't be asked first: $image_problem"
  elif [ "${image_digests#* "$image_digest"}" = "$image_digests" ]; then
    pw_change "image $image" "${image_digests# }" "$image_digest"
  fi
fi
[/#if]
pw_output image "$image"
pw_output image_id "$image_id"
pw_output size "$image_size"
if [ "$pw_phase" = check ]; then
  pw_output source present
fi

# requires: docker image_pull
# Images: what is there, and the ways to get one.

# image_inspect IMAGE: sets image_id (empty where it isn't here), image_size, image_digests and image_made_for (its platform).
image_inspect() {
  image_id='' image_size='' image_digests='' image_made_for=''
  if ! image_text=$(docker_cli image inspect --format "$(image_format)" "$1" 2>&1); then
    case $image_text in
      *'No such image'* | *'no such image'* | *'No such object'*) return 0 ;;
    esac
    docker_fail "image $1 can't be inspected" "$image_text"
  fi
  while IFS= read -r image_line; do
    case $image_line in
      id=*) image_id=${image_line#*=} ;;
      size=*) image_size=${image_line#*=} ;;
      platform=*) image_made_for=${image_line#*=} ;;
      digest=*) image_digests="$image_digests ${image_line#*@}" ;;
    esac
  done <<PODWRIGHT_IMAGE
$image_text
PODWRIGHT_IMAGE
}

image_format() {
  cat <<'PODWRIGHT_FORMAT'
id={{.Id}}
size={{.Size}}
platform={{.Os}}/{{.Architecture}}
{{range .RepoDigests}}digest={{.}}
{{end}}
PODWRIGHT_FORMAT
}

# image_load ARCHIVE IMAGE: loads what docker save wrote; where it holds one image of another name, that one gets this name too.
image_load() {
  [ -r "$1" ] || pw_fail "there is no readable archive $1 on this host" "copy it there first, or correct archive"
  pw_progress "loading $1"
  image_said=$(docker_cli load --input "$1" 2>&1) || docker_fail "the archive $1 can't be loaded" "$image_said"
  image_inspect "$2"
  [ -z "$image_id" ] || return 0
  image_loaded=$(printf '%s\n' "$image_said" | sed -n -e 's/^Loaded image: //p' -e 's/^Loaded image ID: //p')
  case $image_loaded in
    '') docker_fail "the archive $1 holds no image" "$image_said" ;;
    *'
'*) pw_fail "the archive $1 holds several images, and none is $2: $(printf '%s' "$image_loaded" | tr '\n' ' ')" \
      "name one of them as the image" ;;
  esac
  image_name "$image_loaded" "$2"
}

# Whether image_made_for is the PLATFORM. Not every engine tells an image's variant (linux/arm/v7), so that isn't compared.
image_suits() {
  case $1/ in
    "$image_made_for"/*) return 0 ;;
    *) return 1 ;;
  esac
}

# Fails the task where an image that is named by its content is to come from where content has no name: image_require_name IMAGE WAYS,
# with WAYS yes where there are others than to pull it.
image_require_name() {
  case $1:$2 in
    *@*:yes) pw_fail "$1 is pinned by its digest, and only a pull from its own registry brings it under that name" \
      "leave sources, archive and bootstrap out, or name the image by a tag and pin the digest in sources" ;;
  esac
}

# image_remove IMAGE: the name, and the image with its last one.
image_remove() {
  image_text=$(docker_cli image rm "$1" 2>&1) || docker_fail "image $1 can't be removed" "$image_text"
}

# requires: docker
# Images: what is there, and the ways to get one.

# image_inspect IMAGE: sets image_id (empty where it isn't here), image_size and image_digests.
image_inspect() {
  image_id='' image_size='' image_digests=''
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
{{range .RepoDigests}}digest={{.}}
{{end}}
PODWRIGHT_FORMAT
}

# image_pull IMAGE: status 1 where that fails, with image_problem (docker's words), image_kind (unreachable, rate_limit, not_found,
# auth, busy or other) and image_remedy. A registry that stumbles is asked again; one that can't be reached is not.
image_pull() {
  image_tries=0
  while :; do
    pw_progress "pulling $1"
    if image_text=$(docker_cli pull --quiet "$1" 2>&1); then return 0; fi
    image_classify "$image_text"
    image_tries=$((image_tries + 1))
    [ "$image_kind" = busy ] && [ "$image_tries" -lt 4 ] || return 1
    sleep $((image_tries * 2))
  done
}

image_classify() {
  image_problem=$(docker_words "$1")
  case $1 in
    *toomanyrequests* | *'Too Many Requests'* | *'rate limit'*)
      image_kind=rate_limit
      image_remedy='log in to the registry (docker login), use a mirror of it, or wait some hours' ;;
    *'x509:'* | *'server gave HTTP response to HTTPS client'*)
      image_kind=other
      image_remedy="give the engine the registry's certificate (/etc/docker/certs.d), or list it under insecure-registries" ;;
    *'no basic auth credentials'* | *unauthorized* | *'authentication required'*)
      image_kind=auth
      image_remedy='log in to the registry first (docker login)' ;;
    *'pull access denied'*)
      image_kind=not_found
      image_remedy='check the name; if the repository is private, log in first (docker login)' ;;
    *'manifest unknown'* | *'not found'* | *'repository does not exist'*)
      image_kind=not_found
      image_remedy='check the name and the tag' ;;
    *'no matching manifest'*)
      image_kind=not_found
      image_remedy='the image is not made for the architecture of this host' ;;
    *'invalid reference format'*)
      image_kind=other
      image_remedy='write an image as [REGISTRY/]NAME[:TAG], in lower case' ;;
    *'no such host'* | *'server misbehaving'* | *'name resolution'* | *'connection refused'* | *'network is unreachable'* | \
      *'no route to host'* | *'Client.Timeout'* | *'i/o timeout'* | *'context deadline exceeded'* | *'proxyconnect'*)
      image_kind=unreachable
      image_remedy='let the host reach the registry (DNS, firewall, proxy of the engine), or give the image by archive or bootstrap' ;;
    *'TLS handshake timeout'* | *'connection reset'* | *'unexpected EOF'* | *': EOF'* | *'received unexpected HTTP status: 5'* | \
      *'500 Internal'* | *'502 Bad'* | *'503 Service'* | *'504 Gateway'*)
      image_kind=busy
      image_remedy='try again later' ;;
    *)
      image_kind=other
      image_remedy=$(docker_remedy_for "$1") ;;
  esac
}

# image_registry_digest IMAGE: sets image_digest to what the registry has under that name now; status 1 with image_problem where it
# doesn't say. Asks through the engine, so that its proxies and certificates hold.
image_registry_digest() {
  image_digest=''
  case $DOCKER_HOST in
    unix://*) ;;
    *)
      image_problem='pull: always needs an engine with a socket on this host'
      return 1
      ;;
  esac
  if ! command -v curl >/dev/null; then
    image_problem='curl is not on this host'
    return 1
  fi
  case ${1##*/} in
    *:* | *@*) image_name=$1 ;;
    *) image_name=$1:latest ;;
  esac
  image_text=$(image_curl --silent --max-time 60 --unix-socket "${DOCKER_HOST#unix://}" \
    "http://docker/distribution/$image_name/json" 2>&1) || {
    image_problem="the engine can't be asked: $image_text"
    return 1
  }
  image_digest=$(printf '%s\n' "$image_text" | sed -n 's/.*"digest":"\(sha256:[0-9a-f]*\)".*/\1/p' | head -n 1)
  [ -z "$image_digest" ] || return 0
  image_classify "$(printf '%s\n' "$image_text" | sed -n 's/.*"message":"\(.*\)".*/\1/p')"
  return 1
}

image_curl() {
  if [ "$docker_sudo" = yes ]; then sudo -n curl "$@"; else curl "$@"; fi
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
  image_text=$(docker_cli tag "$image_loaded" "$2" 2>&1) || docker_fail "$image_loaded can't be named $2" "$image_text"
}

# image_remove IMAGE: the name, and the image with its last one.
image_remove() {
  image_text=$(docker_cli image rm "$1" 2>&1) || docker_fail "image $1 can't be removed" "$image_text"
}

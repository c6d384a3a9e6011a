# requires: docker
# Images from registries: asked for what they have, and pulled with patience.

# What the caller says of all pulls: image_login USERNAME PASSWORD (of the registry of IMAGE), image_platform and image_patience (seconds
# for which a registry that stumbles is asked again; 30).

# image_pull_first IMAGE WAYS SOURCE…: pulls IMAGE or, where that can't be had, the first of the sources that can, and names that one
# IMAGE too. WAYS is yes where there are other ways to the image besides. Sets image_reference; status 1 where none can be had, with what
# image_classify sets.
image_pull_first() {
  image_wanted=$1 image_ways=$2
  shift 2
  image_troubles=''
  set -- "$image_wanted" "$@"
  while [ "$#" -gt 0 ]; do
    image_reference=$1
    shift
    image_more=$image_ways
    [ "$#" = 0 ] || image_more=yes
    image_pull "$image_reference" "$image_more" && break
    if [ "$#" = 0 ]; then
      image_problem=$image_troubles$image_problem
      return 1
    fi
    pw_warn "$image_reference can't be pulled ($image_problem); trying $1"
    image_troubles="$image_troubles$image_reference: $image_problem; "
  done
  [ "$image_reference" = "$image_wanted" ] || image_name "$image_reference" "$image_wanted"
}

# image_name IMAGE NAME: gives it that name too.
image_name() {
  image_text=$(docker_cli tag "$1" "$2" 2>&1) || docker_fail "$1 can't be named $2" "$image_text"
}

# image_pull REFERENCE [MORE]: status 1 where that fails, with what image_classify sets. A registry that limits the rate, stumbles or can't be
# reached is asked again for image_patience seconds, at the time it names, else after pauses that double. Where there are MORE ways (yes),
# one that can't be reached is asked again only once.
image_pull() {
  image_spent=0 image_pause=1 image_folder=''
  if ! image_log_in "$1"; then return 1; fi
  while :; do
    pw_progress "pulling $1"
    image_rc=0
    image_text=$(docker_cli ${image_folder:+--config "$image_folder"} pull --quiet ${image_platform:+--platform "$image_platform"} \
      "$1" 2>&1) || image_rc=$?
    [ "$image_rc" != 0 ] || break
    image_classify "$image_text"
    image_may_try_again "${2:-no}" || break
    pw_progress "pulling $1 again in $image_wait s: $image_problem"
    sleep "$image_wait"
    image_spent=$((image_spent + image_wait))
  done
  image_log_out
  [ "$image_rc" = 0 ]
}

# Whether a pull that failed may work later. Sets image_wait to the seconds until then, and image_pause for the next time.
image_may_try_again() {
  case $image_kind:$1:$image_spent in
    rate_limit:* | busy:* | unreachable:no:* | unreachable:yes:0) ;;
    *) return 1 ;;
  esac
  image_find_retry_after
  if [ -z "$image_wait" ]; then
    # Hosts that stumbled together must not come back together.
    image_wait=$((image_pause + $$ % 2))
    image_pause=$((image_pause * 2))
  fi
  [ $((image_spent + image_wait)) -le "${image_patience:-30}" ]
}

# Sets image_wait to the seconds that the registry's words ask for ("retry-after: 1.5s"), or to nothing.
image_find_retry_after() {
  image_wait=''
  image_text=$(printf '%s\n' "$image_problem" |
    sed -n 's/.*[Rr]etry[- ][Aa]fter:\{0,1\} *\([0-9][0-9.]*\)\([a-zµ]*\).*/\1 \2/p')
  case $image_text in
    '') return 0 ;;
  esac
  image_number=${image_text%% *}
  image_number=${image_number%%.*}
  case ${image_text#* } in
    ms | us | µs | ns) image_wait=1 ;;
    m*) image_wait=$((image_number * 60 + 60)) ;;
    h*) image_wait=$((image_number * 3600)) ;;
    *) image_wait=$((image_number + 1)) ;;
  esac
}

# --- credentials -----------------------------------------------------------------------------------------------------

# Says which credentials the registry of an image takes: image_login IMAGE USERNAME PASSWORD.
image_login() {
  image_registry=$(image_registry_of "$1") image_username=$2 image_password=$3
}

# The registry's name as docker login takes it.
image_registry_of() {
  case $1 in
    localhost/* | *[.:]*/*)
      image_text=${1%%/*}
      case $image_text in
        localhost | *[.:]*) printf '%s\n' "$image_text" && return 0 ;;
      esac
      ;;
  esac
  printf 'https://index.docker.io/v1/\n'
}

# Where there are credentials for the registry of REFERENCE: logs in, with a folder that holds them only until image_log_out, and that
# only this user can read. Status 1 where the registry doesn't take them.
image_log_in() {
  [ -n "${image_username-}" ] && [ "$(image_registry_of "$1")" = "$image_registry" ] || return 0
  image_folder=$(mktemp -d)
  trap 'image_log_out; exit 143' HUP INT TERM
  image_text=$(printf '%s' "$image_password" |
    docker_cli --config "$image_folder" login --username "$image_username" --password-stdin "$image_registry" 2>&1) && return 0
  image_classify "$image_text"
  image_problem="login as $image_username: $image_problem"
  image_log_out
  return 1
}

image_log_out() {
  [ -n "$image_folder" ] || return 0
  rm -rf "$image_folder"
  image_folder=''
  trap - HUP INT TERM
}

# --- what a registry says ---------------------------------------------------------------------------------------------

# What kind of trouble docker's words tell of. Sets image_problem, image_kind (unreachable, busy, rate_limit, quota, auth, not_found or
# other) and image_remedy.
image_classify() {
  image_problem=$(docker_words "$1")
  case $1 in
    # Such a limit counts pulls in hours.
    *'pull rate limit'*)
      image_kind=quota
      image_remedy='give username and password, name a mirror in sources, or wait some hours' ;;
    *toomanyrequests* | *'Too Many Requests'* | *'rate limit'*)
      image_kind=rate_limit
      image_remedy='raise retry_for, name a mirror in sources, or give username and password' ;;
    *'x509:'* | *'server gave HTTP response to HTTPS client'*)
      image_kind=other
      image_remedy="give the engine the registry's certificate (/etc/docker/certs.d), or list it under insecure-registries" ;;
    *'no basic auth credentials'* | *unauthorized* | *'incorrect username or password'* | *'authentication required'*)
      image_kind=auth
      image_remedy='give username and password that the registry takes, or log in on the host (docker login)' ;;
    *'pull access denied'* | *': denied'* | *'403 Forbidden'*)
      image_kind=not_found
      image_remedy='check the name; if the repository is private, give username and password, or log in on the host (docker login)' ;;
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
      image_remedy='let the host reach the registry (DNS, firewall, proxy of the engine), or give the image by sources, archive or bootstrap' ;;
    *'TLS handshake timeout'* | *'connection reset'* | *'unexpected EOF'* | *': EOF'* | *'received unexpected HTTP status: 5'* | \
      *'500 Internal'* | *'502 Bad'* | *'503 Service'* | *'504 Gateway'*)
      image_kind=busy
      image_remedy='try again later' ;;
    *)
      image_kind=other
      image_remedy=$(docker_remedy_for "$1") ;;
  esac
}

# image_registry_digest REFERENCE…: sets image_digest to what the first registry that says has under that name now; status 1 with
# image_problem where none says.
image_registry_digest() {
  for image_reference in "$@"; do
    image_ask_registry "$image_reference" && return 0
  done
  return 1
}

# Asks through the engine, so that its proxies and certificates hold.
image_ask_registry() {
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
  image_text=$(image_authorization | image_curl --config - --silent --max-time 60 --unix-socket "${DOCKER_HOST#unix://}" \
    "http://docker/distribution/$image_name/json" 2>&1) || {
    image_problem="the engine can't be asked: $image_text"
    return 1
  }
  image_digest=$(printf '%s\n' "$image_text" | sed -n 's/.*"digest":"\(sha256:[0-9a-f]*\)".*/\1/p' | head -n 1)
  [ -z "$image_digest" ] || return 0
  image_classify "$(printf '%s\n' "$image_text" | sed -n 's/.*"message":"\(.*\)".*/\1/p')"
  return 1
}

# What curl reads the credentials from, so that they are nobody's to see in its arguments.
image_authorization() {
  [ -n "${image_username-}" ] || return 0
  printf 'header = "X-Registry-Auth: %s"\n' "$(printf '{"username":%s,"password":%s,"serveraddress":"%s"}' \
    "$(docker_json "$image_username")" "$(docker_json "$image_password")" "$image_registry" | base64 | tr -d '\n' | tr '+/' '-_')"
}

image_curl() {
  if [ "$docker_sudo" = yes ]; then sudo -n curl "$@"; else curl "$@"; fi
}

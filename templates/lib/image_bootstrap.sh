# requires: docker distribution image package
# Images without a registry: a Debian or Ubuntu root file system from the host's own package source.

# image_bootstrap IMAGE SUITE INCLUDE VARIANT MIRROR COMMAND: empty where not given; INCLUDE has commas between packages.
image_bootstrap() {
  bootstrap_image=$1 bootstrap_include=$3 bootstrap_variant=${4:-minbase} bootstrap_command=${6:-'["/bin/sh"]'}
  distribution_load
  case $distribution_id in
    debian | ubuntu | raspbian) ;;
    *) pw_fail "only a Debian or Ubuntu host can bootstrap an image, and this is $distribution_name" "give the image by archive" ;;
  esac
  bootstrap_suite=${2:-$distribution_codename}
  bootstrap_mirror=$5
  [ -n "$bootstrap_mirror" ] || bootstrap_find_mirror
  bootstrap_find_proxy
  bootstrap_require_tool
  bootstrap_folder=$(bootstrap_root mktemp -d /var/tmp/podwright-image.XXXXXX)
  bootstrap_rc=0
  bootstrap_build || bootstrap_rc=$?
  bootstrap_root rm -rf "$bootstrap_folder"
  [ "$bootstrap_rc" = 0 ] || pw_fail "image $bootstrap_image can't be made: $bootstrap_problem" "$bootstrap_hint"
}

# Runs a command as root, so that owners and devices in the file system are right.
bootstrap_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

bootstrap_require_tool() {
  if ! bootstrap_root true 2>/dev/null; then
    pw_fail "to bootstrap an image needs root" "set become: true, or allow sudo without a password"
  fi
  if [ -x /usr/sbin/debootstrap ] || command -v debootstrap >/dev/null; then return 0; fi
  if [ "$(id -u)" = 0 ]; then
    package_install debootstrap
  else
    image_text=$(sudo -n apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install debootstrap 2>&1) ||
      pw_fail "debootstrap can't be installed: $(docker_words "$image_text")" "put a package task before this one, with become: true"
  fi
}

# The address that apt itself uses for this suite, else for any suite.
bootstrap_find_mirror() {
  bootstrap_first=''
  while read -r bootstrap_address bootstrap_release bootstrap_code bootstrap_component; do
    case $bootstrap_component:$bootstrap_address in
      main:*security*) continue ;;
      main:http* | main:file* | main:copy*) ;;
      *) continue ;;
    esac
    [ -n "$bootstrap_first" ] || bootstrap_first=$bootstrap_address
    if [ "$bootstrap_release" = "$bootstrap_suite" ] || [ "$bootstrap_code" = "$bootstrap_suite" ]; then
      bootstrap_mirror=$bootstrap_address
      return 0
    fi
  done <<PODWRIGHT_TARGETS
$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null)
PODWRIGHT_TARGETS
  bootstrap_mirror=$bootstrap_first
  [ -n "$bootstrap_mirror" ] || pw_fail "apt on this host has no source of packages to bootstrap an image from" \
    "configure one, or give bootstrap a mirror"
}

# debootstrap doesn't know the proxy that apt is told.
bootstrap_find_proxy() {
  bootstrap_proxy=$(apt-config dump Acquire::http::Proxy --format '%v' 2>/dev/null) || bootstrap_proxy=''
  case $bootstrap_proxy in
    '' | DIRECT) bootstrap_proxy=${http_proxy:-} ;;
  esac
}

# Status 1 with bootstrap_problem and bootstrap_hint where it fails; the caller removes the folder.
bootstrap_build() {
  bootstrap_hint="see the lines above; $bootstrap_mirror must have the suite $bootstrap_suite and the packages"
  pw_progress "making $bootstrap_image from $bootstrap_suite packages (debootstrap)"
  # mktemp made it for root alone, and this becomes the image's root.
  bootstrap_root chmod 0755 "$bootstrap_folder"
  set -- --variant="$bootstrap_variant" ${bootstrap_include:+"--include=$bootstrap_include"} "$bootstrap_suite" \
    "$bootstrap_folder" "$bootstrap_mirror"
  image_text=$(bootstrap_root env ${bootstrap_proxy:+"http_proxy=$bootstrap_proxy"} PATH="$PATH:/usr/sbin:/sbin" debootstrap "$@" 2>&1) || {
    printf '%s\n' "$image_text" | tail -n 15 >&2
    bootstrap_root tail -n 15 "$bootstrap_folder/debootstrap/debootstrap.log" >&2 2>/dev/null || :
    bootstrap_problem=$(printf '%s\n' "$image_text" | sed -n 's/^E: //p' | tail -n 1)
    bootstrap_problem=${bootstrap_problem:-debootstrap failed}
    return 1
  }
  bootstrap_root sh -c 'rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/* "$1"/var/log/bootstrap.log' sh "$bootstrap_folder"
  pw_progress "importing $bootstrap_image"
  image_text=$(bootstrap_root tar -C "$bootstrap_folder" -c . |
    docker_cli import --message 'made by debootstrap' --change "CMD $bootstrap_command" \
      --change 'LABEL dev.podwright.source=bootstrapped' --change "LABEL dev.podwright.suite=$bootstrap_suite" \
      --change "LABEL dev.podwright.include=$bootstrap_include" - "$bootstrap_image" 2>&1) || {
    bootstrap_problem=$(docker_words "$image_text")
    bootstrap_hint=$(docker_remedy_for "$image_text")
    return 1
  }
}

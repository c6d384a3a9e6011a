# requires: docker_engine_install docker_engine_source docker_engine_start rootless rootless_needs
# on_failure: fallback. Where no rootless engine can run, the system's engine stands in. A failure that only trying can show is kept on
# the host, so that the next run neither tries in vain nor claims a change; it is tried again when what it may depend on has changed.

rootless_memory() {
  echo "/var/lib/podwright/rootless/$rootless_user"
}

# What a failure may depend on, as a checksum: this boot, the kernel's settings, the ids, the device, the programs.
rootless_circumstances() {
  {
    cat /proc/sys/kernel/random/boot_id /etc/subuid /etc/subgid /proc/sys/user/max_user_namespaces \
      /proc/sys/kernel/unprivileged_userns_clone /proc/sys/kernel/apparmor_restrict_unprivileged_userns || :
    for rootless_word in dockerd dockerd-rootless.sh rootlesskit newuidmap newgidmap slirp4netns pasta fuse-overlayfs iptables; do
      rootless_program "$rootless_word"
      [ -z "$rootless_found" ] || stat -L -c '%n %a %s %Y' "$rootless_found"
    done
    stat -c '%n %F %a %t %T' /dev/net/tun /dev/fuse || :
    echo "$rootless_uid $rootless_home $rootless_manager"
  } 2>/dev/null | cksum
}

# Sets rootless_problem and rootless_remedy to why it failed before, in circumstances that are still the same; else status 1.
rootless_recall() {
  rootless_problem='' rootless_remedy='' rootless_then=''
  [ -r "$(rootless_memory)" ] || return 1
  {
    IFS= read -r rootless_then
    IFS= read -r rootless_problem
    IFS= read -r rootless_remedy
  } <"$(rootless_memory)" || :
  [ -n "$rootless_problem" ] && [ "$rootless_then" = "$(rootless_circumstances)" ]
}

# rootless_remember PROBLEM REMEDY
rootless_remember() {
  rootless_file=$(rootless_memory)
  mkdir -p "${rootless_file%/*}"
  {
    rootless_circumstances
    printf '%s\n' "$1" "$2" | tr -d '\036'
  } >"$rootless_file.new"
  mv -f "$rootless_file.new" "$rootless_file"
}

rootless_forget() {
  [ "$rootless_caller" != 0 ] || rm -f "$(rootless_memory)"
}

# rootless_attempt COMMAND…: sets rootless_failed (yes, no), and where it failed rootless_problem and rootless_remedy; the operator is
# not told that the task failed, since it goes on. It runs in a subshell, so nothing that it sets is known afterwards. Not to be called
# in a condition, where no shell heeds set -e.
rootless_attempt() {
  rootless_note=$(umask 077 && mktemp)
  set +e
  (
    pw_fail() {
      printf '%s\n' "$(printf '%s' "$1" | tr '\n' ' ')" "${2-}" >"$rootless_note"
      exit 1
    }
    set -e
    "$@"
  )
  rootless_rc=$?
  set -e
  rootless_problem='' rootless_remedy='' rootless_failed=no
  {
    IFS= read -r rootless_problem
    IFS= read -r rootless_remedy
  } <"$rootless_note" || :
  rm -f "$rootless_note"
  [ "$rootless_rc" != 0 ] || return 0
  rootless_failed=yes
  rootless_problem=${rootless_problem:-an error with exit status $rootless_rc, whose text is above}
}

# Looks for the system's engine, whatever rootless one there is. Sets docker_mode as the user would have it.
rootless_ask_system() {
  unset DOCKER_HOST
  docker_access never false ''
  engine_survey
  rootless_mode=sudo
  case " $(id -nG "$rootless_user" 2>/dev/null) " in
    *' docker '*) rootless_mode=rootful ;;
  esac
}

rootless_warn_fallback() {
  pw_warn "no rootless Docker for $rootless_user, so it is the system's Docker through sudo: $rootless_problem${rootless_remedy:+ ($rootless_remedy)}"
}

# rootless_check_fallback: what the fallback needs, the reason, the outputs.
rootless_check_fallback() {
  [ "$pw_phase" = verify ] || rootless_warn_fallback
  pw_output reason "$rootless_problem"
  rootless_ask_system
  if [ -n "$engine_version" ]; then
    engine_find_package
    engine_report "$rootless_mode" "$DOCKER_HOST" root
    return 0
  fi
  rootless_check_packages
  pw_change "docker service" stopped running
}

# What is installed and removed where the engine or its command is missing.
rootless_check_packages() {
  engine_ask
  engine_decide auto "$repository" ''
  while read -r rootless_name rootless_word; do
    [ -z "$rootless_name" ] || pw_change "package $rootless_name" "$rootless_word" absent
  done <<PODWRIGHT_ERASED
${engine_erased-}
PODWRIGHT_ERASED
  [ -z "$engine_list" ] || pw_change "package repository" absent "$engine_list"
  case $engine_need in
    engine) pw_change "docker engine" absent "$engine_to" ;;
    command) pw_change "docker command" absent "$engine_to" ;;
    old_command) pw_change "docker command" "$engine_command" "newest $engine_to" ;;
  esac
}

# rootless_fall_back REPOSITORY SECONDS: the system's engine, installed and running.
rootless_fall_back() {
  rootless_ask_system
  engine_install auto "$1"
  [ -z "$engine_need" ] || rootless_ask_system
  [ -n "$engine_version" ] || engine_start "$2"
}

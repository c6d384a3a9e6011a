# requires: distribution package package_query
# What a user's programs are called in each distribution's packages, and their installation in a container.
#
# What counts is the program, not the package: an image may have it by other means.

# Installs what is missing of all that is declared.
pod_user_install() {
  pod_user_missing=''
  pod_user_miss_programs
  pod_user_miss_extra
  [ -n "$pod_user_missing" ] || return 0
  if [ "$pw_phase" != apply ]; then
    for pod_user_word in $pod_user_missing; do
      pod_user_differs "package $pod_user_word" absent present || :
    done
    return 0
  fi
  container_inside_hint='or use an image that has these packages already'
  pod_user_install_epel
  # The names have no blanks.
  package_install $pod_user_missing
  container_inside_hint=''
  pod_user_miss_programs
  pod_user_load
}

# Adds to pod_user_missing the packages of programs that aren't there.
pod_user_miss_programs() {
  if [ "$pod_user_sudo" = true ] && ! { command -v sudo && command -v visudo; } >/dev/null 2>&1; then pod_user_miss sudo; fi
  if ! pod_user_has_tools; then pod_user_miss tools; fi
  if [ "$pod_user_mosh" = true ]; then
    pod_user_find_mosh || pod_user_miss mosh
    pod_user_find_locale
    [ -n "$pod_user_locale" ] || pod_user_miss locale
  fi
  if [ "$pod_user_ssh" = true ]; then
    command -v sshd >/dev/null 2>&1 || pod_user_miss sshd
    command -v ssh-keygen >/dev/null 2>&1 || pod_user_miss ssh-keygen
  fi
  pod_user_miss_shell
}

pod_user_miss_shell() {
  [ -n "$pod_user_shell" ] || return 0
  [ ! -x "$pod_user_shell" ] || return 0
  case ${pod_user_shell##*/} in
    bash | zsh | fish | dash | ksh | mksh | tcsh) pod_user_miss "${pod_user_shell##*/}" ;;
    *)
      # One of the further packages may bring it.
      if [ -z "$pod_user_extra" ] || [ "$pw_phase" = verify ]; then
        pw_fail "it has no shell $pod_user_shell" "choose another, or name its package in packages"
      fi
      ;;
  esac
}

# pod_user_miss PROGRAM
pod_user_miss() {
  package_manager_find || pw_fail "$1 is missing in it, and it has no package manager that is known here" \
    "use an image that has $1 already, or turn off what needs it"
  distribution_load
  pod_user_package "$1"
  case " $pod_user_missing " in
    *" $pod_user_package "*) ;;
    *) pod_user_missing="$pod_user_missing $pod_user_package" ;;
  esac
}

# Sets pod_user_package to the package that has a program here.
pod_user_package() {
  case $1:$package_manager in
    tools:apt) pod_user_package=passwd ;;
    tools:apk | tools:zypper | tools:pacman) pod_user_package=shadow ;;
    tools:*) pod_user_package=shadow-utils ;;
    sshd:apk | sshd:zypper | sshd:pacman) pod_user_package=openssh ;;
    sshd:*) pod_user_package=openssh-server ;;
    ssh-keygen:apt) pod_user_package=openssh-client ;;
    ssh-keygen:apk) pod_user_package=openssh-keygen ;;
    ssh-keygen:*) pod_user_package=openssh ;;
    mosh:apk) pod_user_package=mosh-server ;;
    mosh:dnf | mosh:yum | mosh:microdnf)
      pod_user_package=mosh
      pod_user_require_epel
      ;;
    locale:apt) pod_user_package=libc-bin ;;
    locale:zypper) pod_user_package=glibc-locale ;;
    locale:pacman) pod_user_package=glibc ;;
    locale:*) pod_user_package=glibc-langpack-en ;;
    *) pod_user_package=$1 ;;
  esac
}

# Further packages that were asked for by name.
pod_user_miss_extra() {
  [ -n "$pod_user_extra" ] || return 0
  package_manager_find || pw_fail "it has no package manager that is known here, and packages are asked for" \
    "leave packages out, and use an image that has them"
  package_load $pod_user_extra
  for pod_user_word in $pod_user_extra; do
    package_find "$pod_user_word"
    package_satisfies "$pod_user_word" || pod_user_missing="$pod_user_missing $pod_user_word"
  done
}

# mosh of RHEL and its relatives is in EPEL.
pod_user_require_epel() {
  case $distribution_id in
    fedora) return 0 ;;
    amzn)
      pw_fail "$distribution_name has no package of mosh" "set mosh: false, or use an image that has mosh-server already" ;;
    ol) pod_user_epel=oracle-epel-release-el${distribution_version%%.*} ;;
    *) pod_user_epel=epel-release ;;
  esac
  package_load "$pod_user_epel"
  package_find "$pod_user_epel"
  [ -z "$package_version" ] || return 0
  case " $pod_user_missing " in
    *" $pod_user_epel "*) ;;
    *) pod_user_missing="$pod_user_epel $pod_user_missing" ;;
  esac
}

# Before the others, which it has. RHEL itself has it in none of its repositories.
pod_user_install_epel() {
  case $pod_user_missing in
    *epel-release*) ;;
    *) return 0 ;;
  esac
  if [ "$distribution_id" = rhel ]; then
    pw_progress "installing epel-release"
    package_run "$(package_dnf)" -y install \
      "https://dl.fedoraproject.org/pub/epel/epel-release-latest-${distribution_version%%.*}.noarch.rpm"
  else
    package_install "$pod_user_epel"
  fi
  pod_user_missing=${pod_user_missing#"$pod_user_epel"}
}

# Whether accounts can be made, and the one there changed. Sets pod_user_tools: shadow, or busybox, which can only make them.
pod_user_has_tools() {
  pod_user_tools=shadow
  if command -v useradd >/dev/null 2>&1; then return 0; fi
  pod_user_account_fits || return 1
  case $(adduser --help 2>&1) in
    *BusyBox*) pod_user_tools=busybox ;;
    *) return 1 ;;
  esac
}

# Sets pod_user_mosh_server to the real mosh-server, which isn't the script that pod_user_keep_locale puts in front of it.
pod_user_find_mosh() {
  for pod_user_mosh_server in /usr/bin/mosh-server /bin/mosh-server /usr/local/bin/mosh-server; do
    [ -x "$pod_user_mosh_server" ] || continue
    case $pod_user_mosh_server in
      /usr/local/*) pod_user_in_front "$pod_user_mosh_server" || return 0 ;;
      *) return 0 ;;
    esac
  done
  pod_user_mosh_server=''
  return 1
}

# Whether PATH is a script of this library's.
pod_user_in_front() {
  [ -f "$1" ] || return 1
  case $(head -n 2 "$1" 2>/dev/null | tr -d '\000') in
    '#!/bin/sh'*'Made by Podwright'*) return 0 ;;
  esac
  return 1
}

# Sets pod_user_locale to a UTF-8 locale that exists, or to nothing. Where nobody can be asked (musl), C.UTF-8 does.
pod_user_find_locale() {
  if ! command -v locale >/dev/null 2>&1; then
    pod_user_locale=C.UTF-8
    return 0
  fi
  for pod_user_locale in C.UTF-8 en_US.UTF-8; do
    [ "$(LC_ALL=$pod_user_locale locale charmap 2>/dev/null)" != UTF-8 ] || return 0
  done
  pod_user_locale=''
}

# requires: package_query package_run
# Installs and removes packages by whichever package manager the host has: apt, dnf, yum, microdnf, zypper, apk, pacman.
# Each function fails the task with a cause and a remedy. For apply only.

# Fetches the lists of available packages.
package_refresh() {
  [ -n "${package_manager-}" ] || package_manager_load
  pw_progress "fetching the package lists"
  case $package_manager in
    apt)
      package_run apt-get -q update
      # apt leaves the folder's time alone where nothing was new.
      touch /var/lib/apt/lists
      ;;
    dnf | yum) package_run "$(package_dnf)" -q -y makecache ;;
    microdnf) package_run microdnf -y makecache ;;
    zypper) package_run zypper -n refresh ;;
    apk) package_run apk update ;;
    pacman) package_run pacman -Sy --noconfirm ;;
  esac
}

# Installs packages, or the given versions of them. Lists that were never fetched or are too old are fetched.
package_install() {
  package_require_names "$@"
  [ -n "${package_manager-}" ] || package_manager_load
  package_fetched=no
  if ! package_lists_known; then
    case $package_manager in
      apt | pacman)
        package_refresh
        package_fetched=yes
        ;;
    esac
  fi
  pw_progress "installing $*"
  if package_try_install "$@"; then return 0; fi
  case $package_fetched in
    no)
      if package_log_has 'Unable to locate package' 'has no installation candidate' '404  Not Found' 'was not found' \
        'target not found' 'no such package' 'failed retrieving file'; then
        package_refresh
        if package_try_install "$@"; then return 0; fi
      fi
      ;;
  esac
  package_explain "install $*"
}

# What is only recommended is installed where the caller set package_recommends=yes.
package_try_install() {
  case $package_manager:${package_recommends-no} in
    apt:yes) package_try apt-get -q -y --install-recommends --allow-downgrades install -- "$@" ;;
    apt:*) package_try apt-get -q -y --no-install-recommends --allow-downgrades install -- "$@" ;;
    dnf:yes) package_try "$(package_dnf)" -q -y install -- $(package_rpm_names "$@") ;;
    dnf:*) package_try "$(package_dnf)" -q -y --setopt=install_weak_deps=False install -- $(package_rpm_names "$@") ;;
    yum:*) package_try yum -q -y install -- $(package_rpm_names "$@") ;;
    microdnf:*) package_try microdnf -y install $(package_rpm_names "$@") ;;
    zypper:yes) package_try zypper -n install --recommends --oldpackage -- "$@" ;;
    zypper:*) package_try zypper -n install --no-recommends --oldpackage -- "$@" ;;
    apk:*) package_try apk add -- "$@" ;;
    pacman:*) package_try pacman -S --noconfirm --needed -- "$@" ;;
  esac
}

# NAME=VERSION as rpm's tools write it. Names and versions have no blanks.
package_rpm_names() {
  for package_word in "$@"; do
    case $package_word in
      *=*) printf '%s-%s ' "${package_word%%=*}" "${package_word#*=}" ;;
      *) printf '%s ' "$package_word" ;;
    esac
  done
}

# Brings packages to the newest version that the lists know.
package_upgrade() {
  case $package_manager in
    dnf | yum) package_try "$(package_dnf)" -q -y upgrade -- "$@" || package_explain "upgrade $*" ;;
    microdnf) package_try microdnf -y upgrade "$@" || package_explain "upgrade $*" ;;
    zypper) package_try zypper -n update --no-recommends -- "$@" || package_explain "upgrade $*" ;;
    apk) package_try apk add --upgrade -- "$@" || package_explain "upgrade $*" ;;
    # apt and pacman bring an installed package up to date by installing it.
    *) package_install "$@" ;;
  esac
}

# Removes packages; their configuration and data stay.
package_remove() {
  package_require_names "$@"
  [ -n "${package_manager-}" ] || package_manager_load
  pw_progress "removing $*"
  case $package_manager in
    apt) package_run apt-get -q -y remove -- "$@" ;;
    dnf | yum) package_run "$(package_dnf)" -q -y remove -- "$@" ;;
    microdnf) package_run microdnf -y remove "$@" ;;
    zypper) package_run zypper -n remove -- "$@" ;;
    apk) package_run apk del -- "$@" ;;
    pacman) package_run pacman -R --noconfirm -- "$@" ;;
  esac
}

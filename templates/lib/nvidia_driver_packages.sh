# Which packages of which source make a driver on which distribution. Read-only; part of nvidia_driver.
#
# Sources: Ubuntu Server documentation, "NVIDIA drivers installation"; packages.debian.org; NVIDIA Driver Installation Guide 620,
# "Kernel Modules" and "Version locking"; AlmaLinux wiki, "NVIDIA"; SUSE's spec files of nvidia-open-driver-G06-signed.

# Sets driver_source, driver_wanted (all the packages), driver_packages (those that are missing or of another branch; driver_replace is
# yes where there are such), driver_dkms (yes where modules are built on the host), driver_signed (no where Secure Boot would refuse them), driver_headers and
# driver_header_packages, and what nvidia_driver_repository describes.
driver_choose_packages() {
  driver_wanted='' driver_packages='' driver_dkms=no driver_signed=no driver_header_packages='' driver_guess=''
  driver_repositories='' driver_stream='' driver_lock='' driver_headers=no driver_replace=no
  distribution_load
  package_manager_load
  case $package_manager:$distribution_id:$distribution_like in
    apt:ubuntu:* | apt:*:*ubuntu*) driver_choose_ubuntu ;;
    apt:debian:*) driver_choose_debian ;;
    dnf:almalinux:*) driver_choose_almalinux ;;
    dnf:*) driver_choose_dnf ;;
    zypper:*) driver_choose_suse ;;
    *)
      pw_fail "how to install the NVIDIA driver on $distribution_name isn't known here" \
        "install it by the distribution's own means; a driver that works is left alone"
      ;;
  esac
  driver_find_missing
  if [ "$driver_dkms" = yes ] && [ ! -e "$gpu_modules/$gpu_kernel/build/Makefile" ]; then driver_headers=yes; fi
}

# What isn't installed, and what is but in a version that doesn't fit. driver_packages: lines of NAME, version there, version to be.
driver_find_missing() {
  [ -n "$driver_wanted" ] || return 0
  package_load $driver_wanted
  for driver_word in $driver_wanted; do
    package_find "$driver_word"
    driver_number=${package_version#*:}
    driver_number=${driver_number%%[-+_]*}
    if [ -z "$package_version" ]; then
      driver_packages="$driver_packages$driver_word absent ${driver_branch:-present}$gpu_newline"
    elif [ "$driver_fits" = no ] && gpu_is_version "$driver_number" && ! driver_number_fits "$driver_number"; then
      driver_replace=yes
      driver_packages="$driver_packages$driver_word $package_version ${driver_branch:-at_least_$driver_want_minimum}$gpu_newline"
    fi
  done
}

driver_number_fits() {
  if [ -n "$driver_branch" ] && [ "${1%%.*}" != "$driver_branch" ]; then return 1; fi
  [ -z "$driver_want_minimum" ] || docker_version_at_least "$1" "$driver_want_minimum"
}

# driver_use SOURCE: that source, unless another one was asked for.
driver_use() {
  case $driver_want_source:$1 in
    auto:* | distribution:distribution | nvidia:nvidia) driver_source=$1 ;;
    *) driver_source=$driver_want_source ;;
  esac
}

driver_lacks() {
  pw_fail "$distribution_name has no ${driver_branch:+$driver_branch }$driver_flavour NVIDIA driver of its own${1-}" \
    "use source: nvidia (or auto), another branch or flavour"
}

# --- Ubuntu: branches in the packages' names; modules for Ubuntu's kernels are built and signed by Ubuntu --------------------

driver_choose_ubuntu() {
  driver_use distribution
  if [ "$driver_source" = nvidia ]; then
    driver_choose_nvidia_apt "ubuntu$(driver_join "$distribution_version")"
    return 0
  fi
  driver_headers_flavour=${gpu_kernel##*-}
  # Lists that were never fetched say nothing; apply fetches them and comes here again.
  if ! package_lists_known; then
    driver_signed=yes
    driver_guess="the newest ${driver_branch:+of }${driver_branch:-server branch}"
    return 0
  fi
  driver_read_ubuntu
  driver_pick_ubuntu
  [ -n "$driver_number" ] || driver_lacks " for this kernel ($gpu_kernel); its component restricted may be off"
  driver_branch=${driver_number%-server}
  driver_open=''
  if [ "$driver_flavour" = open ]; then driver_open=-open; fi
  if [ "$driver_dkms" = yes ]; then
    driver_wanted="nvidia-dkms-$driver_number$driver_open nvidia-headless-no-dkms-$driver_number$driver_open"
    driver_header_packages="linux-headers-$gpu_kernel linux-headers-$driver_headers_flavour"
  else
    # The package that follows new kernels, and that of the running one, which may be older.
    driver_wanted="linux-modules-nvidia-$driver_number$driver_open-$driver_headers_flavour \
linux-modules-nvidia-$driver_number$driver_open-$gpu_kernel nvidia-headless-no-dkms-$driver_number$driver_open"
  fi
  driver_wanted="$driver_wanted nvidia-utils-$driver_number"
}

# Sets driver_known to the names that apt knows of, between blanks; without its caches, which it would write.
driver_read_ubuntu() {
  driver_known=' '
  while read -r driver_word driver_rest; do
    driver_known="$driver_known$driver_word "
  done <<PODWRIGHT_NAMES
$(apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= search --names-only \
    "^(nvidia-headless-no-dkms-[0-9]+(-server)?(-open)?|nvidia-dkms-[0-9]+(-server)?(-open)?|linux-modules-nvidia-[0-9]+(-server)?(-open)?-$gpu_kernel)\$" \
    2>/dev/null)
PODWRIGHT_NAMES
}

# Sets driver_number to a branch as the names have it (580-server, else 580), and driver_dkms: modules that Ubuntu built for the running
# kernel come first, then the newest branch. A branch that is only passing through the names as a dependency isn't found by a search.
driver_pick_ubuntu() {
  driver_number='' driver_dkms=no driver_signed=yes driver_suffix=''
  if [ "$driver_flavour" = open ]; then driver_suffix=-open; fi
  for driver_kind in modules dkms; do
    for driver_server in -server ''; do
      driver_newest=0
      for driver_word in $driver_known; do
        driver_rest=${driver_word#nvidia-headless-no-dkms-}
        [ "$driver_rest" != "$driver_word" ] || continue
        case $driver_rest in
          *[!0-9]"$driver_server$driver_suffix") continue ;;
          *"$driver_server$driver_suffix") driver_rest=${driver_rest%"$driver_server$driver_suffix"} ;;
          *) continue ;;
        esac
        driver_ubuntu_has "$driver_rest" && [ "$driver_rest" -gt "$driver_newest" ] || continue
        driver_newest=$driver_rest
      done
      if [ "$driver_newest" != 0 ]; then
        driver_number=$driver_newest$driver_server
        if [ "$driver_kind" = dkms ]; then driver_dkms=yes driver_signed=no; fi
        return 0
      fi
    done
  done
}

# driver_ubuntu_has BRANCH: whether it is allowed, and has what driver_kind needs.
driver_ubuntu_has() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
  if [ -n "$driver_branch" ] && [ "$1" != "$driver_branch" ]; then return 1; fi
  [ "$1" -ge "$gpu_oldest_branch" ] || return 1
  if [ "$gpu_newest_branch" != 0 ] && [ "$1" -gt "$gpu_newest_branch" ]; then return 1; fi
  if [ -n "$driver_want_minimum" ] && ! docker_version_at_least "$1.999" "$driver_want_minimum"; then return 1; fi
  case $driver_kind:$driver_known in
    modules:*" linux-modules-nvidia-$1$driver_server$driver_suffix-$gpu_kernel "*) return 0 ;;
    dkms:*" nvidia-dkms-$1$driver_server$driver_suffix "*) return 0 ;;
  esac
  return 1
}

# --- Debian: one branch a release; DKMS builds the modules --------------------------------------------------------------------

driver_choose_debian() {
  case $distribution_version in
    12) driver_own=535 ;;
    13) driver_own=550 ;;
    *) driver_own='' ;;
  esac
  driver_use distribution
  if [ "$driver_want_source" = auto ] && ! driver_debian_serves; then driver_source=nvidia; fi
  driver_dkms=yes
  driver_header_packages="linux-headers-$gpu_kernel linux-headers-$(driver_debian_kernel)"
  if [ "$driver_source" = nvidia ]; then
    driver_choose_nvidia_apt "debian$distribution_version"
    return 0
  fi
  driver_debian_serves || driver_lacks "${driver_own:+: it has branch $driver_own}"
  driver_branch=$driver_own
  case $driver_flavour in
    open) driver_wanted='nvidia-open-kernel-dkms nvidia-smi libcuda1' ;;
    *) driver_wanted='nvidia-kernel-dkms nvidia-smi libcuda1' ;;
  esac
  driver_look_at_components
}

# Whether Debian's own branch is what is wanted. Debian has no Fabric Manager.
driver_debian_serves() {
  if [ "$gpu_switches" != 0 ] && [ "$driver_want_fabric" != never ]; then return 1; fi
  if [ -z "$driver_own" ]; then
    # Testing and unstable: whatever they have now.
    [ -z "$driver_want_branch$driver_want_minimum" ] && [ "$gpu_oldest_branch" -le 550 ]
    return
  fi
  [ "$driver_own" -ge "$gpu_oldest_branch" ] || return 1
  # The last branch for old GPUs is a limit, not a wish.
  if [ -n "$driver_want_branch" ] && [ "$driver_want_branch" != "$driver_own" ]; then return 1; fi
  [ -z "$driver_want_minimum" ] || docker_version_at_least "$driver_own.999" "$driver_want_minimum"
}

# 6.1.0-18-amd64 is of linux-headers-amd64, 6.1.0-18-cloud-amd64 of linux-headers-cloud-amd64: without that package the next kernel
# would come without its headers, and so without the driver.
driver_debian_kernel() {
  case $gpu_kernel in
    *-cloud-*) printf 'cloud-%s' "${gpu_kernel##*-}" ;;
    *-rt-*) printf 'rt-%s' "${gpu_kernel##*-}" ;;
    *) printf '%s' "${gpu_kernel##*-}" ;;
  esac
}

# --- NVIDIA's repository for apt: the branch is pinned by a package of its own -------------------------------------------------

# driver_choose_nvidia_apt FOLDER
driver_choose_nvidia_apt() {
  driver_dkms=yes driver_signed=no
  [ -n "$driver_header_packages" ] || driver_header_packages="linux-headers-$gpu_kernel linux-headers-${gpu_kernel##*-}"
  driver_nvidia_repository "$1"
  # Without it nvidia-open and even cuda-drivers-580 bring parts of the newest branch.
  if [ -n "$driver_branch" ]; then driver_wanted="nvidia-driver-pinning-$driver_branch"; fi
  driver_wanted="$driver_wanted $(driver_nvidia_package)"
}

driver_nvidia_package() {
  case $driver_flavour in
    open) printf nvidia-open ;;
    *) printf cuda-drivers ;;
  esac
}

# --- RHEL and its kin -----------------------------------------------------------------------------------------------------------

# AlmaLinux builds and signs the open modules itself.
driver_choose_almalinux() {
  driver_use distribution
  if [ "$driver_want_source" = auto ] && ! driver_almalinux_serves; then driver_source=nvidia; fi
  if [ "$driver_source" = nvidia ]; then
    driver_choose_dnf
    return 0
  fi
  driver_almalinux_serves || driver_lacks
  driver_signed=yes
  driver_wanted='almalinux-release-nvidia-driver nvidia-open-kmod nvidia-driver nvidia-driver-cuda'
}

driver_almalinux_serves() {
  case ${distribution_version%%.*}:$driver_flavour:$driver_want_branch in
    9:open: | 10:open:) return 0 ;;
  esac
  return 1
}

driver_choose_dnf() {
  driver_use nvidia
  if [ "$driver_source" = distribution ]; then driver_lacks; fi
  driver_dkms=yes
  driver_major=${distribution_version%%.*}
  driver_wanted=$(driver_nvidia_package)
  case $distribution_id in
    fedora) driver_nvidia_repository "fedora$driver_major" ;;
    amzn) driver_nvidia_repository "amzn$driver_major" ;;
    *) driver_nvidia_repository "rhel$driver_major" ;;
  esac
  driver_name_rpm_headers
  case $distribution_id:$driver_major in
    fedora:*) driver_want_lock ;;
    amzn:* | *:8 | *:9) driver_want_stream ;;
    *:7) pw_fail "the NVIDIA driver for $distribution_name is no longer published" "upgrade the host to release 9 or newer" ;;
    *) driver_want_lock ;;
  esac
  case $distribution_id in
    fedora | amzn) ;;
    *) driver_look_at_epel ;;
  esac
}

# The headers of the running kernel, which often isn't the newest. Amazon's newer kernels and Oracle's have names of their own.
driver_name_rpm_headers() {
  driver_kernel_release=${gpu_kernel%.*}
  case $distribution_id:$gpu_kernel in
    amzn:6.1.*) driver_header_packages="kernel-devel=$driver_kernel_release kernel-modules-extra=$driver_kernel_release" ;;
    amzn:*)
      driver_word=kernel${gpu_kernel%"${gpu_kernel#*.*.}"}
      driver_word=${driver_word%.}
      driver_header_packages="$driver_word-devel=$driver_kernel_release $driver_word-modules-extra=$driver_kernel_release"
      ;;
    *uek*) driver_header_packages="kernel-uek-devel=$driver_kernel_release" ;;
    *) driver_header_packages="kernel-devel=$driver_kernel_release kernel-headers" ;;
  esac
}

# --- SUSE: modules that SUSE signs, with NVIDIA's libraries of the same version ---------------------------------------------------

driver_choose_suse() {
  driver_use nvidia
  if [ "$driver_source" = distribution ]; then driver_source=nvidia; fi
  case $distribution_id:${distribution_version%%.*} in
    sles*:15 | sle*:15) driver_nvidia_repository sles15 ;;
    opensuse-leap:15) driver_nvidia_repository opensuse15 ;;
    *:16) driver_nvidia_repository suse16 ;;
    *) pw_fail "NVIDIA publishes no driver for $distribution_name" "install it by the distribution's own means; a driver that works is left alone" ;;
  esac
  # From branch 590 on the packages are of the next series.
  driver_series=G06
  if [ -n "$driver_branch" ] && [ "$driver_branch" -ge 590 ]; then driver_series=G07; fi
  driver_kernel_kind=${gpu_kernel##*-}
  case $driver_flavour in
    open)
      driver_signed=yes
      driver_module_package=nvidia-open-driver-$driver_series-signed-cuda-kmp-$driver_kernel_kind
      ;;
    *) driver_module_package=nvidia-driver-$driver_series-kmp-$driver_kernel_kind ;;
  esac
  driver_wanted="$driver_module_package nvidia-compute-utils-$driver_series"
}

# driver_join WORD: without its dots.
driver_join() {
  driver_left=${1%%.*}
  driver_right=${1#*.}
  printf '%s' "$driver_left$driver_right"
}

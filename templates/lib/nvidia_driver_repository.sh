# requires: repository_key
# Where a driver's packages come from: components, repositories, module streams, locks on a branch. Part of nvidia_driver.
# driver_repositories: a line for each that is missing: KIND|what|from|to.

# --- for checks: read-only -------------------------------------------------------------------------------------------------

driver_nvidia_repository() {
  case $(uname -m) in
    x86_64) driver_machine=x86_64 ;;
    aarch64) driver_machine=sbsa ;;
    *) pw_fail "NVIDIA publishes no driver for this machine ($(uname -m))" "there are drivers for x86_64 and aarch64" ;;
  esac
  driver_folder=$1
  driver_address=${driver_want_repository%/}/$1/$driver_machine
  case $package_manager in
    apt) driver_repository_file=/etc/apt/sources.list.d/cuda-$1-$driver_machine.list ;;
    dnf) driver_repository_file=/etc/yum.repos.d/cuda-$1.repo ;;
    zypper) driver_repository_file=/etc/zypp/repos.d/cuda-$1.repo ;;
  esac
  driver_find_address
  [ "$driver_found" = "$driver_address" ] ||
    driver_repositories="${driver_repositories}nvidia|repository cuda-$1|${driver_found:-absent}|$driver_address$gpu_newline"
}

# Sets driver_found to the address that driver_repository_file has.
driver_find_address() {
  driver_found=''
  [ -r "$driver_repository_file" ] || return 0
  while read -r driver_line || [ -n "$driver_line" ]; do
    case $driver_line in
      'deb '*' /')
        driver_line=${driver_line% /}
        driver_found=${driver_line##* }
        ;;
      baseurl=*) driver_found=${driver_line#baseurl=} ;;
    esac
    driver_found=${driver_found%/}
  done <"$driver_repository_file"
}

# Debian keeps drivers in non-free, what they need from it in contrib, their firmware in non-free-firmware.
driver_look_at_components() {
  driver_missing=''
  driver_known=" $(apt-get indextargets --format '$(COMPONENT)' 'Created-By: Packages' 2>/dev/null | tr '\n' ' ') "
  for driver_word in contrib non-free non-free-firmware; do
    case $driver_known in
      *" $driver_word "*) ;;
      *) driver_missing="$driver_missing${driver_missing:+ }$driver_word" ;;
    esac
  done
  [ -z "$driver_missing" ] ||
    driver_repositories="${driver_repositories}components|apt components $driver_missing|disabled|enabled$gpu_newline"
}

# DKMS is not in RHEL; it is in EPEL.
driver_look_at_epel() {
  for driver_file in /etc/yum.repos.d/epel.repo /etc/yum.repos.d/*epel*.repo; do
    if [ -e "$driver_file" ]; then return 0; fi
  done
  if command -v dkms >/dev/null; then return 0; fi
  driver_repositories="${driver_repositories}epel|repository epel|absent|enabled$gpu_newline"
}

# EL 8 and 9: a module stream is the branch. driver_stream: the one that is on (none), and the one wanted, where they differ.
driver_want_stream() {
  case $driver_flavour:$driver_branch in
    open:) driver_word=open-dkms ;;
    open:*) driver_word=$driver_branch-open ;;
    *:) driver_word=latest-dkms ;;
    *) driver_word=$driver_branch-dkms ;;
  esac
  driver_found=none
  if [ -r /etc/dnf/modules.d/nvidia-driver.module ]; then
    driver_state_line='' driver_stream_line=''
    while IFS='=' read -r driver_key driver_rest || [ -n "$driver_key" ]; do
      case $driver_key in
        stream*) driver_stream_line=${driver_rest# } ;;
        state*) driver_state_line=${driver_rest# } ;;
      esac
    done </etc/dnf/modules.d/nvidia-driver.module
    if [ "$driver_state_line" = enabled ]; then driver_found=$driver_stream_line; fi
  fi
  [ "$driver_found" = "$driver_word" ] || driver_stream="$driver_found $driver_word"
}

# EL 10 and Fedora have no streams: the versions of all the driver's packages are locked to the branch.
driver_want_lock() {
  [ -n "$driver_branch" ] || return 0
  for driver_file in /etc/dnf/plugins/versionlock.list /etc/dnf/versionlock.toml; do
    [ -r "$driver_file" ] || continue
    while read -r driver_line || [ -n "$driver_line" ]; do
      case $driver_line in
        '#'*) ;;
        *nvidia*"$driver_branch"* | 'value = "'*"$driver_branch."*) return 0 ;;
      esac
    done <"$driver_file"
  done
  driver_lock=$driver_branch
}

# --- for apply ---------------------------------------------------------------------------------------------------------------

# Adds what driver_repositories names; the lists are fetched where that changes what there is.
driver_add_repositories() {
  driver_fresh=no
  # The descriptor: what is installed may read standard input.
  while IFS='|' read -r driver_kind driver_what driver_from driver_to; do
    case $driver_kind in
      '') continue ;;
      components) driver_enable_components ;;
      nvidia) driver_add_nvidia ;;
      epel) driver_add_epel ;;
    esac
    driver_fresh=yes
  done <<PODWRIGHT_REPOSITORIES
$driver_repositories
PODWRIGHT_REPOSITORIES
  case $package_manager:$driver_fresh in
    apt:yes) package_refresh ;;
    zypper:yes) package_run zypper -n --gpg-auto-import-keys refresh ;;
  esac
  [ -z "$driver_stream" ] || driver_switch_stream
  [ -z "$driver_lock" ] || driver_lock_branch
}

# Debian's own entries get the components, in place: another entry for the same archive would have to repeat its key exactly.
driver_enable_components() {
  for driver_file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    [ -f "$driver_file" ] || continue
    driver_copy=$(mktemp "$driver_file.XXXXXX")
    if driver_edit_sources "$driver_file" >"$driver_copy"; then
      chmod 0644 "$driver_copy"
      mv -f "$driver_copy" "$driver_file"
    else
      rm -f "$driver_copy"
    fi
  done
}

# driver_edit_sources FILE: prints it with the components; status 1 where none were missing.
driver_edit_sources() {
  case $1 in
    *.sources)
      awk -v codename="$distribution_codename" "$(driver_edit_program)"'
        BEGIN { RS = ""; FS = "\n" }
        {
          if ($0 ~ /(^|\n)URIs:[^\n]*\/debian(-security)?\/?( |\n|$)/ && $0 ~ ("(^|\n)Suites:[^\n]*" codename))
            for (i = 1; i <= NF; i++) if ($i ~ /^Components:.* main( |$)/) $i = complete($i)
          stanza = $1
          for (i = 2; i <= NF; i++) stanza = stanza "\n" $i
          print (NR > 1 ? "\n" : "") stanza
        }' "$1"
      ;;
    *)
      awk -v codename="$distribution_codename" "$(driver_edit_program)"'
        /^deb / && / main( |$)/ && $0 ~ ("/debian(-security)?/? +" codename "(-[a-z-]+)? ") { $0 = complete($0) }
        { print }' "$1"
      ;;
  esac
}

driver_edit_program() {
  cat <<'PODWRIGHT_AWK'
function complete(line,   wanted, n) {
  split("contrib non-free non-free-firmware", wanted, " ")
  for (n = 1; n <= 3; n++) if (line !~ (" " wanted[n] "( |$)")) { line = line " " wanted[n]; changed = 1 }
  return line
}
END { exit !changed }
PODWRIGHT_AWK
}

# NVIDIA's key comes in a package of theirs; only the key is taken from it, so that mirrors work.
driver_add_nvidia() {
  driver_temporary=$(mktemp -d)
  case $package_manager in
    apt) driver_add_nvidia_apt ;;
    *) driver_add_nvidia_rpm ;;
  esac
  rm -rf "$driver_temporary"
}

driver_add_nvidia_apt() {
  driver_fetch "$driver_address/cuda-keyring_1.1-1_all.deb" "$driver_temporary/keyring.deb"
  dpkg-deb --extract "$driver_temporary/keyring.deb" "$driver_temporary/files" &&
    [ -s "$driver_temporary/files/usr/share/keyrings/cuda-archive-keyring.gpg" ] ||
    pw_fail "$driver_address/cuda-keyring_1.1-1_all.deb holds no key" "look whether the address is that of NVIDIA's CUDA repositories or a mirror of them"
  driver_put "$driver_temporary/files/usr/share/keyrings/cuda-archive-keyring.gpg" /usr/share/keyrings/cuda-archive-keyring.gpg
  printf 'deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] %s/ /\n' "$driver_address" >"$driver_temporary/list"
  driver_put "$driver_temporary/list" "$driver_repository_file"
}

driver_add_nvidia_rpm() {
  driver_fetch "$driver_address/cuda-$driver_folder.repo" "$driver_temporary/repo"
  sed "s|https://developer.download.nvidia.com/compute/cuda/repos|${driver_want_repository%/}|g" "$driver_temporary/repo" \
    >"$driver_temporary/changed"
  driver_put "$driver_temporary/changed" "$driver_repository_file"
}

# driver_put FROM TO: a file that all may read, at once.
driver_put() {
  mkdir -p "${2%/*}"
  cp "$1" "$2.podwright"
  chmod 0644 "$2.podwright"
  mv -f "$2.podwright" "$2"
}

driver_fetch() {
  driver_said=$(repository_fetch "$1" "$2" 2>&1) ||
    pw_fail "$1 can't be fetched: ${driver_said:-no answer}" \
      "check the host's way to it, or give a mirror of NVIDIA's CUDA repositories by repository; source: distribution needs none"
}

# Oracle and RHEL call it by other names than the rest.
driver_add_epel() {
  case $distribution_id in
    ol) package_install "oracle-epel-release-el$driver_major" ;;
    rhel)
      package_run "$(package_dnf)" -q -y install "https://dl.fedoraproject.org/pub/epel/epel-release-latest-$driver_major.noarch.rpm"
      ;;
    *) package_install epel-release ;;
  esac
}

driver_switch_stream() {
  case $driver_stream in
    'none '*) package_run "$(package_dnf)" -y module enable "nvidia-driver:${driver_stream#* }" ;;
    *)
      # Another stream's packages are brought over with it.
      package_run "$(package_dnf)" -y module switch-to "nvidia-driver:${driver_stream#* }" --allowerasing
      ;;
  esac
}

driver_lock_branch() {
  package_need_versionlock
  # A lock on another branch would keep this one out.
  "$(package_dnf)" -q -y versionlock delete '*nvidia*' 'cuda-drivers*' >/dev/null 2>&1 || :
  package_run "$(package_dnf)" -y versionlock add "*nvidia*$driver_lock*" "cuda-drivers*$driver_lock*"
}

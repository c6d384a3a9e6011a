# requires: gpu gpu_generation docker distribution package_query nvidia_driver_packages nvidia_driver_repository nvidia_driver_hold nvidia_driver_fabric
# What is to be done so that the GPUs of a host have the driver that was asked for. Read-only: driver_decide works it out, for the check
# (nvidia_driver_declare) as for apply (nvidia_driver_apply), so that both speak of the same.

# The wishes, set by the snippets: driver_want_flavour (auto|open|proprietary), driver_want_branch, driver_want_minimum,
# driver_want_source (auto|distribution|nvidia), driver_want_repository, driver_want_reboot (never|if_needed), driver_want_hold
# (true|false|keep), driver_want_fabric (auto|always|never).

# driver_decide SYSFS PROCFS MODULES: sets these, each empty or no where nothing is to be done.
#   driver_state       none (no GPU), fits, or amiss
#   driver_flavour, driver_branch, driver_source   the choice; the branch may be empty: the newest of the source
#   driver_packages    that are missing; driver_repositories, driver_stream, driver_lock: see nvidia_driver_repository
#   driver_headers     yes where the kernel's headers are missing
#   driver_blocklist   yes where nouveau has to be kept from loading
#   driver_build, driver_load   yes where the module has to be built or loaded
#   driver_reboot      why only a reboot helps
driver_decide() {
  driver_state=amiss driver_packages='' driver_headers=no driver_blocklist=no driver_build=no driver_load=no driver_reboot=''
  driver_flavour='' driver_branch='' driver_source='' driver_repositories='' driver_stream='' driver_lock='' driver_guess=''
  driver_fabric_package='' driver_fabric_enable=no driver_fabric_start=no
  driver_fits=no driver_install=no
  driver_check_wishes
  gpu_survey "$1" "$2" "$3"
  driver_look_away && return 0
  gpu_driver_limits
  driver_judge
  if [ "$driver_state" = amiss ]; then
    driver_refuse_broken
    driver_choose_flavour
    driver_work_out
  fi
  driver_look_at_fabric
}

driver_check_wishes() {
  case $driver_want_branch in
    *[!0-9]*) pw_fail "\"$driver_want_branch\" is no branch of the NVIDIA driver" "a branch is the first number of a version, such as 580" ;;
  esac
  case $driver_want_minimum in
    *[!0-9.]* | .* | *.) pw_fail "\"$driver_want_minimum\" is no driver version" "write it as 570 or 570.133.20" ;;
  esac
  if [ -n "$driver_want_branch" ] && [ -n "$driver_want_minimum" ] &&
    ! docker_version_at_least "$driver_want_branch.999" "$driver_want_minimum"; then
    pw_fail "no driver of branch $driver_want_branch is at least $driver_want_minimum" "ask for another branch or a lower minimum"
  fi
}

# Hosts where there is nothing to install: no card, or Windows' business.
driver_look_away() {
  if [ "$gpu_flavour" = wsl ]; then
    driver_state=none
    if [ "$gpu_usable" = true ] && driver_version_fits "$gpu_driver"; then return 0; fi
    [ "$gpu_usable" = true ] || [ -n "$gpu_smi" ] || [ -e /dev/dxg ] || return 0
    pw_fail "this host is WSL2: its NVIDIA driver is that of Windows${gpu_driver:+ ($gpu_driver)}, and none must be installed in it" \
      "${gpu_remedy:-install or update the NVIDIA driver in Windows, then wsl --shutdown}"
  fi
  if [ "$gpu_card_count" = 0 ]; then
    driver_state=none
    return 0
  fi
  case $gpu_held in
    vfio-pci)
      pw_fail "$gpu_problem" "leave this host out, or bind the GPU to the nvidia driver: remove vfio-pci.ids from the kernel's command line"
      ;;
  esac
  return 1
}

# driver_version_fits VERSION: whether it is of the branch and at least of the version asked for.
driver_version_fits() {
  [ -n "$1" ] || return 1
  if [ -n "$driver_want_branch" ] && [ "${1%%.*}" != "$driver_want_branch" ]; then return 1; fi
  [ -z "$driver_want_minimum" ] || docker_version_at_least "$1" "$driver_want_minimum"
}

# driver_kind_fits FLAVOUR: whether it is what was asked for and, where that was left open, one that serves the cards. A flavour that
# isn't known doesn't count against a driver.
driver_kind_fits() {
  case $driver_want_flavour:$1 in
    *: | open:open | proprietary:proprietary) return 0 ;;
    auto:*)
      case " $gpu_flavours " in
        *" $1 "*) return 0 ;;
      esac
      ;;
  esac
  return 1
}

# A driver that works and fits is left alone, whoever installed it. One that works but doesn't fit may be installed already in a version
# that does, and only wait for a reboot.
driver_judge() {
  if [ "$gpu_usable" = true ] && driver_version_fits "$gpu_driver" && driver_kind_fits "$gpu_flavour"; then
    driver_state=fits
  fi
  if driver_version_fits "$gpu_installed" && driver_kind_fits "$gpu_installed_flavour"; then
    driver_fits=yes
  fi
}

# What no installation mends. A .run installation is another's; a GPU that is broken stays broken.
driver_refuse_broken() {
  if [ "$gpu_usable:$gpu_broken" = false:true ]; then pw_fail "the driver is installed, but $gpu_problem" "$gpu_remedy"; fi
  if [ "$driver_fits" = yes ] && [ "$gpu_flavour:$gpu_signer" = none: ] && gpu_secure_boot && ! driver_key_enrolled; then
    pw_fail "Secure Boot is on, and the installed NVIDIA module is not signed with a key that this machine trusts" \
      "enrol its key: mokutil --import /var/lib/dkms/mok.pub, and confirm it at the console of the next boot; or take a signed module"
  fi
}

# The key that DKMS signs with may be enrolled. mokutil says so in words; its exit status differs between versions.
driver_key_enrolled() {
  [ -r /var/lib/dkms/mok.pub ] || return 1
  case $(PATH="$PATH:/usr/sbin:/sbin" mokutil --test-key /var/lib/dkms/mok.pub 2>/dev/null) in
    *'already enrolled'*) return 0 ;;
  esac
  return 1
}

driver_choose_flavour() {
  if [ -z "$gpu_flavours" ]; then
    pw_fail "no NVIDIA driver serves all GPUs of this host: $gpu_generations" "give some of them to virtual machines (vfio-pci), or take them out"
  fi
  case $driver_want_flavour in
    auto)
      case $gpu_flavours in
        open*) driver_flavour=open ;;
        *) driver_flavour=proprietary ;;
      esac
      ;;
    *) driver_flavour=$driver_want_flavour ;;
  esac
  case " $gpu_flavours " in
    *" $driver_flavour "*) ;;
    *)
      pw_fail "the $driver_flavour kernel modules don't serve the GPUs of this host ($gpu_generations)" \
        "use flavour: auto, or flavour: $gpu_flavours"
      ;;
  esac
  driver_choose_branch
}

# The branch that was asked for, else that of a driver which is installed and fits, else the last one that serves old GPUs.
driver_choose_branch() {
  driver_branch=$driver_want_branch
  if [ -z "$driver_branch" ] && [ "$driver_fits" = yes ]; then driver_branch=${gpu_installed%%.*}; fi
  if [ -z "$driver_branch" ] && [ "$gpu_newest_branch" != 0 ]; then driver_branch=$gpu_newest_branch; fi
  [ -n "$driver_branch" ] || return 0
  if [ "$driver_branch" -lt "$gpu_oldest_branch" ]; then
    pw_fail "branch $driver_branch is too old for the GPUs of this host ($gpu_generations)" "they need $gpu_oldest_branch or newer"
  fi
  if [ "$gpu_newest_branch" != 0 ] && [ "$driver_branch" -gt "$gpu_newest_branch" ]; then
    pw_fail "branch $driver_branch is too new for the GPUs of this host ($gpu_generations)" "$gpu_newest_branch is the last that serves them"
  fi
  if [ "$driver_flavour" = proprietary ] && [ "$driver_branch" -ge 620 ]; then
    pw_fail "there are no proprietary kernel modules from branch 620 on" "use flavour: open, or a branch of at most 615"
  fi
}

# From what is there to what is missing: packages only where no module fits or the tool is missing, then what keeps it from loading.
driver_work_out() {
  if [ "$driver_fits" = no ] || [ -z "$gpu_smi" ]; then
    driver_install=yes
    driver_refuse_run_file
    driver_choose_packages
    driver_refuse_unsigned
  fi
  driver_look_at_nouveau
  if [ -n "$driver_reboot" ]; then
    return 0
  elif [ "$gpu_flavour" = open ] || [ "$gpu_flavour" = proprietary ]; then
    if [ "$driver_fits" = no ] || [ "$gpu_installed" != "$gpu_driver" ]; then
      driver_reboot="the kernel module $gpu_driver is loaded"
    elif [ "$gpu_reboot" = true ]; then
      driver_reboot=$gpu_problem
    elif [ -z "$driver_packages" ]; then
      pw_fail "the driver $gpu_driver is installed and loaded, but $gpu_problem" "$gpu_remedy"
    fi
  else
    [ -n "$gpu_installed" ] || driver_look_at_build
    [ -n "$driver_reboot" ] || driver_load=yes
  fi
}

driver_refuse_run_file() {
  for driver_file in /usr/bin/nvidia-uninstall /usr/local/bin/nvidia-uninstall; do
    [ -e "$driver_file" ] || continue
    # Distributions' packages may have a program of that name; NVIDIA's installer leaves its log.
    [ -e /var/log/nvidia-installer.log ] || [ -e /var/lib/nvidia/log ] || continue
    pw_fail "the NVIDIA driver of this host${gpu_installed:+ ($gpu_installed)} was installed by NVIDIA's .run file; packages over it would break it" \
      "remove it first: $driver_file --silent, then reboot; or update it the way it was installed"
  done
}

# Modules that DKMS builds are signed with a key of this machine, which Secure Boot refuses until it is enrolled.
driver_refuse_unsigned() {
  [ "$driver_signed" = no ] && gpu_secure_boot || return 0
  driver_key_enrolled ||
    pw_fail "Secure Boot is on, and for this kernel $distribution_name has no signed NVIDIA module ($driver_source, $driver_flavour)" \
      "enrol DKMS's key (mokutil --import /var/lib/dkms/mok.pub, confirmed at the console of the next boot), turn Secure Boot off, or run a kernel that signed modules exist for"
}

# Nouveau takes the cards where it is there and nothing forbids it. What is installed now counts, so that a plan is what then happens.
driver_look_at_nouveau() {
  case " $gpu_held " in
    *' nouveau '*)
      driver_reboot='nouveau holds the GPU'
      if driver_nouveau_blocked; then driver_refuse_stubborn; else driver_blocklist=yes; fi
      ;;
    *)
      [ "$driver_install" = yes ] && [ -d "$gpu_modules/$gpu_kernel/kernel/drivers/gpu/drm/nouveau" ] || return 0
      driver_nouveau_blocked || driver_blocklist=yes
      ;;
  esac
}

driver_nouveau_blocked() {
  for driver_file in /etc/modprobe.d/*.conf /usr/lib/modprobe.d/*.conf /lib/modprobe.d/*.conf; do
    [ -r "$driver_file" ] || continue
    while read -r driver_word driver_rest || [ -n "$driver_word" ]; do
      case "$driver_word $driver_rest" in
        'blacklist nouveau'*) return 0 ;;
      esac
    done <"$driver_file"
  done
  return 1
}

# Nouveau was loaded though a file forbids it since before this boot: another reboot would not help.
driver_refuse_stubborn() {
  [ "$driver_install$driver_fits" = noyes ] && [ -r "$gpu_procfs/uptime" ] || return 0
  read -r driver_word driver_rest <"$gpu_procfs/uptime" || :
  driver_word=$((${driver_word%%.*} / 60 + 1))
  case $(find "$driver_file" -mmin "+$driver_word" 2>/dev/null) in
    ?*)
      pw_fail "nouveau took the GPU though $driver_file keeps it from loading" \
        "the initial RAM disk is older than that file: rebuild it (update-initramfs -u, or dracut --force) and reboot"
      ;;
  esac
}

# The packages are there, or will be, and the module isn't: DKMS builds it at their installation, and failed or lacked headers.
driver_look_at_build() {
  [ -z "$driver_packages$driver_guess" ] && [ "$driver_install" = yes ] || return 0
  if [ "$driver_dkms" = no ]; then
    gpu_find_other_kernels
    [ -n "$gpu_next_kernel" ] ||
      pw_fail "the packages of the driver are installed ($driver_wanted), but no module for the kernel that runs ($gpu_kernel)" \
        "install them anew, and look at what they say"
    driver_reboot="the module is installed for $gpu_next_kernel, and $gpu_kernel runs"
  else
    driver_build=yes
  fi
}

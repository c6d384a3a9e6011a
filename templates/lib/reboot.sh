# Why a host needs a reboot. Read-only.

# The reasons, one a line; none where it needs none.
reboot_reasons() {
  reboot_reason_flags
  reboot_reason_packages
  if ! reboot_in_container; then
    reboot_reason_kernel
    reboot_reason_nvidia
  fi
}

# Sets reboot_found (the reasons, one a line) and reboot_why (the same on one line); both are empty where there are none.
reboot_load() {
  reboot_found=$(reboot_reasons) reboot_why=''
  while read -r reboot_line; do
    reboot_why=$reboot_why${reboot_why:+; }$reboot_line
  done <<END
$reboot_found
END
}

# What package managers left: Debian and Ubuntu, SUSE, ostree.
reboot_reason_flags() {
  if [ -e /run/reboot-required ] || [ -e /var/run/reboot-required ]; then
    echo "/run/reboot-required is there$(reboot_flag_packages)"
  fi
  if [ -e /run/reboot-needed ]; then echo "/run/reboot-needed is there"; fi
  if [ -e /run/ostree/staged-deployment ]; then echo "a new deployment is staged"; fi
}

reboot_flag_packages() {
  [ -r /run/reboot-required.pkgs ] || return 0
  sort -u /run/reboot-required.pkgs | awk 'NR <= 5 {printf "%s%s", NR == 1 ? " (" : ", ", $0}
    END {if (NR > 5) printf ", …"; if (NR > 0) printf ")"}'
}

# An exit status of 1 alone may also mean that there is no such command.
reboot_reason_packages() {
  if command -v needs-restarting >/dev/null 2>&1; then
    reboot_said=$(needs-restarting -r 2>/dev/null) || reboot_dnf_says "$reboot_said"
  elif command -v dnf >/dev/null 2>&1; then
    reboot_said=$(dnf -C -q needs-restarting -r 2>/dev/null) || reboot_dnf_says "$reboot_said"
  fi
  if command -v zypper >/dev/null 2>&1; then
    reboot_status=0
    zypper --quiet needs-rebooting >/dev/null 2>&1 || reboot_status=$?
    if [ "$reboot_status" = 102 ]; then echo "zypper says that it is needed"; fi
  fi
}

reboot_dnf_says() {
  case $1 in
    *"eboot is required"*) echo "needs-restarting says that it is needed" ;;
  esac
}

# A container's kernel is another machine's.
reboot_in_container() {
  [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -s /run/systemd/container ] || [ -n "${container-}" ]
}

# The running kernel's modules are gone, or a newer kernel of the same flavour is installed.
reboot_reason_kernel() {
  [ -d /lib/modules ] || return 0
  reboot_running=$(uname -r)
  reboot_newest=$(reboot_kernels | sort -V | tail -n 1)
  if [ -n "$reboot_newest" ] && [ "$reboot_newest" != "$reboot_running" ]; then
    echo "the kernel $reboot_running runs, $reboot_newest is installed"
  elif [ -z "$reboot_newest" ] && [ ! -d "/lib/modules/$reboot_running" ] && [ -n "$(ls /lib/modules)" ]; then
    echo "the modules of the running kernel $reboot_running are no longer installed"
  fi
}

# Installed kernels of the running one's flavour (6.1.0-18-cloud-amd64 is of another than 6.1.0-18-amd64), and the running
# one where it still is. What a removed kernel left in /lib/modules counts as none.
reboot_kernels() {
  for reboot_kernel in /lib/modules/*; do
    reboot_kernel=${reboot_kernel##*/}
    if [ -e "/boot/vmlinuz-$reboot_kernel" ] || [ -e "/lib/modules/$reboot_kernel/vmlinuz" ]; then
      echo "$reboot_kernel"
    fi
  done | awk -v running="$reboot_running" '
    function flavour(name) {gsub(/[0-9][0-9._]*/, "", name); return name}
    flavour($0) == flavour(running)'
}

# The driver was updated, but the kernel still holds the old module.
reboot_reason_nvidia() {
  [ -r /proc/driver/nvidia/version ] && command -v modinfo >/dev/null 2>&1 || return 0
  reboot_loaded=$(awk '/^NVRM/ {for (i = 1; i <= NF; i++) if ($i ~ /^[0-9]+\.[0-9]+(\.[0-9]+)?$/) {print $i; exit}}' \
    /proc/driver/nvidia/version)
  reboot_installed=$(modinfo -F version nvidia 2>/dev/null) || return 0
  if [ -n "$reboot_loaded" ] && [ -n "$reboot_installed" ] && [ "$reboot_loaded" != "$reboot_installed" ]; then
    echo "the NVIDIA driver $reboot_installed is installed, $reboot_loaded runs"
  fi
}

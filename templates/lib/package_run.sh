# requires: package_repair package_explain
# Runs package managers without questions, waits for their locks, and repairs what an earlier installation left half done.

# Runs a package manager; a failure fails the task with its cause.
package_run() {
  package_try "$@" || package_explain "$*"
}

# Runs a package manager. Its output is shown and kept in package_log. What is broken on this host and can be repaired without removing
# anything is repaired, with a warning, and it is run again.
package_try() {
  package_repairs='' package_skip=no
  until package_attempt "$@"; do
    package_repair || return 1
  done
}

# Runs a package manager, waiting up to five minutes for others that hold its locks. Status 1 where it fails.
package_attempt() {
  package_waited=0 package_told=''
  case $1 in
    apt-get)
      shift
      set -- apt-get -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \
        -o Acquire::Retries=3 -o DPkg::Lock::Timeout=0 "$@"
      ;;
    # They would wait for ever, and without a word about whom they wait for.
    dnf | yum)
      package_program=$1
      shift
      set -- "$package_program" --setopt=exit_on_lock=True "$@"
      ;;
  esac
  case $1:$package_skip in
    dnf*:yes | yum:yes)
      package_program=$1
      shift
      set -- "$package_program" '--setopt=*.skip_if_unavailable=True' "$@"
      ;;
  esac
  while :; do
    package_once "$@"
    [ "$package_rc" != 0 ] || return 0
    package_locked || return 1
    package_find_holder
    [ -n "$package_holder" ] && [ "$package_waited" -lt 300 ] || return 1
    if [ "$package_holder" != "$package_told" ]; then
      pw_progress "waiting for $package_holder to finish"
      package_told=$package_holder
    fi
    sleep 2
    package_waited=$((package_waited + 2))
  done
}

# The output goes to a file first: a service that an installation starts may keep a pipe open for ever.
package_once() {
  package_newline='
'
  package_log_file=$(mktemp "${TMPDIR:-/tmp}/podwright.XXXXXX")
  package_rc=0
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a NEEDRESTART_SUSPEND=1 UCF_FORCE_CONFFOLD=1 \
    ZYPP_LOCK_TIMEOUT=0 LC_ALL=C "$@" >"$package_log_file" 2>&1 </dev/null || package_rc=$?
  package_log=$(cat "$package_log_file")
  rm -f "$package_log_file"
  printf '%s\n' "$package_log"
  case $1:$package_rc in
    zypper:102)
      pw_warn "zypper says that this host needs a reboot"
      package_rc=0
      ;;
    # Zypper updated itself first and wants to be run again for the rest; the second run says what is wrong, if so.
    zypper:103) "$@" && package_rc=0 ;;
    zypper:106)
      pw_warn "zypper passed over a repository that can't be read"
      package_rc=0
      ;;
    zypper:107)
      pw_warn "an installation script of a package failed: ${package_log##*$package_newline}"
      package_rc=0
      ;;
  esac
}

# Whether another package manager was in the way. Without root's rights a lock can't be had either, and waiting doesn't help.
package_locked() {
  if package_log_has 'are you root' 'Permission denied'; then return 1; fi
  case $package_manager:$package_rc in
    zypper:7 | dnf:200 | yum:200) return 0 ;;
  esac
  package_log_has 'Could not get lock' 'Unable to acquire the dpkg frontend lock' 'Unable to lock directory' \
    'Unable to lock the administration directory' 'lock was locked by ' 'is another process using it' \
    'Unable to lock database' 'unable to lock database' 'Another app is currently holding the yum lock' ' already locked by '
}

# Sets package_holder to who holds the lock, in words; to nothing where nobody does any more that left it behind.
package_find_holder() {
  package_holder='' package_pid=''
  for package_text in 'held by process ' 'by the application with pid ' ' process with pid ' ' already locked by ' \
    'held by pid '; do
    case $package_log in
      *"$package_text"[0-9]*)
        package_log_between "$package_text" ' '
        package_pid=${package_text%%[!0-9]*}
        break
        ;;
    esac
  done
  case $package_manager:$package_pid in
    pacman:) package_find_process pacman packagekitd || return 0 ;;
  esac
  package_holder='another package manager'
  if [ -n "$package_pid" ] && read -r package_word 2>/dev/null <"/proc/$package_pid/comm"; then
    package_holder="$package_word (process $package_pid)"
  elif [ -n "$package_pid" ]; then
    package_holder="process $package_pid"
  fi
  if package_log_has 'Could not get lock /'; then
    package_log_between 'Could not get lock ' ' '
    package_holder="$package_holder, which holds ${package_text%.},"
  fi
}

# Sets package_pid to a process of one of the NAMES; status 1 where there is none.
package_find_process() {
  for package_file in /proc/[0-9]*/comm; do
    { read -r package_word <"$package_file"; } 2>/dev/null || continue
    case " $* " in
      *" $package_word "*)
        package_pid=${package_file#/proc/} package_pid=${package_pid%/comm}
        return 0
        ;;
    esac
  done
  return 1
}

package_log_has() {
  for package_text in "$@"; do
    case $package_log in
      *"$package_text"*) return 0 ;;
    esac
  done
  return 1
}

# Sets package_text to what stands in package_log between the first BEFORE and the AFTER that follows it on its line.
package_log_between() {
  package_text=${package_log#*"$1"}
  package_text=${package_text%%"$package_newline"*}
  package_text=${package_text%%"$2"*}
}

# Sets package_text to the last line of package_log that has the first of the TEXTS that is in it at all, without apt's letter in
# front; status 1 where none is.
package_log_line() {
  for package_mark in "$@"; do
    case $package_log in
      *"$package_mark"*)
        package_text=${package_log%"$package_mark"*}
        package_text=${package_text##*"$package_newline"}
        package_line=${package_log##*"$package_mark"}
        package_text=$package_text$package_mark${package_line%%"$package_newline"*}
        package_text=${package_text#[EWN]: }
        return 0
        ;;
    esac
  done
  return 1
}

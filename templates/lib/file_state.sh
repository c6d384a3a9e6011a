# requires: file
# What stands at a path: files, folders, links, nothing. Each pair is a check and its apply.

# file_check_present PATH TOUCH MODE OWNER GROUP PLAN
file_check_present() {
  file_load "$1"
  case $file_kind:$2 in
    file:* | other:*) file_check_attributes "$3" "$4" "$5" ;;
    directory:*) pw_fail "$1 is a folder, not a file" "say state: directory, or remove it first with state: absent" ;;
    dangling:*) pw_fail "$1 is a link to something that doesn't exist" "remove it first with state: absent" ;;
    absent:yes)
      pw_change state absent file
      file_check_new "$3" "$4" "$5"
      ;;
    *)
      if [ "$6" = yes ]; then pw_defer "$1 doesn't exist yet"; fi
      pw_fail "$1 doesn't exist" "copy and template make files with content, state: touch an empty one, state: directory a folder"
      ;;
  esac
}

# file_make PATH MODE OWNER GROUP
file_make() {
  file_load "$1"
  if [ "$file_kind" = absent ]; then
    file_require_folder "$1"
    # `>>` would follow a link that somebody put here meanwhile.
    (set -C && : >"$1") || pw_fail "$1 can't be made" "set become: true if the folder belongs to root"
  fi
  file_set_attributes "$@"
}

# file_check_directory PATH RECURSE MODE OWNER GROUP
file_check_directory() {
  file_load "$1"
  case $file_kind in
    directory)
      file_check_attributes "$3" "$4" "$5"
      if [ "$2" = yes ]; then file_check_tree "$1" "$3" "$4" "$5"; fi
      ;;
    absent)
      pw_change state absent directory
      file_check_new "$3" "$4" "$5" directory
      ;;
    dangling) pw_fail "$1 is a link to something that doesn't exist" "remove it first with state: absent, or make what it leads to" ;;
    *) pw_fail "$1 is a file, not a folder" "remove it first with state: absent" ;;
  esac
}

# Declares how many of the files below a folder differ.
file_check_tree() {
  if [ -n "$3" ]; then file_count_owner "$1" owner "$3" user; fi
  if [ -n "$4" ]; then file_count_owner "$1" group "$4" group; fi
  if [ -n "$2" ]; then
    file_count=$(file_tree_modes "$1" "$2")
    if [ "$file_count" != 0 ]; then pw_change "mode of $file_count inside" "" "$2"; fi
  fi
}

# file_count_owner PATH WHAT WANTED user|group
file_count_owner() {
  # One character a file: a name may hold line ends.
  file_each='for file do printf x; done'
  file_count=$(find "$1" -mindepth 1 ! "-$4" "$3" -exec sh -c "$file_each" sh {} + 2>/dev/null) || {
    # find knows no such user yet: then nothing belongs to it.
    file_count=$(find "$1" -mindepth 1 -exec sh -c "$file_each" sh {} +)
  }
  if [ -n "$file_count" ]; then pw_change "$2 of ${#file_count} inside" "" "$3"; fi
}

# Prints how many of the files and folders below PATH have a mode that MODE would change.
file_tree_modes() {
  find "$1" -mindepth 1 ! -type l -exec stat -c '%a %F' {} + | {
    file_count=0
    while read -r file_mode file_type; do
      case $file_type in
        directory) mode_apply "$2" "$file_mode" directory ;;
        *) mode_apply "$2" "$file_mode" file ;;
      esac
      if [ "$((0$file_mode))" != "$((0$mode_result))" ]; then file_count=$((file_count + 1)); fi
    done
    printf '%s' "$file_count"
  }
}

# file_make_directory PATH RECURSE MODE OWNER GROUP
file_make_directory() {
  if [ ! -d "$1" ]; then file_make_folders "$1" "$3" "$4" "$5"; fi
  file_set_attributes "$1" "$3" "$4" "$5"
  [ "$2" = yes ] || return 0
  if [ -n "$4$5" ]; then
    file_error=$(chown -R -h -- "$4${5:+:$5}" "$1" 2>&1) || file_explain_owner "$4" "$5"
  fi
  if [ -n "$3" ]; then file_set_tree_modes "$1" "$3"; fi
}

# Without who, as in +x, chmod would follow the umask. The folder itself has its mode already.
file_set_tree_modes() {
  umask 0
  case $2 in
    *[!0-7]*) find "$1" -mindepth 1 ! -type l -exec chmod -- "$2" {} + ;;
    # Five digits: with four, chmod keeps a folder's set-id bits.
    *)
      mode_apply "$2" 0 file
      find "$1" -mindepth 1 ! -type l -exec chmod -- "0$mode_result" {} +
      ;;
  esac
}

# Every folder that is made gets the mode and owner, not only the last.
file_make_folders() {
  case $1 in
    */*) ;;
    *) return 0 ;;
  esac
  if [ -n "${1%/*}" ] && [ ! -d "${1%/*}" ]; then file_make_folders "${1%/*}" "$2" "$3" "$4"; fi
  if [ -d "$1" ]; then return 0; fi
  if ! file_error=$(mkdir -- "$1" 2>&1); then
    pw_fail "the folder $1 can't be made: ${file_error##*: }" "set become: true if the folder above it belongs to root"
  fi
  file_set_attributes "$1" "$2" "$3" "$4"
}

# file_check_link PATH SRC FORCE OWNER GROUP
file_check_link() {
  if [ -L "$1" ]; then
    file_leads=$(readlink -- "$1" && printf .)
    file_leads=${file_leads%?.}
    if [ "$file_leads" != "$2" ]; then pw_change link "$file_leads" "$2"; fi
    if [ -n "$4$5" ]; then
      file_load_link "$1"
      file_check_owner "$4" "$5"
    fi
    return 0
  fi
  file_load "$1"
  file_check_makes_way "$1" "$3"
  pw_change link "" "$2"
  if [ -n "$4" ]; then pw_change owner '' "$4"; fi
  if [ -n "$5" ]; then pw_change group '' "$5"; fi
}

# As file_load, of a link itself.
file_load_link() {
  file_stat=$(stat -c '%a %u %g %s %U %G' -- "$1")
  file_split $file_stat
}

file_check_makes_way() {
  case $file_kind:$2 in
    absent:* | dangling:*) ;;
    directory:*)
      if [ -n "$(find "$1/" -mindepth 1 -maxdepth 1 | head -n 1)" ]; then
        pw_fail "$1 is a folder that isn't empty, so no link is put in its place" "move what it holds, then remove it with state: absent"
      fi
      [ "$2" = yes ] || pw_fail "$1 is a folder, not a link" "force: true replaces it, as it is empty"
      pw_change state directory link
      ;;
    *:yes) pw_change state file link ;;
    *) pw_fail "$1 is a file, not a link" "force: true replaces it" ;;
  esac
}

# file_make_link PATH SRC FORCE OWNER GROUP
file_make_link() {
  file_require_folder "$1"
  file_require_source "$1" "$2" "$3"
  if [ -d "$1" ] && [ ! -L "$1" ]; then rmdir -- "$1"; fi
  if [ ! -L "$1" ] || [ "$(readlink -- "$1")" != "$2" ]; then
    # A new link is moved over the old one, so that there is one at all times.
    file_temporary=$(mktemp -d "${1%/*}/.podwright.XXXXXX" 2>&1) || {
      pw_fail "the link $1 can't be made: ${file_temporary##*: }" "set become: true if the folder belongs to root"
    }
    ln -s -- "$2" "$file_temporary/link"
    file_move_link "$1"
  fi
  if [ -n "$4$5" ]; then
    file_error=$(chown -h -- "$4${5:+:$5}" "$1" 2>&1) || file_explain_owner "$4" "$5"
  fi
}

# mv would move into a folder that the old link leads to; a link is in its own folder's gift, so that one goes first.
file_move_link() {
  if [ -d "$1" ]; then rm -f -- "$1"; fi
  file_rc=0
  mv -f -- "$file_temporary/link" "$1" || file_rc=$?
  rm -rf -- "$file_temporary"
  [ "$file_rc" = 0 ] || pw_fail "the link $1 can't be made" "\"lsattr -d ${1%/*}/\" shows whether the folder is immutable"
}

file_require_source() {
  case $2 in
    /*) file_source=$2 ;;
    *) file_source=${1%/*}/$2 ;;
  esac
  if [ "$3" = no ] && [ ! -e "$file_source" ]; then
    pw_fail "$file_source, where the link $1 is to lead, doesn't exist" "make it first, or allow that with force: true"
  fi
}

# file_check_hard PATH SRC FORCE MODE OWNER GROUP PLAN
file_check_hard() {
  if [ ! -f "$2" ]; then
    if [ "$7" = yes ]; then pw_defer "$2 doesn't exist yet"; fi
    pw_fail "$2, which $1 is to be another name of, is not a file" "src of a hard link is an absolute path of a file that exists"
  fi
  file_load "$1"
  if [ "$file_kind" = file ] && [ "$file_link" = no ] && [ "$(stat -c %d:%i -- "$1")" = "$(stat -c %d:%i -- "$2")" ]; then
    file_check_attributes "$4" "$5" "$6"
    return 0
  fi
  case $file_kind:$3 in
    absent:* | dangling:yes | file:yes) ;;
    directory:* | other:*) pw_fail "$1 is there already and is not a file" "remove it first with state: absent" ;;
    *) pw_fail "$1 is a file of its own" "force: true replaces it by the hard link" ;;
  esac
  pw_change 'hard link' "" "$2"
  file_load "$2"
  file_check_attributes "$4" "$5" "$6"
}

# file_make_hard PATH SRC MODE OWNER GROUP
file_make_hard() {
  file_require_folder "$1"
  if [ "$(stat -c %d:%i -- "$1" 2>/dev/null)" != "$(stat -c %d:%i -- "$2")" ]; then
    if ! file_error=$(ln -f -- "$2" "$1" 2>&1); then
      pw_fail "the hard link $1 can't be made: ${file_error##*: }" "both must be on one file system; a symbolic link (state: link) can cross them"
    fi
  fi
  file_set_attributes "$1" "$3" "$4" "$5"
}

file_check_absent() {
  file_require_removable "$1"
  if [ -L "$1" ]; then
    pw_change state link absent
    return 0
  fi
  file_load "$1"
  case $file_kind in
    absent) ;;
    other) pw_change state 'special file' absent ;;
    *) pw_change state "$file_kind" absent ;;
  esac
}

# A slip in a variable must not empty the host.
file_require_removable() {
  file_rest=$1
  while :; do
    case $file_rest in
      *//*) file_rest=${file_rest%%//*}/${file_rest#*//} ;;
      */ | */.) file_rest=${file_rest%/*} ;;
      *) break ;;
    esac
  done
  case $file_rest in
    '' | */.. | */../* | */./* | /bin | /boot | /dev | /dev/* | /etc | /home | /lib | /lib32 | /lib64 | /opt | /proc | /proc/* | /root | /run | /sbin | \
      /srv | /sys | /sys/* | /tmp | /usr | /usr/bin | /usr/lib | /usr/local | /usr/sbin | /usr/share | /var | /var/lib | /var/log)
      pw_fail "$1 is not removed: the host needs it, or it has .. in it" "name what is to go more precisely"
      ;;
  esac
}

file_remove() {
  file_require_removable "$1"
  if ! file_error=$(rm -rf -- "${1%/}" 2>&1); then
    case $file_error in
      *busy*) pw_fail "$1 can't be removed: something is mounted there" "unmount it first: umount $1" ;;
    esac
    pw_fail "$1 can't be removed: ${file_error##*: }" "set become: true if it belongs to root; \"lsattr -d $1\" shows whether it is immutable"
  fi
}

# requires: file
# The content of a file: compares it and replaces it, so that no reader ever sees half of it.
# The caller defines file_content, which prints the new content.

# --- for checks: read-only -------------------------------------------------------------------------------------------

# Resolves a target that is a folder or ends in a slash to the file of that NAME in it. Sets file_target.
file_resolve() {
  file_target=$1
  case $1 in
    */) file_target=$1$2 ;;
    *) if [ -d "$1" ]; then file_target=$1/$2; fi ;;
  esac
  if [ -z "$2" ] && [ "$file_target" != "$1" ]; then
    pw_fail "$1 is a folder" "content needs the name of a file as dest"
  fi
}

# Fails where a file can't stand at PATH. Needs file_load before it.
file_require_replaceable() {
  case $file_kind in
    directory | other) pw_fail "$1 is there already and is not a file" "remove it first, or choose another dest" ;;
  esac
}

# Declares what differs between the file at file_target and new content:
# file_check_content SIZE SHA256 SHOW FORCE MODE OWNER GROUP. SHOW is yes where the content may be seen (then the
# caller's file_content prints it), no where it is too large, secret where nothing of it may be told.
file_check_content() {
  file_load "$file_target"
  file_require_replaceable "$file_target"
  case $file_kind:$4 in
    file:no) return 0 ;;
    file:*)
      # A link is replaced by a file, not followed.
      if [ "$file_link" = yes ]; then pw_change type link file; fi
      file_reads_as_wanted "$1" "$3" || file_same_content "$file_target" "$1" "$2" || file_declare_content "$1" "$2" "$3"
      file_check_attributes "$5" "$6" "$7"
      ;;
    *)
      if [ "$file_kind" = dangling ]; then pw_change type 'dangling link' file; else pw_change state absent file; fi
      file_size=0
      file_declare_content "$1" "$2" "$3"
      file_check_new "$5" "$6" "$7"
      ;;
  esac
}

# Declares the texts where both are small and may be seen, else sizes and checksums.
file_declare_content() {
  if [ "$3" = secret ]; then
    pw_change content
    return 0
  fi
  if [ "$3" = yes ] && [ "$1" -le 16384 ] && [ "$(file_content | tr -d '\000' | wc -c)" -eq "$1" ]; then
    file_new_text=$(file_content && printf .)
    file_text=''
    if [ "$file_kind" != file ] || file_is_text "$file_target"; then
      [ "$file_kind" != file ] || file_read "$file_target"
      pw_change content "$file_text" "${file_new_text%.}"
      return 0
    fi
  fi
  if [ "$file_kind" != file ]; then
    pw_change content '' "$1 bytes, sha256 $2"
    return 0
  fi
  file_checksum "$file_target"
  pw_change content "$file_size bytes, sha256 $file_sha256" "$1 bytes, sha256 $2"
}

# Sets file_sha256 to the checksum of a file.
file_checksum() {
  if command -v sha256sum >/dev/null 2>&1; then
    file_sha256=$(sha256sum <"$1")
  elif command -v shasum >/dev/null 2>&1; then
    file_sha256=$(shasum -a 256 <"$1")
  elif command -v openssl >/dev/null 2>&1; then
    file_sha256=$(openssl dgst -sha256 -r <"$1")
  else
    pw_fail "this host has no program for SHA-256 checksums" "install coreutils, busybox or openssl"
  fi
  file_sha256=${file_sha256%%[ *]*}
}

# Whether the text at file_target is what the caller's file_content prints: file_reads_as_wanted SIZE SHOW. Only for a
# few lines, where the shell itself has read them before another program could begin; where it can't tell, as with NUL
# characters, it says no.
file_reads_as_wanted() {
  [ "$2:$file_size" = "yes:$1" ] && [ "$1" -le 512 ] && [ -r "$file_target" ] || return 1
  # bash remarks on NUL characters.
  { file_new_text=$(file_content && printf .); } 2>/dev/null
  file_new_text=${file_new_text%.}
  [ "${#file_new_text}" = "$1" ] || return 1
  file_text=''
  while IFS= read -r file_line; do
    file_text="$file_text$file_line
"
  done <"$file_target"
  [ "$file_text$file_line" = "$file_new_text" ]
}

# Whether the file at PATH (after file_load) has this size and SHA-256.
file_same_content() {
  [ "$file_size" = "$2" ] || return 1
  if [ ! -r "$1" ]; then
    pw_fail "$1 can't be read by this user" "set become: true"
  fi
  file_checksum "$1"
  [ "$file_sha256" = "$3" ]
}

# Whether the file at PATH is small and has no NUL, so that a shell variable can hold it.
file_is_text() {
  [ "$file_size" -le 16384 ] && [ -r "$1" ] && [ "$(tr -d '\000' <"$1" | wc -c)" -eq "$file_size" ]
}

# Reads a text file, with the line ends at its end. Sets file_text.
file_read() {
  file_text=$(cat "$1" && printf .)
  file_text=${file_text%.}
}

# --- for apply -------------------------------------------------------------------------------------------------------

# Puts new content, printed by the caller's file_content, in the place of file_target:
# file_replace SIZE SHA256 BACKUP VALIDATE MODE OWNER GROUP. Sets file_backup where one was made.
file_replace() {
  file_backup=''
  file_load "$file_target"
  # Content that is right already keeps its inode: only the attributes are set.
  if [ "$file_kind:$file_link" = file:no ] && file_same_content "$file_target" "$1" "$2"; then
    file_set_attributes "$file_target" "$5" "$6" "$7"
    return 0
  fi
  file_begin "$file_target"
  file_content >"$file_temporary" || file_abandon "$file_temporary can't be written" "see \"df -h ${file_target%/*}/\""
  file_checksum "$file_temporary"
  if [ "$file_sha256" != "$2" ]; then
    file_abandon "the new content arrived damaged: its sha256 is $file_sha256, not $2" "run this again; see \"df -h ${file_target%/*}/\""
  fi
  file_validate "$4"
  if [ "$3:$file_kind" = yes:file ]; then file_back_up "$file_target"; fi
  file_finish "$file_target" "$5" "$6" "$7"
}

# Begins to replace PATH: sets file_temporary, an empty file beside it that only this user can read.
file_begin() {
  file_require_folder "$1"
  file_temporary=$(mktemp "${1%/*}/.podwright.XXXXXX" 2>&1) || {
    pw_fail "no file can be made in ${1%/*}/: ${file_temporary##*: }" \
      "set become: true if the folder belongs to root; see \"df -h ${1%/*}/\" and whether it is mounted read-only"
  }
}

file_abandon() {
  rm -f -- "$file_temporary"
  pw_fail "$@"
}

# Runs COMMAND with %s replaced by the new file; its failure leaves the target as it is.
file_validate() {
  [ -n "$1" ] || return 0
  case $1 in
    *%s*) ;;
    *) file_abandon "validate: the command has no %s, where the new file's path goes" "such as: visudo -cf %s" ;;
  esac
  file_rc=0
  sh -c "${1%%%s*}\"\$1\"${1#*%s}" validate "$file_temporary" || file_rc=$?
  if [ "$file_rc" != 0 ]; then
    file_abandon "the new content is not valid: \"$1\" ended with exit status $file_rc, so the file was left as it was" \
      "what it says is above"
  fi
}

# Copies PATH beside itself before it is replaced. Sets file_backup.
file_back_up() {
  file_backup=$1.$(date +%Y-%m-%dT%H:%M:%S)~
  cp -p -- "$1" "$file_backup" || file_abandon "the backup $file_backup can't be written"
}

# Moves the new file into the place of PATH, all at once: file_finish PATH MODE OWNER GROUP. Empty ones stay as they are.
file_finish() {
  file_load "$1"
  file_new_mode=$2
  if [ "$file_kind" = file ]; then
    # One that is replaced keeps what isn't asked for.
    file_keep_owner
    file_own_temporary "$3" "$4"
    mode_apply "${file_new_mode:-$file_mode}" "$file_mode" file
  else
    file_kind=file
    file_own_temporary "$3" "$4"
    file_base=$(file_default_mode)
    mode_apply "${file_new_mode:-$file_base}" "$file_base" file
  fi
  chmod -- "0$mode_result" "$file_temporary"
  file_rename "$1"
}

# Gives the new file its owner and group; who may not keep the former ones is told so.
file_own_temporary() {
  if [ -n "$1$2" ]; then
    if file_error=$(chown -- "$1${2:+:$2}" "$file_temporary" 2>&1); then return 0; fi
    rm -f -- "$file_temporary"
    file_explain_owner "$1" "$2"
  fi
}

file_keep_owner() {
  [ "$(stat -c '%u:%g' -- "$file_temporary")" != "$file_uid:$file_gid" ] || return 0
  if ! chown -- "$file_uid:$file_gid" "$file_temporary" 2>/dev/null; then
    pw_warn "the file belongs to $(id -un) now: to keep its owner $file_user:$file_group needs root"
  fi
}

file_rename() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    file_abandon "$1 has become a folder meanwhile"
  fi
  # Over a link to a folder, mv would move into that folder.
  if [ -L "$1" ] && [ -d "$1" ]; then rm -f -- "$1"; fi
  if file_error=$(mv -f -- "$file_temporary" "$1" 2>&1); then
    if [ -e /sys/fs/selinux/enforce ] && command -v restorecon >/dev/null 2>&1; then restorecon "$1" || :; fi
    return 0
  fi
  case $file_error in
    *busy*)
      # A file that is mounted by itself, as /etc/hosts in a container, can't be replaced, only written.
      pw_warn "$1 is a mount point: written in place"
      cat "$file_temporary" >"$1" || file_abandon "$1 can't be written"
      chmod -- "0$mode_result" "$1"
      rm -f -- "$file_temporary"
      ;;
    *) file_abandon "$1 can't be replaced: ${file_error##*: }" "\"lsattr -d $1\" shows whether it is immutable" ;;
  esac
}

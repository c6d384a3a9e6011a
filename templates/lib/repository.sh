# requires: package file_content repository_key repository_apt repository_conflict repository_rpm
# Package repositories: what is declared, what is there, and how the one becomes the other.

# The caller sets these, each on one line unless it says otherwise; words are separated by blanks:
#   repository_name, repository_title, repository_uris, repository_suites, repository_components, repository_architectures,
#   repository_types (deb, deb-src), repository_format (deb822 or list), repository_lines (whole entries, one a line),
#   repository_options (lines of NAME TAB VALUE), repository_key (address, path or armored text), repository_keyring (path or empty),
#   repository_fingerprints (words), repository_priority, repository_pin, repository_replaces (one a line),
#   repository_replace_conflicting (yes or no), repository_plan (true or false).

# Sets repository_kind (apt or rpm), repository_folder and repository_file.
repository_prepare() {
  package_manager_load
  case $repository_name in
    '' | [!a-zA-Z0-9]* | *[!a-zA-Z0-9._-]*)
      pw_fail "\"$repository_name\" is not a repository's name" "use letters, digits and . _ - : it is the name of a file"
      ;;
  esac
  case $package_manager in
    apt) repository_kind=apt repository_folder=/etc/apt/sources.list.d ;;
    dnf | yum | microdnf) repository_kind=rpm repository_folder=/etc/yum.repos.d ;;
    zypper) repository_kind=rpm repository_folder=/etc/zypp/repos.d ;;
    *) pw_fail "repositories of $package_manager can't be managed here" "apt, dnf, yum, microdnf and zypper can; use a line or copy task" ;;
  esac
  "repository_${repository_kind}_prepare"
  repository_check_replaces
}

# Only files of package managers may be named as replaced.
repository_check_replaces() {
  repository_old_files=''
  while IFS= read -r repository_word; do
    case $repository_word in
      '') continue ;;
      *..* | *[[:cntrl:]]*) repository_refuse_replaced ;;
      /etc/apt/* | /etc/yum.repos.d/* | /etc/zypp/repos.d/* | /usr/share/keyrings/* | /etc/pki/rpm-gpg/*) ;;
      */*) repository_refuse_replaced ;;
      *) repository_word=$repository_folder/$repository_word ;;
    esac
    [ "$repository_word" != "$repository_file" ] || continue
    repository_old_files="$repository_old_files$repository_word
"
  done <<PODWRIGHT_REPLACES
$repository_replaces
PODWRIGHT_REPLACES
}

repository_refuse_replaced() {
  pw_fail "\"$repository_word\" can't be replaced by a repository" \
    "name a file in $repository_folder, or a path below /etc/apt, /etc/yum.repos.d, /etc/zypp/repos.d or /usr/share/keyrings"
}

# --- for checks: read-only -------------------------------------------------------------------------------------------

repository_check() {
  case $1 in
    absent) repository_check_absent ;;
    present)
      [ -n "$repository_uris$repository_lines" ] || pw_fail "a repository needs uris or line" "or state: absent to remove one"
      repository_text
      repository_check_old
      repository_key_check
      repository_check_file
      if [ "$repository_kind" = apt ]; then
        repository_apt_check_pin
        repository_apt_check_conflicts
      fi
      ;;
  esac
}

repository_check_absent() {
  repository_text=''
  while IFS= read -r repository_word; do
    [ -n "$repository_word" ] && [ -e "$repository_word" ] || continue
    pw_change "$repository_word" present absent
  done <<PODWRIGHT_OWN
$(repository_own_files)
$repository_old_files
PODWRIGHT_OWN
}

repository_check_old() {
  while IFS= read -r repository_word; do
    [ -n "$repository_word" ] && [ -e "$repository_word" ] || continue
    pw_change "$repository_word" present absent
  done <<PODWRIGHT_OLD
$repository_old_files
PODWRIGHT_OLD
}

# Declares the fields that differ; comments and blanks don't count.
repository_check_file() {
  repository_actual=''
  file_load "$repository_file"
  file_require_replaceable "$repository_file"
  if [ "$file_kind" = file ]; then
    [ -r "$repository_file" ] || pw_fail "$repository_file can't be read by this user" "set become: true"
    repository_actual=$(cat "$repository_file")
  else
    pw_change "repository $repository_name" absent "$repository_file"
  fi
  repository_fields "$repository_text"
  repository_wanted_fields=$repository_list
  repository_fields "$repository_actual"
  repository_actual_fields=$repository_list
  repository_compare "$repository_actual_fields" "$repository_wanted_fields"
}

# repository_compare ACTUAL WANTED: lines of FIELD TAB VALUE.
repository_compare() {
  while IFS='	' read -r repository_field repository_value; do
    [ -n "$repository_field" ] || continue
    repository_look_up "$1" "$repository_field"
    [ "$repository_found" = "$repository_value" ] ||
      pw_change "$repository_name $repository_field" "${repository_found:-absent}" "$repository_value"
  done <<PODWRIGHT_WANTED
$2
PODWRIGHT_WANTED
  while IFS='	' read -r repository_field repository_value; do
    [ -n "$repository_field" ] || continue
    repository_look_up "$2" "$repository_field"
    [ -n "$repository_found" ] || pw_change "$repository_name $repository_field" "$repository_value" absent
  done <<PODWRIGHT_ACTUAL
$1
PODWRIGHT_ACTUAL
}

# Sets repository_found to a field's value in a list of fields, or to nothing.
repository_look_up() {
  repository_found="
$1
"
  case $repository_found in
    *"
$2	"*)
      repository_found=${repository_found#*"
$2	"}
      repository_found=${repository_found%%"
"*}
      ;;
    *) repository_found='' ;;
  esac
}

# Sets repository_list to the fields of a text of this kind.
repository_fields() {
  repository_list='' repository_field=''
  while IFS= read -r repository_line || [ -n "$repository_line" ]; do
    repository_line=${repository_line%"${repository_line##*[![:space:]]}"}
    case $repository_line in
      '' | '#'* | ';'*) continue ;;
    esac
    case $repository_file in
      *.sources) repository_split_field : ;;
      *.list) repository_add_entry ;;
      *) repository_split_field = ;;
    esac
  done <<PODWRIGHT_TEXT
$1
PODWRIGHT_TEXT
}

# "Key: value" or "key=value"; a line that begins with a blank goes on with the last one. A section's name is a field as well.
repository_split_field() {
  repository_rest=${repository_line#"${repository_line%%[![:space:]]*}"}
  case $repository_line in
    [[:space:]]*)
      repository_list="${repository_list%?} $repository_rest
"
      return 0
      ;;
    '['*) repository_add_field section "$repository_line" ;;
    *"$1"*)
      repository_value=${repository_line#*"$1"}
      repository_field=${repository_line%%"$1"*}
      repository_field=${repository_field%"${repository_field##*[![:space:]]}"}
      repository_add_field "$repository_field" "${repository_value#"${repository_value%%[![:space:]]*}"}"
      ;;
    *) repository_add_field "$repository_line" '(no value)' ;;
  esac
}

repository_add_field() {
  # Seen before: a second stanza or section, which isn't ours.
  case "
$repository_list" in
    *"
$1	"*) set -- "another $1" "$2" ;;
  esac
  repository_list="$repository_list$1	$2
"
}

# An entry of a one-line list is a field by itself.
repository_add_entry() {
  repository_value=${repository_line%%#*}
  set -f
  repository_squeeze $repository_value
  set +f
  [ -z "$repository_squeezed" ] || repository_list="$repository_list$repository_squeezed	enabled
"
}

# Sets repository_squeezed to the same words with one blank between them.
repository_squeeze() {
  repository_squeezed=$*
}

# --- for apply -------------------------------------------------------------------------------------------------------

# Makes it so, and fetches the lists of this repository (UPDATE is yes or no). Where they can't be fetched, all is put back as it was,
# since a broken repository breaks every later installation on the host.
repository_apply() {
  [ "$(id -u)" = 0 ] || pw_fail "changing package repositories needs root" "set become: true for the task or the play"
  repository_saved=$(mktemp -d "${TMPDIR:-/tmp}/podwright.XXXXXX")
  case $1 in
    absent) repository_remove ;;
    present)
      repository_text
      repository_key_install
      repository_put "$repository_file" "$repository_text"
      if [ "$repository_kind" = apt ]; then
        repository_apt_put_pin
        repository_apt_disable_conflicts
      fi
      repository_remove_files "$repository_old_files"
      [ "$2" != yes ] || repository_fetch_lists
      ;;
  esac
  rm -rf "$repository_saved"
}

repository_fetch_lists() {
  pw_progress "fetching the package lists of $repository_name"
  if "repository_${repository_kind}_update"; then return 0; fi
  repository_restore
  package_explain "fetch the package lists of $repository_name"
}

repository_remove() {
  repository_remove_files "$(repository_own_files)
$repository_old_files"
}

repository_remove_files() {
  while IFS= read -r repository_word; do
    [ -n "$repository_word" ] && [ -e "$repository_word" ] || continue
    repository_save "$repository_word"
    rm -f -- "$repository_word"
  done <<PODWRIGHT_REMOVE
$1
PODWRIGHT_REMOVE
}

# repository_put FILE TEXT: in place all at once, readable for everyone.
repository_put() {
  repository_save "$1"
  file_begin "$1"
  printf '%s\n' "$2" >"$file_temporary" || file_abandon "$file_temporary can't be written" "see \"df -h /etc\""
  file_finish "$1" 0644 '' ''
}

# Remembers a file, or that there is none, for repository_restore.
repository_save() {
  repository_kept=$repository_saved/$(printf '%s' "$1" | tr / :)
  [ ! -e "$repository_kept" ] && [ ! -e "$repository_kept.none" ] || return 0
  if [ -e "$1" ]; then cp -p -- "$1" "$repository_kept"; else : >"$repository_kept.none"; fi
}

repository_restore() {
  for repository_kept in "$repository_saved"/:*; do
    [ -e "$repository_kept" ] || continue
    repository_word=$(printf '%s' "${repository_kept#"$repository_saved"/}" | tr : /)
    case $repository_word in
      *.none) rm -f -- "${repository_word%.none}" ;;
      *) cp -p -- "$repository_kept" "$repository_word" ;;
    esac
  done
  rm -rf "$repository_saved"
}

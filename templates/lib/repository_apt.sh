# Repositories of apt: one-line lists and deb822 files, pins, and other entries for the same place.

repository_apt_prepare() {
  case $repository_format:$repository_lines in
    deb822:) repository_file=$repository_folder/$repository_name.sources repository_twin=$repository_folder/$repository_name.list ;;
    *) repository_file=$repository_folder/$repository_name.list repository_twin=$repository_folder/$repository_name.sources ;;
  esac
  # The same name in the other format would be read as well.
  repository_replaces="$repository_replaces
$repository_twin"
  repository_keyring=${repository_keyring:-/etc/apt/keyrings/$repository_name.gpg}
  repository_pin_file=/etc/apt/preferences.d/$repository_name.pref
}

repository_apt_own_files() {
  printf '%s\n' "$repository_pin_file"
  case $repository_keyring in
    "/etc/apt/keyrings/$repository_name.gpg") printf '%s\n' "$repository_keyring" ;;
  esac
}

repository_apt_text() {
  repository_key_reference
  if [ -n "$repository_lines" ]; then
    repository_text=$(printf '%s\n' "$repository_lines" | repository_apt_sign)
  elif [ "$repository_format" = list ]; then
    repository_apt_list
  else
    repository_apt_deb822
  fi
}

repository_apt_deb822() {
  [ -n "$repository_suites" ] || repository_apt_need_suites
  repository_text="Types: $repository_types
URIs: $repository_uris
Suites: $repository_suites"
  [ -z "$repository_components" ] || repository_text="$repository_text
Components: $repository_components"
  [ -z "$repository_architectures" ] || repository_text="$repository_text
Architectures: $repository_architectures"
  [ -z "$repository_signer" ] || repository_text="$repository_text
Signed-By: $repository_signer"
  while IFS='	' read -r repository_field repository_value; do
    [ -z "$repository_field" ] || repository_text="$repository_text
$repository_field: $repository_value"
  done <<PODWRIGHT_OPTIONS
$repository_options
PODWRIGHT_OPTIONS
}

repository_apt_need_suites() {
  pw_fail "a repository of apt needs suites" "such as bookworm with components, or / for one that has its packages in one folder"
}

# One entry for each type, address and suite. None of the words is a pattern of a file.
repository_apt_list() {
  [ -n "$repository_suites" ] || repository_apt_need_suites
  repository_text=''
  for repository_type in $repository_types; do
    for repository_uri in $repository_uris; do
      for repository_suite in $repository_suites; do
        repository_bracket=${repository_architectures:+arch=$(printf '%s' "$repository_architectures" | tr ' ' ',')}
        repository_bracket=$repository_bracket${repository_signer:+${repository_bracket:+ }signed-by=$repository_signer}
        repository_text="$repository_text${repository_text:+
}$repository_type ${repository_bracket:+[$repository_bracket] }$repository_uri $repository_suite${repository_components:+ $repository_components}"
      done
    done
  done
}

# Puts the key into entries that name none.
repository_apt_sign() {
  while IFS= read -r repository_line; do
    case $repository_signer:$repository_line in
      :* | *signed-by=*) ;;
      *'['*']'*) repository_line="${repository_line%%\]*} signed-by=$repository_signer]${repository_line#*\]}" ;;
      *) repository_line="${repository_line%% *} [signed-by=$repository_signer] ${repository_line#* }" ;;
    esac
    case $repository_line in
      'deb '* | 'deb-src '*) printf '%s\n' "$repository_line" ;;
      *) pw_fail "\"$repository_line\" is not an entry of apt" "it begins with deb or deb-src, then come address, suite and components" ;;
    esac
  done
}

# --- pins ------------------------------------------------------------------------------------------------------------

# Sets repository_pin_text to what the preferences shall say, or to nothing.
repository_apt_pin_text() {
  repository_pin_text=''
  [ -n "$repository_priority" ] || return 0
  if [ -n "$repository_pin" ]; then
    repository_apt_add_pin "$repository_pin"
    return 0
  fi
  for repository_uri in $repository_uris; do
    case $repository_uri in
      *://*) repository_word=${repository_uri#*://} repository_word=${repository_word%%/*} repository_word=${repository_word%%:*} ;;
      *) repository_word='' ;;
    esac
    repository_apt_add_pin "origin \"${repository_word#*@}\""
  done
}

repository_apt_add_pin() {
  case $repository_pin_text in
    *"Pin: $1
"*) return 0 ;;
  esac
  repository_pin_text="$repository_pin_text${repository_pin_text:+

}Package: *
Pin: $1
Pin-Priority: $repository_priority"
}

repository_apt_check_pin() {
  repository_apt_pin_text
  repository_actual=''
  [ ! -r "$repository_pin_file" ] || repository_actual=$(cat "$repository_pin_file")
  [ "$repository_actual" = "$repository_pin_text" ] || pw_change "$repository_name priority" \
    "$(repository_apt_pin_words "$repository_actual")" "$(repository_apt_pin_words "$repository_pin_text")"
}

# "600 (origin example.org)" of a preferences file's text.
repository_apt_pin_words() {
  [ -n "$1" ] || echo absent
  printf '%s\n' "$1" | while IFS=': ' read -r repository_field repository_value; do
    case $repository_field in
      Pin) repository_word=$repository_value ;;
      Pin-Priority) printf '%s\n' "$repository_value ($repository_word)" ;;
    esac
  done
}

repository_apt_put_pin() {
  repository_apt_pin_text
  if [ -n "$repository_pin_text" ]; then
    install -d -m 0755 "${repository_pin_file%/*}"
    repository_put "$repository_pin_file" "$repository_pin_text"
  else
    repository_remove_files "$repository_pin_file"
  fi
}

repository_apt_update() {
  package_try apt-get -q update -o "Dir::Etc::sourcelist=$repository_file" -o Dir::Etc::sourceparts=- \
    -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any || return 1
  # Older ones only warn.
  if package_log_has 'Failed to fetch' 'is not signed' 'NO_PUBKEY' 'Some index files failed'; then
    package_rc=100
    return 1
  fi
  touch /var/lib/apt/lists
}

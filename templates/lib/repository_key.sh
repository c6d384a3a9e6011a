# Keys of repositories: fetched, told apart and kept without gpg, which a host may not have.

# Sets repository_signer to what the repository's file names as its key: a path, or for rpm an address; empty where there is none.
repository_key_reference() {
  case $repository_kind:$repository_key in
    *:) repository_signer='' ;;
    apt:/*) repository_signer=$repository_key ;;
    rpm:/*) repository_signer=file://$repository_key ;;
    apt:*) repository_signer=$repository_keyring ;;
    rpm:-----BEGIN*) repository_signer=file://$repository_keyring ;;
    *)
      # Where it must be looked at first, it is kept here.
      repository_signer=$repository_key
      [ -z "$repository_fingerprints" ] || repository_signer=file://$repository_keyring
      ;;
  esac
}

# Whether the key is a file that is kept on the host by this task.
repository_key_kept() {
  repository_key_reference
  case $repository_key in
    '' | /*) return 1 ;;
  esac
  case $repository_signer in
    "$repository_keyring" | "file://$repository_keyring") return 0 ;;
    *) return 1 ;;
  esac
}

repository_key_check() {
  repository_key_require_form
  if repository_key_kept; then
    repository_key_check_kept
  else
    case $repository_key in
      /*) repository_key_check_path ;;
    esac
  fi
}

repository_key_require_form() {
  case $repository_key in
    '' | /* | http://* | https://* | file:///* | ftp://*) ;;
    '-----BEGIN PGP PUBLIC KEY BLOCK-----'*) ;;
    *) pw_fail "the key is neither an address nor a path nor an armored key" \
      "write https://…, /path/of/a/keyring, or the text that begins with -----BEGIN PGP PUBLIC KEY BLOCK-----" ;;
  esac
  for repository_word in $repository_fingerprints; do
    case $repository_word in
      *[!0-9A-F]*) pw_fail "\"$repository_word\" is not a fingerprint" "it is 40 hexadecimal digits (64 of a version 6 key)" ;;
    esac
    case ${#repository_word} in
      40 | 64) ;;
      *) pw_fail "\"$repository_word\" is not a whole fingerprint" "write all of its 40 hexadecimal digits; a key's short id can be forged" ;;
    esac
  done
}

# A file that is there already. Its content stays its owner's business, unless fingerprints are given.
repository_key_check_path() {
  if [ ! -e "$repository_key" ]; then
    [ "$repository_plan" != true ] || pw_defer "the key $repository_key is not on this host yet"
    pw_fail "there is no key $repository_key on this host" "copy it there with a task before this one, or give an address"
  fi
  [ -z "$repository_fingerprints" ] || repository_key_trusted "$repository_key" || repository_key_refuse "$repository_key"
}

repository_key_check_kept() {
  if [ ! -s "$repository_keyring" ]; then
    pw_change "key $repository_keyring" absent "${repository_fingerprints:-$(repository_key_words)}"
    return 0
  fi
  file_load "$repository_keyring"
  case $file_mode in
    *[4567]) ;;
    # apt reads it as another user.
    *) pw_change "mode of $repository_keyring" "$file_mode" 0644 ;;
  esac
  case $repository_key in
    -----BEGIN*)
      repository_key_text | cmp -s - "$repository_keyring" ||
        pw_change "key $repository_keyring" "$(repository_key_fingerprints "$repository_keyring")" 'the key given'
      ;;
    *)
      [ -z "$repository_fingerprints" ] || repository_key_trusted "$repository_keyring" ||
        pw_change "key $repository_keyring" "$(repository_key_fingerprints "$repository_keyring")" "$repository_fingerprints"
      ;;
  esac
}

repository_key_words() {
  case $repository_key in
    -----BEGIN*) echo 'the key given' ;;
    *) printf '%s\n' "$repository_key" ;;
  esac
}

# --- for apply -------------------------------------------------------------------------------------------------------

repository_key_install() {
  repository_key_kept || return 0
  install -d -m 0755 "${repository_keyring%/*}"
  repository_new_key=$repository_saved/key
  case $repository_key in
    -----BEGIN*) repository_key_text >"$repository_new_key" ;;
    *)
      if [ -s "$repository_keyring" ] && { [ -z "$repository_fingerprints" ] || repository_key_trusted "$repository_keyring"; }; then
        chmod 0644 "$repository_keyring"
        return 0
      fi
      repository_key_fetch
      ;;
  esac
  [ -n "$(repository_key_fingerprints "$repository_new_key")" ] || repository_key_fail "what $repository_key holds is not an OpenPGP key" \
    "look at it: it may be a page that says why it isn't there"
  if [ -n "$repository_fingerprints" ] && ! repository_key_trusted "$repository_new_key"; then
    repository_key_refuse "$(repository_key_words)" "$repository_new_key"
  fi
  repository_save "$repository_keyring"
  file_begin "$repository_keyring"
  cat "$repository_new_key" >"$file_temporary"
  file_finish "$repository_keyring" 0644 '' ''
}

repository_key_fetch() {
  repository_fetched=$repository_saved/fetched
  if ! repository_said=$(repository_fetch "$repository_key" "$repository_fetched" 2>&1); then
    repository_key_fail "the key $repository_key can't be fetched: ${repository_said##*
}" "check the address, the host's way to it and its proxy settings; or give the key's text, or a path on the host"
  fi
  repository_key_dress "$repository_fetched" >"$repository_new_key"
}

repository_key_fail() {
  rm -rf "$repository_saved"
  pw_fail "$@"
}

# repository_fetch ADDRESS FILE: by whichever tool there is.
repository_fetch() {
  case $1 in
    file://*) cat -- "${1#file://}" >"$2" ;;
    *)
      if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --connect-timeout 10 --max-time 60 --output "$2" -- "$1"
      elif command -v wget >/dev/null; then
        wget -q -T 20 -O "$2" -- "$1"
      elif [ -x /usr/lib/apt/apt-helper ]; then
        /usr/lib/apt/apt-helper -o Acquire::Retries=1 -o APT::Sandbox::User=root download-file "$1" "$2"
      else
        echo 'there is no curl, wget or apt-helper on this host'
        return 1
      fi
      ;;
  esac
}

# The key given as text, as it is kept.
repository_key_text() {
  case $repository_kind:$repository_keyring in
    rpm:* | *.asc) printf '%s\n' "$repository_key" ;;
    *) printf '%s\n' "$repository_key" | repository_key_unarmor ;;
  esac
}

# A fetched key as the keyring's name wants it: *.asc and rpm's are armored, others binary. What is binary already stays so.
repository_key_dress() {
  case $repository_kind:$repository_keyring in
    rpm:* | *.asc) cat "$1" ;;
    *) repository_key_bare "$1" ;;
  esac
}

# Prints the keys of a file without armor.
repository_key_bare() {
  if LC_ALL=C grep -q -e '^-----BEGIN PGP PUBLIC KEY BLOCK-----' "$1"; then repository_key_unarmor <"$1"; else cat "$1"; fi
}

# Takes the armor off each of the keys that there are; the checksum behind the text is optional and left out.
repository_key_unarmor() {
  LC_ALL=C awk '
    { sub(/\r$/, "") }
    /^-----BEGIN PGP PUBLIC KEY BLOCK-----/ { head = 1; next }
    /^-----END/ { body = 0; next }
    head && /^[ \t]*$/ { head = 0; body = 1; next }
    head && !/^[A-Za-z]+: / { head = 0; body = 1 }
    body && !/^=/ { print }' | base64 -d
}

# Whether a file holds keys, and only such as are asked for.
repository_key_trusted() {
  repository_seen=$(repository_key_fingerprints "$1")
  [ -n "$repository_seen" ] || return 1
  for repository_word in $repository_seen; do
    case " $repository_fingerprints " in
      *" $repository_word "*) ;;
      *) return 1 ;;
    esac
  done
}

# repository_key_refuse NAME [FILE]
repository_key_refuse() {
  repository_seen=$(repository_key_fingerprints "${2:-$1}")
  [ -z "${repository_saved-}" ] || rm -rf "$repository_saved"
  pw_fail "$1 has the fingerprint ${repository_seen:-of no key}, not $repository_fingerprints" \
    "if the repository has a new key, compare it by another way and give its fingerprint; otherwise somebody may have exchanged it"
}

# Prints the fingerprints of the primary keys in a file, in one line. A key is a packet (RFC 9580); its fingerprint is the SHA-1 of its
# body (SHA-256 from version 5 on) behind a prefix and its length.
repository_key_fingerprints() {
  repository_key_bare "$1" | repository_key_packets | {
    repository_found=''
    while read -r repository_version repository_offset repository_length; do
      repository_print=$(repository_key_body "$1" | "$([ "$repository_version" = 4 ] && echo sha1sum || echo sha256sum)" | tr a-f A-F)
      repository_found="$repository_found${repository_found:+ }${repository_print%%[ *]*}"
    done
    printf '%s\n' "$repository_found"
  }
}

repository_key_body() {
  case $repository_version in
    4) printf '\231' && repository_key_number "$repository_length" 2 ;;
    5) printf '\232' && repository_key_number "$repository_length" 4 ;;
    *) printf '\233' && repository_key_number "$repository_length" 4 ;;
  esac
  repository_key_bare "$1" | tail -c "+$((repository_offset + 1))" | head -c "$repository_length"
}

# A number as so many bytes, the highest first.
repository_key_number() {
  repository_places=$2
  while [ "$repository_places" -gt 0 ]; do
    repository_places=$((repository_places - 1))
    printf "\\$(printf '%03o' "$(($1 >> (8 * repository_places) & 255))")"
  done
}

# The version, place and length of each primary key's packet. Prints nothing for a file that isn't a row of packets.
repository_key_packets() {
  od -An -v -tu1 | LC_ALL=C awk '
    { for (i = 1; i <= NF; i++) byte[n++] = $i }
    END {
      while (at < n) {
        tag = byte[at++]
        if (tag < 128) exit
        if (tag >= 192) {
          kind = tag - 192
          size = byte[at++]
          if (size >= 192 && size < 224) size = (size - 192) * 256 + byte[at++] + 192
          else if (size == 255) { size = 0; for (i = 0; i < 4; i++) size = size * 256 + byte[at++] }
          else if (size >= 224) exit
        } else {
          kind = int((tag - 128) / 4)
          if (tag % 4 == 3) exit
          size = 0
          for (i = tag % 4 == 0 ? 1 : tag % 4 * 2; i > 0; i--) size = size * 256 + byte[at++]
        }
        if (at + size > n) exit
        if (kind == 6) found = found byte[at] " " at " " size "\n"
        at += size
      }
      printf "%s", found
    }'
}

# requires: pod_user_account
# The home of a user in a container, and the keys in it. The user may change what is in there, so links aren't followed.

# Whether PATH may be given to a user.
pod_user_home_allowed() {
  case $1 in
    / | /bin | /bin/* | /boot | /boot/* | /dev | /dev/* | /etc | /etc/* | /home | /home/ | /lib | /lib/* | /lib32/* | /lib64 | /lib64/* | \
      /media | /mnt | /opt | /proc | /proc/* | /root | /root/* | /run | /sbin | /sbin/* | /srv | /sys | /sys/* | /tmp | /usr | /usr/* | \
      /var | /var/lib | /var/log | /var/run | /var/tmp | *//* | */. | */./*) return 1 ;;
  esac
}

# The directory itself: there, the user's, and not for others to write where keys count.
pod_user_keep_home() {
  # A user yet to come gets it with the account; one with a home that belongs to the system keeps that.
  [ -n "$pod_user_have_uid" ] && pod_user_home_allowed "$pod_user_at" || return 0
  pod_user_stat "$pod_user_at"
  if [ ! -d "$pod_user_at" ]; then
    [ "$pod_user_stat_mode" = absent ] || pw_fail "$pod_user_at is not a directory" "remove it, or declare another home"
    pod_user_differs "$pod_user_at" absent directory || return 0
    pod_user_make_home
    pod_user_stat "$pod_user_at"
  fi
  if [ -h "$pod_user_at" ]; then return 0; fi
  if ! pod_user_owns && pod_user_differs "owner of $pod_user_at" "$(pod_user_name_of "${pod_user_stat_owner%:*}")" "$pod_user_name"; then
    pod_user_do "the owner of $pod_user_at can't be changed" chown "$pod_user_have_uid:$pod_user_have_gid" "$pod_user_at"
  fi
  [ "$pod_user_ssh" = true ] || [ -n "$pod_user_keys_are" ] || return 0
  case $pod_user_stat_mode in
    *[2367]? | *[2367])
      pod_user_differs "mode of $pod_user_at" "$pod_user_stat_mode" "not writable for others" || return 0
      chmod go-w "$pod_user_at"
      ;;
  esac
}

# Whether what pod_user_stat looked at is the user's. A uid that changes takes the files in the home with it.
pod_user_owns() {
  case ${pod_user_stat_owner%:*} in
    "$pod_user_have_uid" | "$pod_user_uid") return 0 ;;
  esac
  return 1
}

pod_user_make_home() {
  mkdir -p "$pod_user_at"
  if [ -d /etc/skel ]; then cp -R /etc/skel/. "$pod_user_at/"; fi
  chown -R "$pod_user_have_uid:$pod_user_have_gid" "$pod_user_at"
  chmod 0755 "$pod_user_at"
}

# The user of a uid, or the uid.
pod_user_name_of() {
  while IFS=: read -r pod_user_entry pod_user_secret pod_user_entry_uid pod_user_rest; do
    if [ "$pod_user_entry_uid" = "$1" ]; then
      printf '%s\n' "$pod_user_entry"
      return 0
    fi
  done </etc/passwd
  printf '%s\n' "$1"
}

# --- keys ------------------------------------------------------------------------------------------------------------

# pod_user_read_key LINE: takes a declared key. What it is named by is its comment, else the end of the key itself.
pod_user_read_key() {
  pod_user_split_key "$1"
  [ -n "$pod_user_blob" ] || pw_fail "\"$1\" is not a public key" \
    "a key is one line such as: ssh-ed25519 AAAAC3… me@example.org (the content of a .pub file)"
  pod_user_keys="$pod_user_keys$1
"
}

# Sets pod_user_blob to the key of a line of authorized_keys (TYPE BASE64), or to nothing; and pod_user_key_name.
pod_user_split_key() {
  pod_user_blob='' pod_user_key_name=''
  case $1 in
    *[[:cntrl:]]* | '#'*) return 0 ;;
  esac
  pod_user_rest=" $1 "
  for pod_user_type in ssh-ed25519 ssh-rsa ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521 \
    sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com ssh-dss; do
    case $pod_user_rest in
      *" $pod_user_type AAAA"*)
        pod_user_rest=${pod_user_rest#*" $pod_user_type "}
        pod_user_blob=${pod_user_rest%%' '*}
        pod_user_key_name=${pod_user_rest#*' '}
        pod_user_key_name=${pod_user_key_name%' '}
        [ -n "$pod_user_key_name" ] || pod_user_key_name="…${pod_user_blob#"${pod_user_blob%????????}"}"
        case $pod_user_blob in
          *[!A-Za-z0-9+/=]*) pod_user_blob='' ;;
          *) pod_user_blob="$pod_user_type $pod_user_blob" ;;
        esac
        return 0
        ;;
    esac
  done
}

pod_user_keep_keys() {
  [ -n "$pod_user_keys_are" ] || return 0
  pod_user_keep_directory "$pod_user_at/.ssh"
  pod_user_file=$pod_user_at/.ssh/authorized_keys
  pod_user_stat "$pod_user_file"
  pod_user_text=''
  if [ "$pod_user_stat_mode" != absent ]; then
    pod_user_require_plain "$pod_user_file"
    pod_user_text=$(cat "$pod_user_file")
  fi
  pod_user_different=no
  pod_user_merge_keys
  if [ -n "$pod_user_keys" ] && [ "$pod_user_stat_mode" != absent ]; then
    pod_user_keep_key_file
  fi
  if [ "$pod_user_different" = no ] || [ "$pw_phase" != apply ]; then return 0; fi
  pod_user_write "$pod_user_file" 600 "$pod_user_have_uid:$pod_user_have_gid" "$pod_user_merged"
}

# Owner and mode of a file that stays.
pod_user_keep_key_file() {
  if ! pod_user_owns && pod_user_differs "owner of $pod_user_file" "$(pod_user_name_of "${pod_user_stat_owner%:*}")" "$pod_user_name"; then
    pod_user_different=yes
  fi
  if [ "$pod_user_stat_mode" != 600 ] && pod_user_differs "mode of $pod_user_file" "$pod_user_stat_mode" 600; then
    pod_user_different=yes
  fi
}

# Sets pod_user_merged to what the file is to hold, and says what differs from what it holds (pod_user_text).
pod_user_merge_keys() {
  pod_user_merged='' pod_user_seen='
'
  while IFS= read -r pod_user_line; do
    pod_user_merge_line
  done <<PODWRIGHT_KEYS
$pod_user_text
PODWRIGHT_KEYS
  while IFS= read -r pod_user_line; do
    # An empty list of keys is one empty line here.
    [ -n "$pod_user_line" ] || continue
    pod_user_split_key "$pod_user_line"
    case $pod_user_seen in
      *"
$pod_user_blob
"*) continue ;;
    esac
    pod_user_seen="$pod_user_seen$pod_user_blob
"
    if pod_user_differs "authorized key $pod_user_key_name" absent present; then pod_user_different=yes; fi
    pod_user_merged="$pod_user_merged$pod_user_line
"
  done <<PODWRIGHT_KEYS
${pod_user_keys%?}
PODWRIGHT_KEYS
  pod_user_merged=${pod_user_merged%?}
}

# A line that is there.
pod_user_merge_line() {
  pod_user_split_key "$pod_user_line"
  if [ -z "$pod_user_blob" ]; then
    pod_user_merged="$pod_user_merged$pod_user_line
"
    return 0
  fi
  pod_user_find_key
  if [ -z "$pod_user_declared" ] && [ "$pod_user_keys_are" = exclusive ]; then
    if pod_user_differs "authorized key $pod_user_key_name" present absent; then pod_user_different=yes; fi
    return 0
  fi
  if [ -n "$pod_user_declared" ]; then
    pod_user_seen="$pod_user_seen$pod_user_blob
"
    if [ "$pod_user_declared" != "$pod_user_line" ]; then
      if pod_user_differs "authorized key $pod_user_key_name" "with other options" "as declared"; then pod_user_different=yes; fi
      pod_user_line=$pod_user_declared
    fi
  fi
  pod_user_merged="$pod_user_merged$pod_user_line
"
}

# Sets pod_user_declared to the declared line with the key pod_user_blob, or to nothing.
pod_user_find_key() {
  pod_user_declared=''
  while IFS= read -r pod_user_word; do
    case " $pod_user_word " in
      *" $pod_user_blob "*) pod_user_declared=$pod_user_word ;;
    esac
  done <<PODWRIGHT_KEYS
$pod_user_keys
PODWRIGHT_KEYS
}

# pod_user_keep_directory PATH: the user's own, for nobody else.
pod_user_keep_directory() {
  pod_user_stat "$1"
  if [ "$pod_user_stat_mode" = absent ]; then
    # It comes with the keys.
    [ "$pw_phase" = apply ] && [ -n "$pod_user_keys" ] || return 0
    mkdir -p "$1"
    chmod 0700 "$1"
    chown "$pod_user_have_uid:$pod_user_have_gid" "$1"
    return 0
  fi
  if [ -h "$1" ] || [ ! -d "$1" ]; then pw_fail "$1 is not a directory of its own" "remove it: it is $(ls -ld "$1")"; fi
  if ! pod_user_owns && pod_user_differs "owner of $1" "$(pod_user_name_of "${pod_user_stat_owner%:*}")" "$pod_user_name"; then
    chown "$pod_user_have_uid:$pod_user_have_gid" "$1"
  fi
  if [ "$pod_user_stat_mode" != 700 ] && pod_user_differs "mode of $1" "$pod_user_stat_mode" 700; then chmod 0700 "$1"; fi
}

pod_user_require_plain() {
  if [ -h "$1" ] || [ ! -f "$1" ]; then pw_fail "$1 is not a plain file" "remove it: it is $(ls -ld "$1")"; fi
}

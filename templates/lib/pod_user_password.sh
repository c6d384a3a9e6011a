# requires: pod_user_account
# The password of a user in a container: compared, generated, set.

pod_user_keep_password() {
  pod_user_generated=no
  pod_user_load
  if [ -n "$pod_user_password" ]; then
    pod_user_compare_password
    return 0
  fi
  [ "$pod_user_generate" = true ] || return 0
  case $pod_user_have_hash in
    ???????????*) return 0 ;;
  esac
  pod_user_differs "password of $pod_user_name" none generated || return 0
  pod_user_set_password "$pod_user_candidate"
  pw_output generated yes
}

pod_user_compare_password() {
  case $pod_user_have_hash in
    '$'* | [a-zA-Z0-9./]????????????) pod_user_from=another ;;
    '!'???*) pod_user_from=locked ;;
    *) pod_user_from=none ;;
  esac
  if [ "$pod_user_from" = another ]; then
    pod_user_verdict=0
    pod_user_password_fits || pod_user_verdict=$?
    case $pod_user_verdict in
      0) return 0 ;;
      2)
        pod_user_warn "the password of $pod_user_name can't be compared with the declared one, since it has neither perl nor openssl, python3 or \
mkpasswd: it stays as it is"
        return 0
        ;;
    esac
  fi
  pod_user_differs "password of $pod_user_name" "$pod_user_from" "as declared" || return 0
  pod_user_set_password "$pod_user_password"
}

# Status 0 where the declared password makes the account's hash, 1 where it makes another, 2 where nobody here can tell.
pod_user_password_fits() {
  # Method and salt: all up to the last $ where there are some.
  pod_user_salt=${pod_user_have_hash%'$'*}
  pod_user_made=''
  if command -v perl >/dev/null 2>&1; then
    pod_user_made=$(printf '%s\n%s\n' "$pod_user_password" "$pod_user_have_hash" |
      perl -e '$p = <STDIN>; $h = <STDIN>; chomp($p, $h); print crypt($p, $h)' 2>/dev/null) || pod_user_made=''
  fi
  case ${pod_user_made:+made}:$pod_user_have_hash in
    :'$6$rounds='* | :'$5$rounds='*) ;;
    :'$6$'* | :'$5$'*) pod_user_made=$(pod_user_make_hash "${pod_user_salt#'$'?}") || pod_user_made='' ;;
  esac
  if [ -z "$pod_user_made" ] && command -v python3 >/dev/null 2>&1; then
    pod_user_made=$(printf '%s\n%s\n' "$pod_user_password" "$pod_user_have_hash" |
      python3 -W ignore -c 'import crypt; print(crypt.crypt(input(), input()))' 2>/dev/null) || pod_user_made=''
  fi
  case $pod_user_made in
    "$pod_user_have_hash") return 0 ;;
    '$'?*) return 1 ;;
  esac
  return 2
}

# pod_user_make_hash '$SALT': the hash of SHA-512 or SHA-256 with this salt.
pod_user_make_hash() {
  case $pod_user_have_hash in
    '$6$'*) set -- "${1#'$'}" 6 sha512 ;;
    *) set -- "${1#'$'}" 5 sha256 ;;
  esac
  if command -v openssl >/dev/null 2>&1; then
    printf '%s\n' "$pod_user_password" | openssl passwd "-$2" -salt "$1" -stdin 2>/dev/null
  elif command -v mkpasswd >/dev/null 2>&1; then
    # Without a terminal both BusyBox's and the one of whois read standard input.
    printf '%s\n' "$pod_user_password" | mkpasswd -m "$3" -S "$1" -P 0 2>/dev/null ||
      printf '%s\n' "$pod_user_password" | mkpasswd -m "sha-${3#sha}" -S "$1" -s 2>/dev/null
  else
    return 1
  fi
}

# pod_user_set_password TEXT: hashed by chpasswd in the distribution's own way.
pod_user_set_password() {
  pod_user_said=$(printf '%s:%s\n' "$pod_user_name" "$1" | chpasswd 2>&1) ||
    pw_fail "the password of $pod_user_name can't be set: ${pod_user_said:-chpasswd gave no reason}" "see the lines above"
}

# pod_user_set_hash HASH: by standard input, which no one else can read.
pod_user_set_hash() {
  pod_user_said=$(printf '%s:%s\n' "$pod_user_name" "$1" | chpasswd -e 2>&1) ||
    pw_fail "the password of $pod_user_name can't be set: ${pod_user_said:-chpasswd gave no reason}" "see the lines above"
}

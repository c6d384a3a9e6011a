# requires: file_content
# Files from web addresses, by curl or wget. The snippets set download_url, download_timeout, download_retries,
# download_certs (yes or no), download_secret (yes where headers or a login go along) and define download_headers, which
# prints one header a line, and download_login, which prints user:password or nothing.

# Prints what an address holds; its errors are on standard error. To be followed by download_explain where it fails.
download_print() {
  case $(download_tool) in
    curl) download_curl "$1" ;;
    wget) download_wget "$1" ;;
    busybox) download_busybox "$1" ;;
    *) return 127 ;;
  esac
}

# curl, wget (GNU's), busybox, or none.
download_tool() {
  if command -v curl >/dev/null 2>&1; then
    echo curl
  elif command -v wget >/dev/null 2>&1; then
    case $(wget --version 2>&1) in
      *GNU*) echo wget ;;
      *) echo busybox ;;
    esac
  else
    echo none
  fi
}

# Whatever may be secret comes by standard input.
download_curl() {
  {
    download_headers | download_setting header
    download_login | download_setting user
    printf '%s\n' "$1" | download_setting url
    if [ "$download_certs" = no ]; then echo insecure; fi
  } | curl --config - --fail --silent --show-error --location --retry "$download_retries" --retry-connrefused \
    --connect-timeout "$download_timeout" --speed-limit 1 --speed-time "$download_timeout"
}

# Lines as settings of a curl configuration file: in quotes, in which \ and " are escaped.
download_setting() {
  sed 's/[\\"]/\\&/g; s/^/'"$1"' = "/; s/$/"/'
}

# GNU wget takes what may be secret from a file only; it lies there, closed to others, as long as wget runs.
download_wget() {
  set -- --no-verbose --tries="$((download_retries + 1))" --waitretry=3 --retry-connrefused --timeout="$download_timeout" \
    -O - -- "$1"
  if [ "$download_certs" = no ]; then set -- --no-check-certificate "$@"; fi
  if [ "$download_secret" = no ]; then
    wget "$@"
    return
  fi
  download_config=$(umask 077 && mktemp)
  {
    download_headers | sed 's/^/header = /'
    download_login | sed 's/:.*//; s/^/http_user = /'
    download_login | sed 's/^[^:]*:/http_password = /'
  } >"$download_config"
  download_wget_status=0
  wget --config="$download_config" --auth-no-challenge "$@" || download_wget_status=$?
  rm -f -- "$download_config"
  return "$download_wget_status"
}

# Its -T ends some builds of it with a signal, so it has its own idea of a timeout.
download_busybox() {
  if [ "$download_secret" = yes ]; then
    echo "podwright: busybox's wget takes headers and logins only as arguments, which every user can read" >&2
    return 126
  fi
  set -- -q -O - "$1"
  if [ "$download_certs" = no ]; then set -- --no-check-certificate "$@"; fi
  download_left=$download_retries
  until wget "$@"; do
    [ "$download_left" -gt 0 ] || return 1
    download_left=$((download_left - 1))
    sleep 2
  done
}

# Fails the task: download_explain URL STATUS SAID
download_explain() {
  download_said=$(printf '%s\n' "$3" | grep -v '^ *$' | tail -n 1)
  case $2:$3 in
    127:*) pw_fail "this host has neither curl nor wget" "install one with a package task before this one" ;;
    126:*) pw_fail "headers and logins need curl or GNU wget on the host" "install one with a package task before this one" ;;
    6:* | *"ould not resolve"* | *"unable to resolve"* | *"bad address"*)
      pw_fail "the host can't resolve the name in $1" "look at its /etc/resolv.conf, or whether a proxy is needed (environment: https_proxy)"
      ;;
    *" 401"* | *" 403"*) pw_fail "the server refuses $1: $download_said" "url_username and url_password, or headers, log in" ;;
    *" 404"* | *" 410"*) pw_fail "there is nothing at $1: $download_said" "check the address" ;;
    28:* | *"timed out"*) pw_fail "the server of $1 was silent for $download_timeout s: $download_said" "raise timeout, or look whether a proxy is needed" ;;
    7:* | *"onnection refused"*) pw_fail "no connection to the server of $1: $download_said" "does it run, and is a proxy needed (environment: https_proxy)?" ;;
    35:* | 51:* | 58:* | 60:* | 5:*ertificate* | *"certificate"*)
      pw_fail "the certificate of the server of $1 isn't trusted: $download_said" \
        "is the package ca-certificates installed, and the host's clock right?"
      ;;
    23:* | *"write error"* | *"No space left"*) pw_fail "$1 can't be written: $download_said" "see df -h on the host" ;;
  esac
  pw_fail "$1 couldn't be downloaded: ${download_said:-exit status $2}"
}

# The name that an address gives a file.
download_name() {
  download_rest=${1%%[?#]*}
  download_rest=${download_rest#*://}
  case $download_rest in
    */) echo '' ;;
    */*) printf '%s\n' "${download_rest##*/}" ;;
    *) echo '' ;;
  esac
}

# Splits a checksum into download_kind and download_sum; where it is an address, what that list says of the file.
download_checksum() {
  download_kind=${1%%:*} download_sum=${1#*:}
  case $1 in
    sha256:* | sha512:* | sha1:* | md5:*) ;;
    *) pw_fail "checksum begins with no kind: $1" "such as sha256:9f86d081884c7d65…" ;;
  esac
  case $download_sum in
    *://*) download_look_up "$download_sum" ;;
  esac
  download_sum=$(printf '%s' "$download_sum" | tr A-F a-f)
  case $download_kind:${#download_sum} in
    sha256:64 | sha512:128 | sha1:40 | md5:32) ;;
    *) pw_fail "a $download_kind checksum doesn't have ${#download_sum} characters: $download_sum" ;;
  esac
  case $download_sum in
    *[!0-9a-f]*) pw_fail "$download_sum is no checksum" ;;
  esac
}

# Lists: `sum  name`, `sum *name`, `SHA256 (name) = sum`, or a sum alone.
download_look_up() {
  download_errors=0
  download_list=$(download_print "$1" 2>&1) || download_errors=$?
  [ "$download_errors" = 0 ] || download_explain "$1" "$download_errors" "$download_list"
  download_sum=$(printf '%s\n' "$download_list" | PODWRIGHT_NAME=$(download_name "$download_url") awk '
    {sub(/\r$/, "")}
    $2 ~ /^\(/ && $0 ~ /\) = / {name = $0; sub(/^[^(]*\(/, "", name); sub(/\) = .*/, "", name); sum = $NF; pick(name, sum); next}
    NF >= 2 {name = $0; sub(/^[^ \t]+[ \t]+\*?/, "", name); pick(name, $1); next}
    NF == 1 {alone = $1; lines++}
    function pick(name, sum) {sub(/^.*\//, "", name); if (name == ENVIRON["PODWRIGHT_NAME"]) found = sum; lines += 2}
    END {if (found != "") print found; else if (lines == 1) print alone}')
  if [ -z "$download_sum" ]; then
    pw_fail "the list at $1 doesn't name $(download_name "$download_url")" "give the checksum itself: $download_kind:…"
  fi
}

# Prints the checksum of what comes in: download_sum_of KIND
download_sum_of() {
  if command -v "${1}sum" >/dev/null 2>&1; then
    "${1}sum" | awk '{print $1}'
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -r "-$1" | awk '{print $1}'
  else
    pw_fail "this host has no program for $1 checksums" "install coreutils, busybox or openssl"
  fi
}

# What differs: download_check DEST CHECKSUM FORCE MODE OWNER GROUP
download_check() {
  file_resolve "$1" "$(download_name "$download_url")"
  file_load "$file_target"
  file_require_replaceable "$file_target"
  if [ -n "$2" ]; then
    download_checksum "$2"
    pw_output checksum "$download_kind:$download_sum"
  fi
  if [ "$file_kind" != file ]; then
    pw_change state absent file
    if [ -n "$2" ]; then pw_change content '' "$download_kind $download_sum"; fi
    file_check_new "$4" "$5" "$6"
    return 0
  fi
  [ -r "$file_target" ] || pw_fail "$file_target can't be read by this user" "set become: true"
  if [ -n "$2" ]; then
    download_compare "$(download_sum_of "$download_kind" <"$file_target")"
  elif [ "$3" = yes ] && [ "$pw_phase" = check ]; then
    download_kind=sha256
    download_remote_sum
    download_compare "$(download_sum_of sha256 <"$file_target")"
  fi
  file_check_attributes "$4" "$5" "$6"
}

download_compare() {
  if [ "$1" != "$download_sum" ]; then
    pw_change content "$download_kind $1" "$download_kind $download_sum"
  fi
}

# Reads the whole file without keeping it. Sets download_sum. What the download says and its status come by descriptor 3, as
# the content takes the way to the checksum.
download_remote_sum() {
  pw_progress "reading $download_url"
  download_answer=$(
    {
      {
        download_status=0
        download_print "$download_url" 2>&3 || download_status=$?
        printf '\nstatus %s' "$download_status" >&3
      } | { printf '\nsum %s' "$(download_sum_of sha256)" >&4; }
    } 3>&1 4>&1 >/dev/null
  )
  case $download_answer in
    *"
status 0"*) ;;
    *) download_remote_failed ;;
  esac
  download_sum=$(printf '%s\n' "$download_answer" | awk '$1 == "sum" {print $2}')
}

download_remote_failed() {
  download_status=$(printf '%s\n' "$download_answer" | awk '$1 == "status" {print $2}')
  download_explain "$download_url" "$download_status" "$(printf '%s\n' "$download_answer" | grep -v -e '^status ' -e '^sum ')"
}

# Downloads and puts the file in place: download_apply DEST CHECKSUM MODE OWNER GROUP BACKUP VALIDATE. Sets file_backup.
download_apply() {
  file_backup='' download_kind=''
  file_resolve "$1" "$(download_name "$download_url")"
  file_load "$file_target"
  if [ -n "$2" ]; then
    download_checksum "$2"
    if [ "$file_kind" = file ] && [ "$(download_sum_of "$download_kind" <"$file_target")" = "$download_sum" ]; then
      file_set_attributes "$file_target" "$3" "$4" "$5"
      return 0
    fi
  fi
  file_begin "$file_target"
  pw_progress "downloading $download_url"
  download_into
  if [ -n "$2" ]; then
    download_came=$(download_sum_of "$download_kind" <"$file_temporary")
    if [ "$download_came" != "$download_sum" ]; then
      file_abandon "what came from $download_url has another checksum: $download_kind $download_came, not $download_sum" \
        "the file there was changed, or the checksum is of another one; nothing was kept"
    fi
  fi
  file_validate "$7"
  if [ "$6:$file_kind" = yes:file ]; then file_back_up "$file_target"; fi
  file_finish "$file_target" "$3" "$4" "$5"
}

download_into() {
  download_status=0
  download_errors=$(download_print "$download_url" 2>&1 >"$file_temporary") || download_status=$?
  if [ "$download_status" != 0 ]; then
    rm -f -- "$file_temporary"
    download_explain "$download_url" "$download_status" "$download_errors"
  fi
}

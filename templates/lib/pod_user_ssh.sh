# requires: pod_user_packages
# The SSH server and the locale in a container. Nothing but this starts the server: its hook runs it with the container.

# --- the locale, for mosh --------------------------------------------------------------------------------------------

# mosh-server refuses to run without a UTF-8 locale. Login shells get one, the SSH server gives one, and for docker exec and clients that
# bring a locale which isn't here a script stands in front of it.
pod_user_keep_locale() {
  [ "$pod_user_mosh" = true ] || return 0
  pod_user_find_mosh || pod_user_mosh_server=/usr/bin/mosh-server
  pod_user_set_locale="if [ \"\$(locale charmap 2>/dev/null)\" != UTF-8 ]; then
  unset LC_ALL LC_CTYPE
  LANG=${pod_user_locale:-C.UTF-8}
  export LANG
fi"
  pod_user_keep_file "locale of login shells" /etc/profile.d/podwright-locale.sh 644 "# Made by Podwright: changes here are undone.
$pod_user_set_locale"
  [ "$pod_user_mosh_server" != /usr/local/bin/mosh-server ] || return 0
  pod_user_keep_file "locale of mosh-server" /usr/local/bin/mosh-server 755 "#!/bin/sh
# Made by Podwright: changes here are undone.
$pod_user_set_locale
exec $pod_user_mosh_server \"\$@\""
}

# --- the SSH server --------------------------------------------------------------------------------------------------

pod_user_keep_ssh() {
  pod_user_sshd=$(command -v sshd) || pod_user_sshd=/usr/sbin/sshd
  pod_user_keep_host_keys
  pod_user_keep_settings
  pod_user_keep_file "start-up hook of the SSH server" /etc/podwright/startup.d/50-sshd 755 "#!/bin/sh
# Made by Podwright: changes here are undone. Starts the SSH server with the container.
mkdir -p /run/sshd
chmod 0755 /run/sshd
exec $pod_user_sshd"
  pod_user_keep_running
}

# Made once: a client knows the container by them.
pod_user_keep_host_keys() {
  for pod_user_file in /etc/ssh/ssh_host_*_key; do
    [ ! -s "$pod_user_file" ] || return 0
  done
  pod_user_differs "SSH host keys" absent present || return 0
  # The package has just made them where it does that.
  pod_user_do "SSH host keys can't be made" ssh-keygen -A
}

# Settings of a folder are read first where the server's own file includes it; elsewhere they stand at its top. The first of two
# settings counts.
pod_user_keep_settings() {
  pod_user_switch=no pod_user_reload=later
  if [ -n "$pod_user_password" ] || [ "$pod_user_generate" = true ]; then pod_user_switch=yes; fi
  pod_user_settings="# Made by Podwright: changes here are undone.
Port $pod_user_ssh_port
PidFile /run/sshd.pid
PasswordAuthentication $pod_user_switch
KbdInteractiveAuthentication no
UsePAM no"
  if [ "$pod_user_mosh" = true ]; then
    pod_user_settings="$pod_user_settings
SetEnv LANG=${pod_user_locale:-C.UTF-8}"
  fi
  pod_user_file=/etc/ssh/sshd_config
  if [ ! -e "$pod_user_file" ] && [ -e /usr/etc/ssh/sshd_config ]; then pod_user_file=/usr/etc/ssh/sshd_config; fi
  if [ ! -e "$pod_user_file" ]; then
    pod_user_differs "settings of the SSH server" absent present || return 0
    pw_fail "it has sshd but no /etc/ssh/sshd_config" "install the package of the SSH server completely"
  fi
  if grep -q '^[[:space:]]*[Ii]nclude[[:space:]].*/etc/ssh/sshd_config\.d/' "$pod_user_file"; then
    pod_user_keep_file "settings of the SSH server" /etc/ssh/sshd_config.d/00-podwright.conf 644 "$pod_user_settings"
  else
    pod_user_keep_top
  fi
  pod_user_reload=$pod_user_written
  [ "$pod_user_written" = yes ] || return 0
  mkdir -p /run/sshd
  chmod 0755 /run/sshd
  pod_user_do "the settings of the SSH server are not valid" "$pod_user_sshd" -t
}

# The settings between two marks at the top of the server's own file.
pod_user_keep_top() {
  pod_user_written=no pod_user_top='' pod_user_rest='' pod_user_within=no
  while IFS= read -r pod_user_line || [ -n "$pod_user_line" ]; do
    case $pod_user_within:$pod_user_line in
      no:'# BEGIN podwright') pod_user_within=yes ;;
      yes:'# END podwright') pod_user_within=no ;;
      yes:*)
        pod_user_top="$pod_user_top$pod_user_line
"
        ;;
      no:*)
        pod_user_rest="$pod_user_rest
$pod_user_line"
        ;;
    esac
  done <"$pod_user_file"
  if [ "${pod_user_top%?}" = "$pod_user_settings" ]; then return 0; fi
  pod_user_written=later
  if [ -z "$pod_user_top" ]; then
    pod_user_differs "settings of the SSH server" absent present || return 0
  else
    pod_user_differs "settings of the SSH server" "another text in $pod_user_file" "as declared" || return 0
  fi
  pod_user_written=yes
  pod_user_stat "$pod_user_file"
  pod_user_write /etc/ssh/sshd_config "$pod_user_stat_mode" 0:0 "# BEGIN podwright
$pod_user_settings
# END podwright$pod_user_rest"
}

# It runs, with the settings there are.
pod_user_keep_running() {
  pod_user_find_sshd
  pod_user_find_listener
  if [ -z "$pod_user_process" ] && [ "$pod_user_listens" = yes ]; then
    pw_fail "port $pod_user_ssh_port is taken by another process in it" "choose another ssh_port, or end what listens there"
  fi
  if [ -n "$pod_user_process" ] && [ "$pod_user_listens" = yes ]; then
    if [ "$pod_user_reload" = yes ]; then kill -HUP "$pod_user_process"; fi
    return 0
  fi
  # A port that changes needs no more than other settings.
  if [ -n "$pod_user_process" ] && [ "$pod_user_reload" = later ]; then return 0; fi
  if [ -n "$pod_user_process" ] && [ "$pod_user_reload" = yes ]; then
    kill -HUP "$pod_user_process"
  else
    pod_user_differs "SSH server" stopped "listening on port $pod_user_ssh_port" || return 0
    [ -z "$pod_user_process" ] || kill "$pod_user_process"
    # Its streams are closed, so that docker exec doesn't wait for it.
    if ! pod_user_said=$(/etc/podwright/startup.d/50-sshd 2>&1 </dev/null 7>&-); then
      # A container that has just started may have started it meanwhile.
      pod_user_find_sshd
      [ -n "$pod_user_process" ] ||
        pw_fail "the SSH server does not start: ${pod_user_said:-it gave no reason}" "see its own words: $pod_user_sshd -d"
    fi
  fi
  pod_user_await_listener
}

pod_user_await_listener() {
  pod_user_tries=0
  while :; do
    pod_user_find_listener
    [ "$pod_user_listens" = no ] || return 0
    [ "$pod_user_tries" -lt 10 ] || pw_fail "the SSH server does not listen on port $pod_user_ssh_port after 10 s" \
      "see its own words: $pod_user_sshd -d"
    pod_user_tries=$((pod_user_tries + 1))
    sleep 1
  done
}

# Sets pod_user_process to the server's living process, or to nothing. A container that starts again has old pid files.
pod_user_find_sshd() {
  pod_user_process=''
  [ -r /run/sshd.pid ] || return 0
  read -r pod_user_process </run/sshd.pid || [ -n "$pod_user_process" ] || return 0
  case $pod_user_process in
    '' | *[!0-9]*) pod_user_process='' ;;
    *)
      pod_user_word=''
      { read -r pod_user_word <"/proc/$pod_user_process/comm"; } 2>/dev/null || :
      [ "$pod_user_word" = sshd ] || pod_user_process=''
      ;;
  esac
}

# Sets pod_user_listens: whether anyone listens on the port.
pod_user_find_listener() {
  pod_user_listens=no
  pod_user_hex=$(printf '%04X' "$pod_user_ssh_port")
  for pod_user_file in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$pod_user_file" ] || continue
    while read -r pod_user_word pod_user_local pod_user_word pod_user_state pod_user_rest; do
      case $pod_user_state:$pod_user_local in
        0A:*:"$pod_user_hex") pod_user_listens=yes ;;
      esac
    done <"$pod_user_file"
  done
}

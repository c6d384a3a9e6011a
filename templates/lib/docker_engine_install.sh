# requires: docker_engine_source package
# Installs the engine: what engine_decide decides, and nothing besides. For apply only.

engine_require_root() {
  [ "$(id -u)" = 0 ] || pw_fail "installing and starting Docker needs root" "set become: true for the task or the play"
}

# engine_install SOURCE REPOSITORY [MINIMUM]: where no engine is here, or only a part or an old one.
engine_install() {
  engine_ask
  engine_decide "$1" "$2" "${3-}"
  [ -n "$engine_need" ] || return 0
  [ -z "$engine_why" ] || pw_warn "Docker's repository can't be used ($engine_why); taking the packages of $distribution_name"
  [ -z "$engine_list" ] || engine_add_repository "$2"
  package_erase=$engine_erase
  # The names have no blanks.
  set -- $engine_install
  if [ "$package_manager" = apt ] && ! package_lists_known; then package_refresh; fi
  [ -z "$engine_erase" ] || package_refuse_removals "$@"
  case $engine_need in
    upgrade | old_command) package_upgrade "$@" ;;
    *) package_install "$@" ;;
  esac
}

# Adds Docker's repository to the host's. What can't be used is taken away again, and the task fails.
engine_add_repository() {
  pw_progress "adding the repository $engine_list"
  engine_folder=$(mktemp -d)
  engine_rc=0
  case $package_manager in
    apt) engine_add_apt_repository "$1" || engine_rc=$? ;;
    *) engine_add_rpm_repository "$1" || engine_rc=$? ;;
  esac
  rm -rf "$engine_folder"
  [ "$engine_rc" = 0 ] || pw_fail "Docker's repository can't be used: ${engine_problem:-$1 does not answer}" \
    "use source: distribution, or a mirror by repository"
}

engine_add_apt_repository() {
  engine_key=/etc/apt/keyrings/docker.asc engine_file=/etc/apt/sources.list.d/docker.list
  if ! engine_said=$(engine_fetch "$1/linux/$engine_area/gpg" "$engine_folder/docker.asc" 2>&1); then
    engine_problem=$(docker_words "$engine_said")
    return 1
  fi
  install -d -m 0755 /etc/apt/keyrings
  install -m 0644 "$engine_folder/docker.asc" "$engine_key"
  printf 'deb [arch=%s signed-by=%s] %s/linux/%s %s stable\n' "$(dpkg --print-architecture)" "$engine_key" "$1" "$engine_area" \
    "$engine_suite" >"$engine_folder/docker.list"
  install -m 0644 "$engine_folder/docker.list" "$engine_file"
  if ! package_try apt-get -q update -o Dir::Etc::sourcelist="$engine_file" -o Dir::Etc::sourceparts=- \
    -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any; then
    rm -f "$engine_file" "$engine_key"
    if package_repository_trouble; then engine_problem="$package_trouble ($package_remedy)"; fi
    return 1
  fi
}

# The file that Docker publishes, where dnf config-manager would put it: that needs no plugin, and is the same for dnf 4, dnf 5 and yum.
# A mirror's address goes into it.
engine_add_rpm_repository() {
  if ! engine_said=$(engine_fetch "$1/linux/$engine_area/docker-ce.repo" "$engine_folder/docker-ce.repo" 2>&1); then
    engine_problem=$(docker_words "$engine_said")
    return 1
  fi
  sed "s|https://download.docker.com|$1|g" "$engine_folder/docker-ce.repo" >"$engine_folder/repo"
  install -m 0644 "$engine_folder/repo" /etc/yum.repos.d/docker-ce.repo
}

# Makes a user a member of the group docker.
engine_add_member() {
  if command -v usermod >/dev/null; then
    usermod -a -G docker -- "$1"
  else
    addgroup "$1" docker
  fi
}

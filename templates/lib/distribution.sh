# What this host runs, read without starting a process.

# Sets distribution_id (debian, ubuntu, rocky, …), distribution_version (12, 24.04; empty on rolling ones),
# distribution_codename (bookworm; may be empty), distribution_name (for messages),
# distribution_family (debian, rhel, suse, alpine, arch or unknown), and for what is made from Debian's or Ubuntu's packages
# distribution_base (debian or ubuntu, else as distribution_id) and distribution_base_codename (that one's).
distribution_load() {
  distribution_id=unknown distribution_like='' distribution_version='' distribution_codename='' distribution_name=''
  distribution_debian='' distribution_ubuntu=''
  for distribution_file in /etc/os-release /usr/lib/os-release; do
    [ -r "$distribution_file" ] || continue
    while IFS='=' read -r distribution_key distribution_value || [ -n "$distribution_key" ]; do
      case $distribution_value in
        \"*\") distribution_value=${distribution_value#\"} distribution_value=${distribution_value%\"} ;;
        \'*\') distribution_value=${distribution_value#\'} distribution_value=${distribution_value%\'} ;;
      esac
      case $distribution_key in
        ID) distribution_id=$distribution_value ;;
        ID_LIKE) distribution_like=$distribution_value ;;
        VERSION_ID) distribution_version=$distribution_value ;;
        VERSION_CODENAME) distribution_codename=$distribution_value ;;
        DEBIAN_CODENAME) distribution_debian=$distribution_value ;;
        UBUNTU_CODENAME) distribution_ubuntu=$distribution_value ;;
        PRETTY_NAME) distribution_name=$distribution_value ;;
      esac
    done <"$distribution_file"
    break
  done
  [ -n "$distribution_name" ] || distribution_name=$distribution_id
  case " $distribution_id $distribution_like " in
    *" debian "* | *" ubuntu "*) distribution_family=debian ;;
    *" rhel "* | *" fedora "* | *" centos "* | *" amzn "*) distribution_family=rhel ;;
    *" suse "* | *" sles "* | *" opensuse"*) distribution_family=suse ;;
    *" alpine "*) distribution_family=alpine ;;
    *" arch "*) distribution_family=arch ;;
    *) distribution_family=unknown ;;
  esac
  distribution_base=$distribution_id distribution_base_codename=$distribution_codename
  case $distribution_id:$distribution_ubuntu:$distribution_debian in
    debian:* | ubuntu:*) ;;
    *:?*:*) distribution_base=ubuntu distribution_base_codename=$distribution_ubuntu ;;
    *::?*) distribution_base=debian distribution_base_codename=$distribution_debian ;;
  esac
}

# What both kinds of Ansible are called with.
command -v ansible-playbook >/dev/null || { echo "there is no ansible-playbook: apt-get install ansible-core"; exit 1; }
. "$(dirname "$0")/../lib/ssh.sh"
[ "${1-}" != kex ] || { key_exchange; exit; }
[ -f "${BENCH_JOB_DIR-/nowhere}/ansible.yml" ] || [ "${1-}" = check ] || exit 3
unset ANSIBLE_CONFIG
export ANSIBLE_HOST_KEY_CHECKING=False ANSIBLE_FORKS="${BENCH_HOSTS-1}" ANSIBLE_SSH_CONTROL_PATH_DIR="${BENCH_RUN-}" \
    ANSIBLE_NOCOWS=1 ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 ANSIBLE_LOCALHOST_WARNING=False \
    ANSIBLE_SSH_COMMON_ARGS='-F /dev/null -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR'
play() {
    case $BENCH_JOB in
        render1000) exec ansible-playbook --syntax-check -i "$BENCH_INVENTORY.ini" "$BENCH_JOB_DIR/ansible.yml" ;;
        *) exec ansible-playbook -i "$BENCH_INVENTORY.ini" "$BENCH_JOB_DIR/ansible.yml" ;;
    esac
}

# How plain ssh is called: with nothing of the operator's own settings.
SSH_OPTIONS="-F /dev/null -o ControlPath=none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
-o IdentitiesOnly=yes -l ${BENCH_USER-}"

# key_exchange OPTION...: which one ssh and the first host agree on.
key_exchange() {
    read -r port _ <"$BENCH_INVENTORY.ports"
    # shellcheck disable=SC2086 # options are words
    ssh $SSH_OPTIONS -v "$@" -i "$BENCH_KEY" -p "$port" 127.0.0.1 true 2>&1 </dev/null |
        tr -d '\r' | sed -n 's/^debug1: kex: algorithm: //p'
}

container_apply "$@"

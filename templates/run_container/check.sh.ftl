container_check "$@"

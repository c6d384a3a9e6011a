pod_user_check "$@"

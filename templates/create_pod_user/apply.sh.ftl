pod_user_apply "$@"

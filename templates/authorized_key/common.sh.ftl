authorized_key_user=[=user] authorized_key_wanted=[=key] authorized_key_state=[=state]
authorized_key_exclusive=[=exclusive?then("yes", "no")]
authorized_key_set_options=[=key_options???then("yes", "no")] authorized_key_options=[=key_options!""]
authorized_key_path=[=path!""] authorized_key_folder=[=manage_dir?then("yes", "no")] authorized_key_mode=0600

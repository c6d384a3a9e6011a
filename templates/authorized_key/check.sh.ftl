authorized_key_check [=run.plan?then("yes", "no")]
pw_output path "$authorized_key_path"

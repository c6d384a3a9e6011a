[#if state == "absent"]
user_check_absent [=name] [=remove?then("yes", "no")] [=force?then("yes", "no")]
[#else]
user_name=[=name] user_plan=[=run.plan?then("yes", "no")]
user_uid=[=(uid!"")?string] user_non_unique=[=non_unique?then("yes", "no")]
user_group=[=group!""]
user_groups=[=(groups![])?join(",")] user_set_groups=[=groups???then("yes", "no")] user_append=[=append?then("yes", "no")]
user_shell=[=shell!""] user_home=[=home!""]
user_create_home=[=create_home?then("yes", "no")] user_move_home=[=move_home?then("yes", "no")]
user_comment=[=comment!""] user_set_comment=[=comment???then("yes", "no")]
user_system=[=system?then("yes", "no")]
[#if expires??]
user_expires=[=(expires < 0)?then("never", (expires / 86400)?floor?string)]
[#else]
user_expires=''
[/#if]
user_lock=[=password_lock???then((password_lock!false)?then("yes", "no"), "")]
user_hash=''
[#if password??]
[#if update_password == "on_create"]
account_load_user "$user_name"
if [ -z "$account_uid" ]; then user_hash=[=password]; fi
[#else]
user_hash=[=password]
[/#if]
[/#if]
user_check
[/#if]

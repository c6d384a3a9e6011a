line_apply [=mode!""] [=owner!""] [=group!""] [=backup?then("yes", "no")] [=validate!""]
if [ -n "$file_backup" ]; then pw_output backup_file "$file_backup"; fi

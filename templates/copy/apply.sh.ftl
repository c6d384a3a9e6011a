[#assign new = src!content]
[#if new.printf??]
file_content() { printf -- [=new.printf]; }
[#else]
file_content() { cat -- [=new.staged]; }
[/#if]
file_resolve [=dest] [=new.name!""]
[#assign wanted_mode = mode!((new.secret!false)?then("0600", ""))]
file_replace [=new.size] [=new.sha256] [=backup?then("yes", "no")] [=validate!""] \
  [=wanted_mode] [=owner!""] [=group!""]
if [ -n "$file_backup" ]; then pw_output backup_file "$file_backup"; fi

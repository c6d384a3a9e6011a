file_load [=src]
case $file_kind in
  file) ;;
  directory) pw_fail [=src]" is a folder" "make an archive of it with a command task, and fetch that" ;;
  absent | dangling)
[#if !fail_on_missing]
    exit 0
[#elseif run.plan]
    pw_defer [=src]" doesn't exist yet"
[#else]
    pw_fail "there is no file "[=src]" on this host" "fail_on_missing: false takes that as well"
[/#if]
    ;;
  *) pw_fail [=src]" is not a file" ;;
esac
[ -r [=src] ] || pw_fail [=src]" can't be read by this user" "set become: true"
file_checksum [=src]
if [ "$file_sha256" != [=dest.sha256] ]; then
  pw_change [=dest.path] [=(dest.sha256 == "")?then("absent", dest.size?string + " bytes, sha256 " + dest.sha256)] "$file_size bytes, sha256 $file_sha256"
fi
pw_output dest [=dest.path]
pw_output checksum "$file_sha256"
pw_output size "$file_size"

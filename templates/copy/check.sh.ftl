[#assign new = src!content]
[#if new.printf??]
file_content() { printf -- [=new.printf]; }
[/#if]
file_resolve [=dest] [=new.name!""]
[#-- What a secret stands in is shown to nobody and belongs to its owner alone. --]
[#assign hidden = new.secret!false]
[#assign shown = hidden?then("secret", (new.printf??)?then("yes", "no"))]
[#assign wanted_mode = mode!(hidden?then("0600", ""))]
file_check_content [=new.size] [=new.sha256] [=shown] [=force?then("yes", "no")] \
  [=wanted_mode] [=owner!""] [=group!""]
pw_output path "$file_target"
[#if !hidden]
pw_output sha256 [=new.sha256]
[/#if]

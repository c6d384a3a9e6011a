# managed
[#list users as user]
user [=user] home=[=workdir]/home/[=user]
[/#list]

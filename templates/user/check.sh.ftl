[#if state == "absent"]
user_check_absent [=name] [=remove?then("yes", "no")]
[#else]
user_check
[/#if]

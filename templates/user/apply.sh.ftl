[#if state == "absent"]
user_remove [=name] [=remove?then("yes", "no")] [=force?then("yes", "no")]
[#else]
user_apply
[/#if]

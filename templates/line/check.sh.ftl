[#if state == "present" && !line??]
pw_fail "line: state: present needs line"
[#elseif !line?? && !regexp?? && !search_string??]
pw_fail "line: state: absent needs line, regexp or search_string"
[#elseif backrefs && !regexp??]
pw_fail "line: backrefs needs regexp"
[#elseif (line!"")?contains("\n")]
pw_fail "line: the line has a line end in it" "use copy or template for several lines, or a loop"
[#else]
line_check [=run.plan?then("yes", "no")] [=mode!""] [=owner!""] [=group!""]
pw_output path [=path]
[/#if]

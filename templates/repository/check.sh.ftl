repository_check [=state]
[#if state == "present"]
pw_output file "$repository_file"
[/#if]

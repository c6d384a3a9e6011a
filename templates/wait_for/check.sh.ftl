[#assign wanted = (state == "started" || state == "present")?then("yes", "no")]
[#if search_regex?? && !path??]
pw_fail "wait_for: search_regex needs path"
[#elseif state == "drained" && !port??]
pw_fail "wait_for: state: drained needs port"
[#else]
[#if port??]
wait_what=[=(state == "drained")?then("connections to port ", "port ") + port + " on " + address]
[#if state == "drained"]
wait_holds() { wait_port_drained [=port]; }
[#else]
wait_holds() { wait_is [=wanted] wait_port_open [=address] [=port] [=connect_timeout]; }
[/#if]
[#elseif path??]
wait_what=[=path]
wait_holds() { wait_is [=wanted] wait_path [=path] [=search_regex!""]; }
[#elseif url??]
wait_what=[=url]
wait_holds() { wait_is [=wanted] wait_url [=url] [=status] [=connect_timeout]; }
[#else]
wait_what=nothing
wait_holds() { :; }
[/#if]
[#if run.plan]
if ! wait_holds; then pw_defer "$wait_what is not "[=state]" yet"; fi
[#else]
wait_until [=state] [=timeout] [=delay] [=sleep] [=msg!""]
pw_output elapsed "$wait_elapsed"
[/#if]
[/#if]

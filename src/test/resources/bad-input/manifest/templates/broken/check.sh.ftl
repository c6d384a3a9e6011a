pw_change "[=name]"
[#if x]

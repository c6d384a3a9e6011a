minimum=[=version!""] enabled=[=enabled] plan=[=run.plan]

engine_survey
[#if config?size > 0]
[#-- The keys of daemon.json; those of maps in it may be of any kind. --]
[#list config?keys as key]
[#if !key?matches("[a-z][a-z0-9-]*")]
pw_fail [="\"" + key + "\" is not a key of daemon.json"] "its keys are lower-case letters, digits and -"
[/#if]
[/#list]
configure() {
  docker_config_load system "$plan"
  json_begin
[#list config as key, value]
  json_merge [="/" + key] [=to_json(value)]
[/#list]
}
[/#if]

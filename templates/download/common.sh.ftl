download_url=[=url] download_timeout=[=timeout] download_retries=[=retries] download_certs=[=validate_certs?then("yes", "no")]
download_secret=[=(headers?? || url_username??)?then("yes", "no")]
[#if headers??]
download_headers() {
  :
[#list headers as name, value]
  printf '%s\n' [=name]": "[=value]
[/#list]
}
[#else]
download_headers() { :; }
[/#if]
[#if url_username??]
download_login() { printf '%s\n' [=url_username]":"[=url_password!""]; }
[#else]
download_login() { :; }
[/#if]

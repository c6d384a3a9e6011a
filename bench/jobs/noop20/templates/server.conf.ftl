# managed
port = [=app_port]
root = [=workdir]/app
[#list 0..<5 as i]
worker.[=i] = [=app_name]-[=i]
[/#list]

# managed
level = [=log_level]
file = [=workdir]/app/log/[=app_name].log

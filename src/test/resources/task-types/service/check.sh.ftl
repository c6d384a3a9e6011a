pw_change "service"

pw_change "package"

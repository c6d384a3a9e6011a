pw_change "shell"

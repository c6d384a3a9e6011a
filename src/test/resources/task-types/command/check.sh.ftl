pw_change "command"

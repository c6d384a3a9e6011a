pw_change "copy"

pw_change it

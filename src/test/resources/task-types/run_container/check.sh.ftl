pw_change "run_container"

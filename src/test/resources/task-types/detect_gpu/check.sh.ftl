pw_output count 0

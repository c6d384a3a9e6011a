pw_send_file [=src]

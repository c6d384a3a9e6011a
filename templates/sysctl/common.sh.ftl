sysctl_name=[=name] sysctl_value=[=value!""] sysctl_file=[=sysctl_file]

driver_want_flavour=[=flavour] driver_want_branch=[=branch!""] driver_want_minimum=[=minimum!""] driver_want_source=[=source]
driver_want_repository=[=repository] driver_want_hold=[=(hold???then(hold?c, "keep"))] driver_want_fabric=[=fabric_manager]
# The machine that Podwright itself runs on is never rebooted.
driver_want_reboot=[=((host.connection!"") == "local")?then("never", reboot)]

driver_decide [=sysfs] [=procfs] [=modules]

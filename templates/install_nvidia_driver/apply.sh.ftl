driver_want_flavour=[=flavour] driver_want_branch=[=branch!""] driver_want_minimum=[=minimum!""] driver_want_source=[=source]
driver_want_repository=[=repository] driver_want_reboot=[=reboot] driver_want_hold=[=(hold???then(hold?c, "keep"))] driver_want_fabric=[=fabric_manager]

driver_decide [=sysfs] [=procfs] [=modules]
driver_apply

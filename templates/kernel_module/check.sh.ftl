kernel_module_check [=name] [=state] [=params!""] [=persistent]

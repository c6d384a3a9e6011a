kernel_module_apply [=name] [=state] [=params!""] [=persistent]

echo `[=name]`

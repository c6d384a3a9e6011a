minimum=[=version!""] enabled=[=enabled] plan=[=run.plan]

engine_survey

repository_check [=state]

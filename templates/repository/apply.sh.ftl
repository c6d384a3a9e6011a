repository_apply [=state] [=update?then("yes", "no")]

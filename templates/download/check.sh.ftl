download_check [=dest] [=checksum!""] [=force?then("yes", "no")] [=mode!""] [=owner!""] [=group!""]
pw_output path "$file_target"

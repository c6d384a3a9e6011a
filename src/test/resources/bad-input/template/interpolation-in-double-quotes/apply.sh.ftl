docker run --name "pod-[=name]" "[=image]"

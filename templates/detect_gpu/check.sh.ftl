docker_access prefer true [=(facts.docker.host)!""]
gpu_survey [=sysfs] [=procfs] [=modules]
gpu_report

docker_access prefer true [=is_unknown("docker_host")?then("", facts.docker_host!"")]
gpu_survey [=sysfs] [=procfs] [=modules]
gpu_report

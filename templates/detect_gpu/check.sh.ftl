gpu_survey [=sysfs] [=procfs] [=modules]
gpu_report

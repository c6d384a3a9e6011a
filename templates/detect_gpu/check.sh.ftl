gpu_survey [=sysfs] [=procfs]
gpu_report

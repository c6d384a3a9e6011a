#!/bin/sh
echo "gpu-01 gpu-02"

#!/bin/sh
echo '{"gpu": {"hosts": "gpu-01", "children": 3}, "db": [1]}'

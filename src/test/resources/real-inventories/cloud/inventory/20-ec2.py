#!/bin/sh
# What a cloud provider's inventory script prints.
if [ "${1-}" != --list ]; then
    echo "{}"
    exit
fi
cat <<'JSON'
{
	"_meta": {
		"hostvars": {
			"203.0.113.10": {"ec2_id": "i-0a1", "ec2_launch_time": "2024-05-01T10:00:00.000Z", "ec2_state_code": 16, "ec2_ebs_optimized": false, "ec2_tag_Name": "gpu \u00e9t\u00e9", "ansible_host": "203.0.113.10", "ec2_kernel": null, "ec2_price": 3.06},
			"203.0.113.11": {"ec2_id": "i-0a2", "ec2_block_devices": {"sda1": "vol-1", "sdb": "vol-2"}, "ec2_security_group_ids": ["sg-1", "sg-2"], "password_hint": {"__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\n33643064316638613838353138643762373738663030623235353839373566666661306563663063\n6363303237316133383363316131653731616264383730330a376137386261366161623666323163\n39386338373938336464303164623264616562616634326262646165623661336430363935323930\n3135343430666365360a666163626239613432363730636331653137393537656264336566343231\n6162\n"}},
			"ec2-web.example.org": {}
		}
	},
	"ec2": ["203.0.113.10", "203.0.113.11", "ec2-web.example.org"],
	"i-0a1": ["203.0.113.10"],
	"us-east-1": {"hosts": [], "children": ["us-east-1a"], "vars": {"region": "us-east-1"}},
	"us-east-1a": {"hosts": ["203.0.113.10", "203.0.113.11"]},
	"tag_role_gpu": {"hosts": ["203.0.113.10", "203.0.113.11"], "vars": {"gpu": true}},
	"tag_role_web": ["ec2-web.example.org"],
	"type_empty": {}
}
JSON

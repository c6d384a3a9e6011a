"""generate.py FOLDER: writes a playbook of 1,000 tasks for Podwright, and the same for Ansible."""
import pathlib, sys

# Of each kind: Podwright's task, and Ansible's.
KINDS = [
    ('file: {{path: "[=workdir]/d{i}", state: directory, mode: "0755"}}',
     'file: {{path: "{{{{ workdir }}}}/d{i}", state: directory, mode: "0755"}}'),
    ('line: {{path: "[=workdir]/f{i}", line: "key{i}=[=words[0]]", create: true}}',
     'lineinfile: {{path: "{{{{ workdir }}}}/f{i}", line: "key{i}={{{{ words[0] }}}}", create: yes}}'),
    ('command: {{cmd: "touch [=workdir]/c{i}", creates: "[=workdir]/c{i}"}}',
     'command: {{cmd: "touch {{{{ workdir }}}}/c{i}", creates: "{{{{ workdir }}}}/c{i}"}}'),
    ('copy: {{content: "text {i} of [=host.name]", dest: "[=workdir]/t{i}", mode: "0600"}}',
     'copy: {{content: "text {i} of {{{{ inventory_hostname }}}}", dest: "{{{{ workdir }}}}/t{i}", mode: "0600"}}'),
]


def playbook(which):
    lines = ["- hosts: all", "  gather_facts: false", "  vars: {words: [one, two]}", "  tasks:"]
    for i in range(1000):
        lines += [f"    - name: Task {i}", "      " + KINDS[i % len(KINDS)][which].format(i=i)]
    return "\n".join(lines) + "\n"


folder = pathlib.Path(sys.argv[1])
(folder / "podwright.yml").write_text(playbook(0))
(folder / "ansible.yml").write_text(playbook(1))

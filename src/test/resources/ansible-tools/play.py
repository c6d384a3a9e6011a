"""Runs ansible-playbook in many folders from one process, so that Ansible is loaded once.

Reads folders from standard input, one a line. Each holds `arguments`, one a line; its process writes `events.jsonl`
(by states.py) and `messages`, and at its end `exit`.
"""

import os
import sys

from ansible.cli.playbook import PlaybookCLI


def play(folder):
    with open(os.path.join(folder, "arguments")) as arguments:
        words = arguments.read().splitlines()
    os.chdir(folder)
    messages = os.open("messages", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(messages, 1)
    os.dup2(messages, 2)
    try:
        PlaybookCLI.cli_executor(["ansible-playbook"] + words)
    except SystemExit as end:
        return end.code or 0
    return 0


def start(folder):
    child = os.fork()
    if child == 0:
        code = 250
        try:
            code = play(folder)
        finally:
            with open("exit", "w") as file:
                file.write(str(code))
            os._exit(0)
    return child


running = set()
for line in sys.stdin:
    if len(running) >= (os.cpu_count() or 1):
        running.discard(os.wait()[0])
    running.add(start(line.strip()))
while running:
    running.discard(os.wait()[0])

"""Answers questions about inventories as Ansible does, many in one process: starting it takes longer than the answers.

Each line of standard input is a JSON list: a command line of ansible-inventory, or ["hosts", PATTERN, SOURCE...].
Each answer is one line, {"status": ..., "out": ..., "err": ...}.
"""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

from ansible.cli.inventory import InventoryCLI
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader


def hosts(pattern, sources):
    found = InventoryManager(loader=DataLoader(), sources=sources).get_hosts(pattern)
    print(json.dumps([host.name for host in found]))


def answer(question):
    out, err, status = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            if question[0] == "hosts":
                hosts(question[1], question[2:])
            else:
                InventoryCLI(["ansible-inventory", *question]).run()
        except SystemExit as end:
            status = end.code
        except Exception as e:
            status = 1
            err.write(str(e))
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


# Each question has a process of its own, because Ansible keeps what it has read.
for line in sys.stdin:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        print(json.dumps(answer(json.loads(line))))
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)

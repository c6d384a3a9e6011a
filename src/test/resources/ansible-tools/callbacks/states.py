"""Tells how each task ended on each host, one JSON object a line, in `events.jsonl`."""

import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: states
    type: stdout
    short_description: states of tasks as JSON lines
    description: [states of tasks as JSON lines]
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "states"

    def __init__(self):
        super().__init__()
        self.events = []

    def task(self, result, state):
        task = result._task
        if task.action.rpartition(".")[2] == "meta":
            return
        self.events.append({
            "host": result._host.get_name(),
            "name": task.name or task.action,
            "state": state,
            "said": self.said(task, state, result._result),
        })

    @staticmethod
    def said(task, state, result):
        action = task.action.rpartition(".")[2]
        speaking = {"debug": ("ok", "changed"), "fail": ("failed", "ignored")}.get(action, ())
        if task.no_log or state not in speaking:
            return []
        if task.loop is None:
            return [result.get("msg")]
        return ["skipped" if item.get("skipped") else item.get("msg") for item in result.get("results", [])]

    def v2_runner_on_ok(self, result):
        self.task(result, "changed" if result.is_changed() else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.task(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_skipped(self, result):
        self.task(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self.task(result, "ignored" if result._task.ignore_unreachable else "unreachable")

    def v2_playbook_on_stats(self, stats):
        recap = {host: stats.summarize(host) for host in stats.processed}
        # Nothing says of a failure whether it is rescued, but after one that isn't nothing is rescued any more.
        rescued = {host: counts["rescued"] for host, counts in recap.items()}
        for event in self.events:
            if event["state"] == "failed" and rescued.get(event["host"], 0) > 0:
                rescued[event["host"]] -= 1
                event["state"] = "rescued"
        with open("events.jsonl", "w") as file:
            for event in self.events + [{"recap": recap}]:
                file.write(json.dumps(event) + "\n")

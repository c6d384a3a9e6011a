"""What Podwright must reach, and whether it did. All limits stand here and nowhere else."""
from typing import NamedTuple

SECOND, PING = ("noop20", "second"), ("ping1", "ping")


class Goal(NamedTuple):
    claim: str
    scenario: tuple         # job, phase, hosts, distance
    kind: str               # of KINDS
    limit: float
    against: str = ""       # the tool it is compared with
    what: str = "wall"
    unit: str = "s"


# Of each kind: the value, whether it holds, how the limit is said, and how the value.
KINDS = {
    "times": (lambda own, other: own / other, float.__le__, "at most {limit:g} × {against}", "{value:.2f} ×"),
    "faster": (lambda own, other: other / own, float.__ge__, "{limit:g} × as fast as {against}", "{value:.1f} ×"),
    "behind": (lambda own, other: own - other, float.__le__, "at most {limit:g} {unit} more than {against}",
               "{value:.3f} {unit}"),
    "at most": (lambda own, _: own, float.__le__, "at most {limit:g} {unit}", "{value:.1f} {unit}"),
}

GOALS = [
    Goal("20 tasks, second run, 1 host", (*SECOND, 1, 0), "times", 2.0, "raw"),
    Goal("20 tasks, second run, 10 hosts", (*SECOND, 10, 0), "times", 1.0, "raw"),
    *(Goal(f"20 tasks, second run, {hosts} hosts", (*SECOND, hosts, 0), "times", limit, floor)
      for hosts in (50, 200) for floor, limit in (("raw", 0.7), ("raw25519", 1.4))),
    *(Goal("20 tasks, second run, 50 hosts", (*SECOND, 50, 0), "faster", limit, peer)
      for peer, limit in (("pyinfra", 4), ("mitogen", 30), ("ansible-tuned", 60))),
    *(Goal(f"20 tasks, second run, {hosts}, 50 ms round trip", (*SECOND, count, 50), "times", 1.4, "raw")
      for count, hosts in ((1, "1 host"), (10, "10 hosts"))),
    Goal("one trivial task, 1 host", (*PING, 1, 0), "times", 2.5, "raw"),
    Goal("one trivial task, 50 hosts", (*PING, 50, 0), "times", 1.5, "raw25519"),
    Goal("controller's CPU, 20 tasks, second run, 50 hosts", (*SECOND, 50, 0), "at most", 2.5, what="cpu"),
    Goal("controller's CPU, 20 tasks, second run, 50 hosts", (*SECOND, 50, 0), "times", 0.5, "raw", what="cpu"),
    Goal("--version", ("start", "start", 1, 0), "behind", 0.150, "jvm"),
    Goal("heap of one process with 1,000 hosts, 20 tasks", (*SECOND, 1000, 0), "at most", 512, what="heap_mib", unit="MiB"),
    Goal("1,000 tasks × 100 hosts validated and rendered", ("render1000", "render", 100, 0), "at most", 10),
]


def row(goal, median):
    """MEDIAN says what a tool needed in a scenario, or None where that wasn't measured."""
    value_of, holds, said_limit, said_value = KINDS[goal.kind]
    limit = said_limit.format(**goal._asdict())
    own = median(goal.scenario, "podwright", goal.what)
    other = median(goal.scenario, goal.against, goal.what)
    if own is None or (goal.against and not other):
        return f"| {goal.claim} | {limit} | – | not measured |"
    value = float(value_of(own, other))
    answer = "yes" if holds(value, float(goal.limit)) else "**no**"
    return f"| {goal.claim} | {limit} | {said_value.format(value=value, unit=goal.unit)} | {answer} |"


def markdown(median):
    return ["## What must hold", "", "| | limit | measured | holds |", "|---|---|--:|---|",
            *[row(goal, median) for goal in GOALS]]

"""What is measured: sets of scenarios."""
import sys
from typing import NamedTuple

FLOORS = ("raw", "raw25519")
HOSTS = {"fleet": (200, 500, 1000), "gpu-pod": (1, 2)}   # of sets where others than usual are asked for


class Scenario(NamedTuple):
    """One job with so many hosts at such a distance (a round trip in milliseconds)."""

    job: str
    phases: tuple
    hosts: int = 1
    distance: int = 0
    tools: tuple = ()       # only these, unless the operator names others; empty: all
    turns: float = 1.0      # a cheap scenario gets more turns, a long one fewer
    heap: int = 0           # MiB of heap that a tool on Java may have; 0: as it is
    lab: bool = False       # on hosts of the lab


def main(hosts, quick):
    jobs = [("noop20", ("first", "second")), ("ping1", ("ping",))] + ([] if quick else [("facts", ("facts",))])
    return [Scenario(job, phases, count) for job, phases in jobs for count in hosts]


def latency(hosts, _):
    return [Scenario(job, phases, count, distance=50) for count in hosts if count <= 10
            for job, phases in (("noop20", ("second",)), ("ping1", ("ping",)))]


def render(_, __):
    return [Scenario("render1000", ("render",), count) for count in (1, 100)]


def start(_, __):
    return [Scenario("start", ("start",), turns=4)]


def fleet(hosts, _):
    """As many hosts as the machine bears, by one process with 512 MiB of heap; plain ssh's own key exchange only at first."""
    return [Scenario(job, phases, count, tools=("podwright", "raw25519") + (("raw",) if count <= 200 else ()),
                     turns=0.6, heap=512)
            for count in hosts for job, phases in (("noop20", ("second",)), ("ping1", ("ping",)))]


def gpu_pod(hosts, _):
    """Lab hosts are whole machines: the machine bears few."""
    return [Scenario("gpu-pod", ("second",), count, lab=True) for count in hosts if count <= 4]


SETS = {"start": start, "main": main, "latency": latency, "render": render, "fleet": fleet, "gpu-pod": gpu_pod}


def scenarios(name, hosts, quick):
    """HOSTS is how many the operator asks for, or nothing."""
    if name not in SETS:
        sys.exit(f"bench: there is no set {name}; there are {', '.join(SETS)}")
    return SETS[name](hosts or HOSTS.get(name) or ((1, 10) if quick else (1, 10, 50)), quick)

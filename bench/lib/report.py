"""Medians, spreads and ratios as a table of Markdown."""
import datetime, os, platform, re, statistics
import goals

TITLES = {
    ("noop20", "first"): "20 tasks, first run: everything changes",
    ("noop20", "second"): "20 tasks, second run: everything is as declared",
    ("ping1", "ping"): "one trivial task",
    ("facts", "facts"): "facts gathered",
    ("gpu-pod", "second"): "a GPU pod, second run: everything is as declared (plain ssh only logs in)",
}
TITLES_WITHOUT_HOSTS = {
    ("render1000", "render"): "1,000 tasks read, validated and rendered, no host",
    ("start", "start"): "the start: `podwright --version`, and a bare JVM that says hello",
}


def machine():
    model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
    memory = re.search(r"MemTotal:\s*(\d+)", open("/proc/meminfo").read())
    return (f"{os.cpu_count()} cores ({model.group(1) if model else platform.machine()}), "
            f"{int(memory.group(1)) / 2**20:.1f} GiB, Linux {platform.release()}")


def good(result):
    return result["status"] == 0 and result.get("right", result["hosts"]) == result["hosts"]


def groups(results):
    """By scenario, in the order of measuring; in it by tool."""
    found = {}
    for result in results:
        scenario = (result["job"], result["phase"], result["hosts"], result["distance"])
        found.setdefault(scenario, {}).setdefault(result["tool"], []).append(result)
    return found


def median(runs, what):
    return statistics.median(run[what] for run in runs)


def seconds(value):
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def row(tool, runs, floors):
    fine = [run for run in runs if good(run)]
    if not fine:
        return f"| {tool} | failed | | | | | | |"
    wall = median(fine, "wall")
    spread = f"{seconds(min(run['wall'] for run in fine))}–{seconds(max(run['wall'] for run in fine))}"
    ratios = [f"{wall / floor:.2f}" if floor else "–" for floor in floors]
    failed = f" ({len(runs) - len(fine)} failed)" if len(fine) < len(runs) else ""
    host_cpu = "–" if fine[0]["host_cpu"] is None else f"{median(fine, 'host_cpu'):.2f}"
    return (f"| {tool} | {seconds(wall)} | {spread} | {' | '.join(ratios)} | {median(fine, 'cpu'):.2f} | "
            f"{host_cpu} | {median(fine, 'rss_mib'):.0f} | {len(fine)}{failed} |")


def known(tools, name, what):
    """The median of a tool's good runs, or None."""
    fine = [run for run in tools.get(name, []) if good(run) and what in run]
    return median(fine, what) if fine else None


def floor(tools, name):
    return known(tools, name, "wall")


def title(job, phase, hosts, distance):
    if (job, phase) in TITLES_WITHOUT_HOSTS:
        return TITLES_WITHOUT_HOSTS[job, phase]
    return (f"{TITLES.get((job, phase), f'{job}, {phase}')}, {hosts:,} host{'s' if hosts > 1 else ''}"
            + (f", {distance} ms round trip" if distance else ""))


def heaps(by_tool):
    """What tools on Java did with the heap that they were allowed, where the scenario has a limit."""
    lines = []
    for tool, runs in by_tool.items():
        used = [run["heap_mib"] for run in runs if "heap_mib" in run]
        if used:
            lines += ["", f"{tool}'s heap: {runs[0]['heap_limit_mib']} MiB at most by the JVM's own word, {max(used)} MiB of them used, "
                      f"{max(run['collections'] for run in runs)} collections in a run."]
    return lines


def section(scenario, by_tool):
    floors = [floor(by_tool, "raw"), floor(by_tool, "raw25519")]
    ordered = sorted(by_tool, key=lambda tool: floor(by_tool, tool) or float("inf"))
    return ["", f"### {title(*scenario)}", "",
            "| tool | wall | spread | × raw | × raw25519 | CPU | host CPU | MiB | runs |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
            *[row(tool, by_tool[tool], floors) for tool in ordered], *heaps(by_tool)]


def head(tool):
    return f"- {tool.name}: {tool.version}" + (f"; key exchange {tool.key_exchange}" if tool.key_exchange else "")


def markdown(results, tools):
    by_scenario = groups(results)
    measured = {result["tool"] for result in results}
    lines = [
        "<!-- Written by bench/run --publish: don't edit. -->",
        "",
        f"Measured {datetime.date.today()} on {machine()}; hosts and controller share them.",
        "",
        *[head(tool) for tool in tools if tool.name in measured],
        "",
        *goals.markdown(lambda scenario, tool, what: known(by_scenario.get(scenario, {}), tool, what)),
        "",
        "## What was measured",
        "",
        "Wall clock in seconds from the start of the process to its end: the median and its spread. CPU is what the "
        "controller spent, host CPU what sshd and all it started did, both in seconds.",
    ]
    for scenario, by_tool in by_scenario.items():
        lines += section(scenario, by_tool)
    return "\n".join(lines) + "\n"

"""Medians, spreads and ratios as a table of Markdown."""
import datetime, os, platform, re, statistics

TITLES = {
    "first": "20 tasks, first run: everything changes",
    "second": "20 tasks, second run: everything is as declared",
    "ping": "one trivial task",
    "facts": "facts gathered",
    "render": "1,000 tasks read, validated and rendered, no host",
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
        scenario = (result["phase"], result["hosts"], result["distance"])
        found.setdefault(scenario, {}).setdefault(result["tool"], []).append(result)
    return found


def median(runs, what):
    return statistics.median(run[what] for run in runs)


def row(tool, runs, floors):
    fine = [run for run in runs if good(run)]
    if not fine:
        return f"| {tool} | failed | | | | | | |"
    wall = median(fine, "wall")
    spread = f"{min(run['wall'] for run in fine):.2f}–{max(run['wall'] for run in fine):.2f}"
    ratios = [f"{wall / floor:.2f}" if floor else "–" for floor in floors]
    failed = f" ({len(runs) - len(fine)} failed)" if len(fine) < len(runs) else ""
    return (f"| {tool} | {wall:.2f} | {spread} | {' | '.join(ratios)} | {median(fine, 'cpu'):.2f} | "
            f"{median(fine, 'host_cpu'):.2f} | {median(fine, 'rss_mib'):.0f} | {len(fine)}{failed} |")


def floor(tools, name):
    fine = [run for run in tools.get(name, []) if good(run)]
    return median(fine, "wall") if fine else None


def markdown(results, tools):
    lines = [
        "<!-- Written by bench/run --publish: don't edit. -->",
        "",
        f"Measured {datetime.date.today()} on {machine()}; hosts and controller share them.",
        "",
        *[f"- {tool.name}: {tool.version}" for tool in tools],
        "",
        "Wall clock in seconds from the start of the process to its end: the median and its spread. CPU is what the "
        "controller spent, host CPU what sshd and all it started did, both in seconds.",
    ]
    for (phase, hosts, distance), by_tool in groups(results).items():
        where = f", {distance} ms round trip" if distance else ""
        count = "" if phase == "render" else f", {hosts} host{'s' if hosts > 1 else ''}"
        lines += ["", f"### {TITLES[phase]}{count}{where}", "",
                  "| tool | wall | spread | × raw | × raw25519 | CPU | host CPU | MiB | runs |",
                  "|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
        floors = [floor(by_tool, "raw"), floor(by_tool, "raw25519")]
        ordered = sorted(by_tool, key=lambda tool: floor(by_tool, tool) or float("inf"))
        lines += [row(tool, by_tool[tool], floors) for tool in ordered]
    return "\n".join(lines) + "\n"

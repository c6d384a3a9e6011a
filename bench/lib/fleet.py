def measure(bench, work, tools, port, rounds, log):
    return []

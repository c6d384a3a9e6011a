"""measure.py OUT SSHD_PID_FILES -- COMMAND...: runs a command and writes what it cost as JSON.

wall      seconds from the start of the command to its end
cpu       user and system seconds of it and of all it started, also of what has left its process tree (such as ssh's
          ControlPersist masters: this process adopts them, and ends them when the wall clock has stopped)
host_cpu  seconds that the hosts' sshd and what they started took meanwhile; null where SSHD_PID_FILES is empty
busy_cpu  seconds that the whole machine was busy from the start to the end: well above the other two together, something
          else was running, or something got away from both
rss_mib   peak of the memory of all its processes together (shared pages count once a process)
"""
import ctypes, glob, json, os, resource, signal, sys, threading, time

PR_SET_CHILD_SUBREAPER = 36
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def stat(pid):
    with open(f"/proc/{pid}/stat") as file:
        text = file.read()
    return text[text.rindex(")") + 2:].split()


def sshd_seconds(pattern):
    """The time of each sshd and of the sessions that it has waited for, and of what keeper.py has adopted."""
    total = 0
    for name in glob.glob(pattern):
        try:
            with open(name) as file:
                total += sum(int(field) for field in stat(int(file.read()))[11:15])
        except (OSError, ValueError):
            pass
    return total / TICK


def sshd_seconds_at_rest(pattern):
    """Once the sessions that a tool has left behind have ended: until then nobody has counted their time."""
    before, deadline = -1, time.monotonic() + 10
    while (now := sshd_seconds(pattern)) != before and time.monotonic() < deadline:
        before = now
        time.sleep(0.3)
    return now


def machine_seconds():
    """Busy ones: user, nice, system, interrupts."""
    with open("/proc/stat") as file:
        ticks = [int(field) for field in file.readline().split()[1:]]
    return (sum(ticks[:3]) + ticks[5] + ticks[6]) / TICK


def below(pid):
    """All processes that came from this one."""
    found = []
    for task in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(task) as file:
                children = [int(word) for word in file.read().split()]
        except OSError:
            continue
        for child in children:
            found.append(child)
            found.extend(below(child))
    return found


class Memory(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.ended = 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            pages = 0
            for pid in below(os.getpid()):
                try:
                    pages += int(stat(pid)[21])
                except (OSError, ValueError):
                    pass
            self.peak = max(self.peak, pages * PAGE)


def end_what_is_left():
    left = below(os.getpid())
    for pid in left:
        try:
            os.kill(pid, signal.SIGTERM)
        except OSError:
            pass
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return len(left)


def main():
    out, pid_files, command = sys.argv[1], sys.argv[2], sys.argv[4:]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    memory = Memory()
    before, busy = sshd_seconds(pid_files), machine_seconds()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    memory.start()
    status = None
    while status is None:
        pid, ended = os.wait()
        if pid == child:
            wall, status = time.monotonic() - begun, os.waitstatus_to_exitcode(ended)
            busy = machine_seconds() - busy
    left = end_what_is_left()
    memory.ended.set()
    host_cpu = sshd_seconds_at_rest(pid_files) - before
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "w") as file:
        json.dump({
            "status": status,
            "wall": round(wall, 3),
            "cpu": round(usage.ru_utime + usage.ru_stime, 3),
            "host_cpu": round(host_cpu, 2) if pid_files else None,
            "busy_cpu": round(busy, 2),
            "rss_mib": round(max(memory.peak, usage.ru_maxrss * 1024) / 2**20),
            "left": left,
        }, file)


main()

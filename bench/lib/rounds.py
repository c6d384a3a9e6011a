"""Tools take turns at a job."""
import hashlib, json, os, pathlib, re, shutil, subprocess, sys, tempfile, time

LIB = pathlib.Path(__file__).resolve().parent
SLOW = ("ansible", "mitogen")
UNABLE = 3


class Tool:
    def __init__(self, path):
        self.path, self.name = path, path.name
        self.version = ""
        self.key_exchange = None

    def is_usable(self):
        """Asks it whether it can run here, and which version it is; says why not."""
        answer = subprocess.run([self.path, "check"], capture_output=True, text=True, env=environment({}))
        said = (answer.stdout + answer.stderr).strip()
        self.version = said.splitlines()[0] if said else ""
        if answer.returncode != 0:
            print(f"bench: {self.name} is left out: {said}", file=sys.stderr)
        return answer.returncode == 0

    def learn_key_exchange(self, settings):
        """Asks it, once, what it and the first host agree on."""
        if self.key_exchange is None:
            answer = subprocess.run([self.path, "kex"], capture_output=True, text=True, env=settings)
            self.key_exchange = answer.stdout.strip() if answer.returncode == 0 else ""

    def is_slow_at(self, count):
        return count >= 50 and self.name.startswith(SLOW)


def usable(folder, names):
    paths = [folder / name for name in names] if names else sorted(folder.iterdir())
    missing = [path.name for path in paths if not os.access(path, os.X_OK)]
    if missing:
        sys.exit(f"bench: there is no tool {', '.join(missing)} in {folder}")
    tools = [tool for tool in map(Tool, paths) if tool.is_usable()]
    return sorted(tools, key=lambda tool: not tool.name.startswith("raw"))


def environment(more):
    """What every tool sees: nothing of the operator's own settings."""
    kept = {name: os.environ[name] for name in ("HOME", "USER", "JAVA_HOME", "PODWRIGHT_JAVA_HOME") if name in os.environ}
    path = os.environ.get("BENCH_PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    return kept | {"PATH": path, "LANG": "C.UTF-8"} | {name: str(value) for name, value in more.items()}


class Round:
    """One scenario, in which the tools take turns."""

    def __init__(self, scenario, jobs, lab, work, log):
        self.scenario, self.lab, self.work, self.log = scenario, lab, work, log
        self.job, self.count = generate(jobs / scenario.job, work), scenario.hosts
        self.reference, self.was_prepared = None, False

    def play(self, tools, rounds, slow_rounds):
        self.lab.up(self.count)
        distance = self.scenario.distance
        port = self.lab.far(self.count, distance) if distance else self.lab.first_port
        self.inventory = self.lab.inventories(self.count, port, f"hosts-{self.count}-{distance}")
        self.learn_key_exchanges(tools)
        results = []
        for number in range(1, max(1, round(rounds * self.scenario.turns)) + 1):
            for tool in tools:
                if not tool.is_slow_at(self.count) or number <= slow_rounds:
                    results += self.turn(tool, number)
        self.lab.near()
        return results

    def learn_key_exchanges(self, tools):
        if self.scenario.lab or not (self.job / "raw.sh").exists():
            return
        for tool in tools:
            with tempfile.TemporaryDirectory(prefix="bench") as run:
                tool.learn_key_exchange(self.settings(run, self.inventory))

    def turn(self, tool, number):
        if self.scenario.phases == ("second",):
            self.prepare()
        else:
            self.lab.wipe(self.count)
        results = []
        for phase in self.scenario.phases:
            result = self.measure(tool, phase)
            if result["status"] == UNABLE:
                return []
            result |= {"tool": tool.name, "job": self.job.name, "phase": phase, "hosts": self.count,
                       "distance": self.scenario.distance, "round": number}
            if phase in ("first", "second"):
                result["right"] = self.count_right(phase, result["log"])
            results.append(result)
            self.note(result)
        return results

    def note(self, result):
        with self.log.open("a") as file:
            file.write(json.dumps(result) + "\n")
        print(f"{time.strftime('%T')} {result['job']:10} {result['phase']:6} {self.count:4} hosts {result['distance']:3} ms "
              f"{result['tool']:14} {result['wall']:8.2f} s  cpu {result['cpu']:7.2f} s"
              + ("" if self.is_good(result) else f"  FAILED: see {result['log']}"), file=sys.stderr, flush=True)

    def is_good(self, result):
        return result["status"] == 0 and result.get("right", self.count) == self.count

    def prepare(self):
        """Brings the hosts into the job's state without measuring: by the job's own program, or by plain ssh."""
        if self.is_prepared():
            return
        self.lab.wipe(self.count)
        own = self.job / "prepare"
        near = self.lab.inventories(self.count, self.lab.first_port, "near")
        with tempfile.TemporaryDirectory(prefix="bench") as run:
            subprocess.run([own if own.exists() else LIB.parent / "tools" / "raw25519"], env=self.settings(run, near),
                           stdin=subprocess.DEVNULL, stdout=sys.stderr if own.exists() else subprocess.DEVNULL, check=True)
        self.was_prepared = True

    def is_prepared(self):
        """Whether the tool before has left the hosts as they shall be."""
        if self.scenario.lab:
            return self.was_prepared
        return all(self.is_right(i) for i in range(1, self.count + 1))

    def settings(self, run, inventory):
        return environment({
            "BENCH_JOB": self.job.name, "BENCH_JOB_DIR": self.job, "BENCH_HOSTS": self.count, "BENCH_INVENTORY": inventory,
            "BENCH_USER": self.lab.user, "BENCH_KEY": self.lab.key, "BENCH_HEAP": self.scenario.heap or "", "BENCH_RUN": run})

    def measure(self, tool, phase):
        logs = self.work / "logs"
        logs.mkdir(exist_ok=True)
        log = logs / f"{self.job.name}-{phase}-{self.count}-{self.scenario.distance}-{tool.name}.log"
        # A short path: sockets of ssh lie in it.
        run = tempfile.mkdtemp(prefix="bench")
        try:
            out = pathlib.Path(run) / "cost"
            with log.open("w") as said:
                subprocess.run(
                    [sys.executable, "-S", LIB / "measure.py", out, self.lab.pid_files, "--", tool.path],
                    env=self.settings(run, self.inventory), stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            return json.loads(out.read_text()) | self.heap(pathlib.Path(run) / "gc.log") | {"log": str(log)}
        finally:
            shutil.rmtree(run, ignore_errors=True)

    def heap(self, log):
        """What a tool on Java used of the heap that it had, by the JVM's own log: before collections, and at the end."""
        if not self.scenario.heap or not log.exists():
            return {}
        text = log.read_text()
        limit = re.search(r"Heap Max Capacity: (\d+)M", text)
        collected = [int(mib) for mib in re.findall(r"(\d+)M->\d+M\(\d+M\)", text)]
        at_end = sum(int(kib) for kib in re.findall(r"total \d+K, used (\d+)K", text)) // 1024
        return {"heap_limit_mib": int(limit.group(1)) if limit else None, "heap_mib": max([*collected, at_end]),
                "collections": len(collected)}

    def count_right(self, phase, log):
        """How many hosts are in the job's state, and in a second run were left alone, by what the tool itself says."""
        right = self.count if self.scenario.lab else sum(self.is_right(i) for i in range(1, self.count + 1))
        if phase == "second":
            right -= len(re.findall(r"\bchanged=[1-9]", pathlib.Path(log).read_text(errors="replace")))
        return max(right, 0)

    def is_right(self, i):
        """Whether a host is in the state that the script of plain ssh leaves; that is made once, the first time."""
        if self.reference is None:
            self.prepare_reference()
        return tree(self.lab.work(i)) == self.reference

    def prepare_reference(self):
        folder = self.work / "reference"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        subprocess.run(["sh", self.job / "raw.sh"], env=environment({"W": folder}), stdout=subprocess.DEVNULL, check=True)
        self.reference = tree(folder)


def tree(folder):
    """Names, modes, links and contents below a folder, whatever it is called itself."""
    lines = []
    for path in sorted((folder / "app").rglob("*")):
        name, mode = str(path.relative_to(folder)), oct(path.lstat().st_mode)
        if path.is_symlink():
            lines.append((name, os.readlink(path).replace(str(folder), "W")))
        elif path.is_dir():
            lines.append((name, mode))
        else:
            text = path.read_bytes().replace(str(folder).encode(), b"W")
            lines.append((name, mode, hashlib.sha256(text).hexdigest()))
    return lines


def generate(job, work):
    """A job too large to be written down has a program that writes it; the folder where it is then."""
    if not (job / "generate.py").exists():
        return job
    target = work / "jobs" / job.name
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, job / "generate.py", target], check=True)
    return target

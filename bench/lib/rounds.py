"""Tools take turns at a job."""
import hashlib, json, os, pathlib, shutil, subprocess, sys, tempfile, time

LIB = pathlib.Path(__file__).resolve().parent
SLOW = ("ansible", "mitogen")
UNABLE = 3


class Tool:
    def __init__(self, path):
        self.path, self.name = path, path.name
        self.version = ""

    def is_usable(self):
        """Asks it whether it can run here, and which version it is; says why not."""
        answer = subprocess.run([self.path, "check"], capture_output=True, text=True, env=environment({}))
        said = (answer.stdout + answer.stderr).strip()
        self.version = said.splitlines()[0] if said else ""
        if answer.returncode != 0:
            print(f"bench: {self.name} is left out: {said}", file=sys.stderr)
        return answer.returncode == 0

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
    """One job with so many hosts at such a distance."""

    def __init__(self, job, phases, count, distance, lab, work, log):
        self.job, self.phases, self.count, self.distance = job, phases, count, distance
        self.lab, self.work, self.log = lab, work, log
        self.reference = None

    def play(self, tools, rounds, slow_rounds):
        generate(self.job, self.work)
        if (self.work / "jobs" / self.job.name).exists():
            self.job = self.work / "jobs" / self.job.name
        self.lab.up(self.count)
        port = self.lab.far(self.count, self.distance) if self.distance else self.lab.first_port
        self.inventory = self.lab.inventories(self.count, port, f"hosts-{self.count}-{self.distance}")
        results = []
        for number in range(1, rounds + 1):
            for tool in tools:
                if not tool.is_slow_at(self.count) or number <= slow_rounds:
                    results += self.turn(tool, number)
        self.lab.near()
        return results

    def turn(self, tool, number):
        self.lab.wipe(self.count)
        if self.phases == ["second"]:
            self.prepare()
        results = []
        for phase in self.phases:
            result = self.measure(tool, phase)
            if result["status"] == UNABLE:
                return []
            if phase in ("first", "second"):
                result["right"] = sum(self.is_right(i) for i in range(1, self.count + 1))
            result |= {"tool": tool.name, "job": self.job.name, "phase": phase, "hosts": self.count,
                       "distance": self.distance, "round": number}
            results.append(result)
            with self.log.open("a") as file:
                file.write(json.dumps(result) + "\n")
            print(f"{time.strftime('%T')} {self.job.name:10} {phase:6} {self.count:4} hosts {self.distance:3} ms "
                  f"{tool.name:14} {result['wall']:8.2f} s  cpu {result['cpu']:7.2f} s"
                  + ("" if self.is_good(result) else f"  FAILED: see {result['log']}"), file=sys.stderr, flush=True)
        return results

    def is_good(self, result):
        return result["status"] == 0 and result.get("right", self.count) == self.count

    def prepare(self):
        """Brings the hosts into the job's state without measuring."""
        raw = Tool(LIB.parent / "tools" / "raw")
        near = self.lab.inventories(self.count, self.lab.first_port, "near")
        with tempfile.TemporaryDirectory(prefix="bench") as run:
            subprocess.run([raw.path], env=self.settings(run, near), stdout=subprocess.DEVNULL, check=True)

    def settings(self, run, inventory):
        return environment({
            "BENCH_JOB": self.job.name, "BENCH_JOB_DIR": self.job, "BENCH_HOSTS": self.count, "BENCH_INVENTORY": inventory,
            "BENCH_KEY": self.lab.key, "BENCH_RUN": run})

    def measure(self, tool, phase):
        logs = self.work / "logs"
        logs.mkdir(exist_ok=True)
        log = logs / f"{self.job.name}-{phase}-{self.count}-{self.distance}-{tool.name}.log"
        # A short path: sockets of ssh lie in it.
        run = tempfile.mkdtemp(prefix="bench")
        try:
            out = pathlib.Path(run) / "cost"
            with log.open("w") as said:
                subprocess.run(
                    [sys.executable, "-S", LIB / "measure.py", out, self.lab.pid_files, "--", tool.path],
                    env=self.settings(run, self.inventory), stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            return json.loads(out.read_text()) | {"log": str(log)}
        finally:
            shutil.rmtree(run, ignore_errors=True)

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
    """A job too large to be written down has a program that writes it."""
    if (job / "generate.py").exists():
        target = work / "jobs" / job.name
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, job / "generate.py", target], check=True)

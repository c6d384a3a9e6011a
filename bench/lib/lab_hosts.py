"""Hosts that are whole machines: those of the lab, with their own init and container engine."""
import os, pathlib, re, subprocess, sys

LAB = pathlib.Path(__file__).resolve().parents[2] / "lab"


class LabHosts:
    """The same for a round as Hosts, but that they keep their state and have no distance."""

    user = "operator"
    first_port = 0
    pid_files = ""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.key = self.folder / "run" / "key"

    def lab(self, *command, **more):
        environment = os.environ | {"PODWRIGHT_LAB_DIR": str(self.folder / "run")}
        return subprocess.run([LAB / command[0], *command[1:]], env=environment, stdout=sys.stderr, **more)

    def up(self, count):
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.lab("up", str(count), "--user", self.user).returncode != 0:
            sys.exit("bench: the lab's hosts didn't come up: see above")

    def down(self):
        if (self.folder / "run").exists():
            self.lab("down")

    def near(self):
        pass

    def wipe(self, count):
        pass

    def inventories(self, count, first_port, name):
        """Podwright's form and that of plain ssh."""
        base, run = self.folder / name, self.folder / "run"
        text = (run / "inventory.yml").read_text()
        hosts = re.findall(r"^ +([\w-]+): \{port: (\d+)\}$", text, re.MULTILINE)[:count]
        base.with_suffix(".ports").write_text("".join(f"{port} -\n" for _, port in hosts))
        base.with_suffix(".yml").write_text(
            f"all:\n  vars: {{address: 127.0.0.1, user: {self.user}, identity_file: {self.key}, "
            f"known_hosts: {run}/known_hosts, ssh_config: /dev/null}}\n  hosts:\n"
            + "".join(f"    {name}: {{port: {port}}}\n" for name, port in hosts))
        return base

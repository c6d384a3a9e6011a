"""Hosts to bring into a state: one sshd each, all on the loopback, with keys and a folder of their own."""
import os, pathlib, pwd, shutil, signal, subprocess, sys, time

SSHD = "/usr/sbin/sshd"
CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile {folder}/pid
AuthorizedKeysFile {key}.pub
UsePAM no
StrictModes no
MaxStartups 2000
MaxSessions 100
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
LogLevel ERROR
SetEnv HOME={work}
Subsystem sftp internal-sftp
"""


class Hosts:
    """Host i (from 1 on) listens on first_port + i; its sessions' home and playground is work(i)."""

    def __init__(self, folder, first_port):
        self.folder = pathlib.Path(folder).resolve()
        self.first_port = first_port
        self.key = self.folder / "key"
        self.user = pwd.getpwuid(os.geteuid()).pw_name
        self.proxy = self.keeper = None

    def work(self, i):
        return self.folder / "work" / f"{i:03d}"

    def sshd(self, i):
        return self.folder / "sshd" / f"{i:03d}"

    @property
    def pid_files(self):
        return str(self.folder / "sshd" / "*" / "pid")

    def up(self, count):
        if not os.access(SSHD, os.X_OK):
            sys.exit(f"bench: there is no {SSHD}: apt-get install openssh-server")
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        self.make_key(self.key)
        self.keep()
        for i in range(1, count + 1):
            self.start(i)
        deadline = time.monotonic() + 15
        while not all(self.is_up(i) for i in range(1, count + 1)):
            if time.monotonic() > deadline:
                self.fail(next(i for i in range(1, count + 1) if not self.is_up(i)))
            time.sleep(0.05)

    def fail(self, i):
        log = self.sshd(i) / "log"
        sys.exit(f"bench: the sshd of host {i} didn't come up: {log.read_text().strip() if log.exists() else 'it said nothing'}")

    def keep(self):
        if self.keeper is None:
            folder = self.folder / "sshd" / "keeper"
            folder.mkdir(parents=True, exist_ok=True)
            self.keeper = subprocess.Popen([sys.executable, "-S", pathlib.Path(__file__).with_name("keeper.py"), folder / "pid"],
                                           stdin=subprocess.PIPE, text=True)

    def start(self, i):
        folder = self.sshd(i)
        folder.mkdir(parents=True, exist_ok=True)
        self.work(i).mkdir(parents=True, exist_ok=True)
        if self.is_up(i):
            return
        self.make_key(folder / "host_key")
        configuration = folder / "config"
        configuration.write_text(CONFIGURATION.format(
            port=self.first_port + i, folder=folder, key=self.key, work=self.work(i)))
        self.keeper.stdin.write(f"{SSHD}\t{configuration}\t{folder / 'log'}\n")
        self.keeper.stdin.flush()

    @staticmethod
    def make_key(path):
        if not path.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)

    def pid(self, i):
        try:
            return int((self.sshd(i) / "pid").read_text())
        except (OSError, ValueError):
            return 0

    def is_up(self, i):
        """Whether the process of that id is the sshd that was started here."""
        try:
            return str(self.sshd(i)) in pathlib.Path(f"/proc/{self.pid(i)}/cmdline").read_text()
        except OSError:
            return False

    def down(self):
        self.near()
        for folder in sorted((self.folder / "sshd").glob("[0-9]*")):
            if self.is_up(int(folder.name)):
                os.kill(self.pid(int(folder.name)), signal.SIGTERM)
        if self.keeper is not None:
            self.keeper.stdin.close()
            self.keeper.wait()
            self.keeper = None

    def wipe(self, count):
        for i in range(1, count + 1):
            shutil.rmtree(self.work(i), ignore_errors=True)
            self.work(i).mkdir(parents=True)

    def far(self, count, milliseconds):
        """The port before that of the first host, where a round trip takes that long."""
        self.near()
        port = self.first_port + 2000
        self.proxy = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("delay_proxy.py"), str(port + 1),
             str(self.first_port + 1), str(count), str(milliseconds / 2)], stdout=subprocess.PIPE)
        if self.proxy.stdout.readline().strip() != b"up":
            sys.exit(f"bench: nothing can listen on the {count} ports behind {port}: choose others by --port")
        return port

    def near(self):
        if self.proxy is not None:
            self.proxy.terminate()
            self.proxy.wait()
            self.proxy = None

    def inventories(self, count, first_port, name):
        """Writes who the hosts are in every tool's form, as NAME.yml, NAME.ini and NAME.ports."""
        user = self.user
        hosts = [(f"h{i:03d}", first_port + i, self.work(i)) for i in range(1, count + 1)]
        base = self.folder / name
        base.with_suffix(".ports").write_text("".join(f"{port} {work}\n" for _, port, work in hosts))
        base.with_suffix(".ini").write_text("[all]\n" + "".join(
            f"{n} ansible_host=127.0.0.1 ansible_port={port} ansible_user={user} ansible_ssh_private_key_file={self.key} "
            f"workdir={work} ansible_remote_tmp={work}/.ansible-tmp\n" for n, port, work in hosts))
        base.with_suffix(".yml").write_text(
            f"all:\n  vars: {{address: 127.0.0.1, user: {user}, identity_file: {self.key}, host_key_checking: off, "
            f"ssh_config: /dev/null}}\n  hosts:\n"
            + "".join(f"    {n}: {{port: {port}, workdir: {work}}}\n" for n, port, work in hosts))
        return base

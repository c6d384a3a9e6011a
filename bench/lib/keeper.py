"""keeper.py PID_FILE: starts the sshd of each configuration and log in a line of its input, and adopts what they leave behind.

A session may end before the shell that it started has: nobody above would count that shell's time. Here it counts as the time of
this process's children, where measure.py finds it by the PID_FILE. Ends with its input; the sshd go on.
"""
import ctypes, os, sys, threading, time

PR_SET_CHILD_SUBREAPER = 36
# What a host's sshd would have for an environment.
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def reap():
    while True:
        try:
            os.wait()
        except ChildProcessError:
            time.sleep(0.05)


def main():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with open(sys.argv[1], "w") as file:
        file.write(str(os.getpid()))
    threading.Thread(target=reap, daemon=True).start()
    for line in sys.stdin:
        sshd, configuration, log = line.rstrip("\n").split("\t")
        os.posix_spawn(sshd, [sshd, "-f", configuration, "-E", log], ENVIRONMENT)


main()

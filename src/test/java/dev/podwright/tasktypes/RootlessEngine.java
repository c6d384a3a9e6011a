package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Docker engine without root on this machine, as on a host without systemd, of a user made for it. Both end with it.
final class RootlessEngine implements AutoCloseable {
    private static final String START = """
            set -eu
            user=$1
            chmod 666 /dev/net/tun
            useradd --uid "$((40000 + $$ % 20000))" --create-home --shell /bin/bash "$user"
            uid=$(id -u "$user")
            if ! grep -q "^$user:" /etc/subuid; then
                usermod --add-subuids 3000000-3065535 --add-subgids 3000000-3065535 "$user"
            fi
            install -d -o "$user" -m 0700 "/run/user/$uid"
            PATH=$PATH:/usr/share/docker.io/contrib:/usr/sbin:/sbin
            cd "/home/$user"
            setsid setpriv --reuid "$user" --regid "$user" --init-groups \\
                env -i HOME="/home/$user" XDG_RUNTIME_DIR="/run/user/$uid" PATH="$PATH" \\
                dockerd-rootless.sh >"/run/user/$uid/engine.log" 2>&1 </dev/null &
            echo "$!" >"/run/user/$uid/engine.pid"
            tries=0
            until docker --host "unix:///run/user/$uid/docker.sock" info >/dev/null 2>&1; do
                tries=$((tries + 1))
                if [ "$tries" -gt 300 ] || ! kill -0 "$!"; then
                    tail -n 20 "/run/user/$uid/engine.log"
                    exit 1
                fi
                sleep 0.2
            done
            echo "$uid"
            """;

    private static final String END = """
            user=$1
            uid=$(id -u "$user") || exit 0
            docker --host "unix:///run/user/$uid/docker.sock" ps --all --quiet |
                xargs -r docker --host "unix:///run/user/$uid/docker.sock" rm --force >/dev/null 2>&1
            pid=$(cat "/run/user/$uid/engine.pid")
            # With those that have a session of their own, as containerd.
            processes=$pid
            parents=$pid
            while [ -n "$parents" ]; do
                parents=$(ps -o pid= --ppid "$(echo $parents | tr ' ' ,)")
                processes="$processes $parents"
            done
            kill -s TERM -- "-$pid"
            tries=0
            while kill -s 0 -- "-$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
                tries=$((tries + 1))
                sleep 0.2
            done
            for pid in $processes; do kill -s KILL "$pid" 2>/dev/null; done
            rm -rf "/run/user/$uid" "/home/$user"
            until userdel "$user"; do
                tries=$((tries + 1))
                [ "$tries" -lt 200 ] || exit 1
                sleep 0.1
            done
            """;

    private final String user;
    private final String host;

    private RootlessEngine(String user, String host) {
        this.user = user;
        this.host = host;
    }

    static RootlessEngine start() throws IOException, InterruptedException {
        String user = "podwright" + ProcessHandle.current().pid();
        try {
            return new RootlessEngine(
                    user, "unix:///run/user/" + command("sh", "-c", START, "sh", user) + "/docker.sock");
        } catch (AssertionError notStarted) {
            command("sh", "-c", END + "exit 0", "sh", user);
            throw notStarted;
        }
    }

    /// Its address, as `DOCKER_HOST` has it.
    String host() {
        return host;
    }

    String docker(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("docker", "--host", host));
        words.addAll(Arrays.asList(arguments));
        return command(words.toArray(String[]::new));
    }

    /// Gives it the Debian of the lab's hosts as an image, which runs for ever.
    void importDebian(String image) throws IOException, InterruptedException {
        String archive = command("sh", "-c", "lab/image --archive trixie 2>/dev/null");
        docker("import", "--change", "CMD [\"sleep\",\"infinity\"]", archive, image);
    }

    @Override
    public void close() throws IOException {
        try {
            command("sh", "-c", END, "sh", user);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the engine ends", e);
        }
    }

    private static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor())
                .as(String.join(" ", words) + ": " + output)
                .isZero();
        return output;
    }
}

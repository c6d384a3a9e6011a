package dev.podwright.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark works where it isn't run for its figures: by plain ssh alone, which takes no build of Podwright.
@Timeout(120)
class BenchmarkTest {
    @TempDir
    Path folder;

    @Test
    void plainSshDoesEachJobAndTheReportTellsIt() throws Exception {
        needs(Path.of("/usr/sbin/sshd"), Path.of("/usr/bin/python3"));

        String said = benchmark("--set", "main", "--hosts", "1", "--rounds", "1", "--tools", "raw,raw25519");

        assertThat(said).contains("raw25519").doesNotContain("FAILED");
        assertThat(Files.readString(folder.resolve("figures.md")))
                .containsPattern("- raw25519: OpenSSH.*; key exchange curve25519-sha256")
                .contains("| one trivial task, 1 host | at most 2.5 × raw | – | not measured |")
                .contains("### 20 tasks, second run: everything is as declared, 1 host")
                .containsPattern("\\| raw25519 \\| \\d+\\.\\d+ \\|")
                .doesNotContain("failed");
        assertThat(folder.resolve("second-run.svg")).content().contains("1 host</text>", ">raw25519</text>");
    }

    private String benchmark(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "bench/run", "--work", folder.toString());
        // The first host listens on the port behind this one.
        builder.command().addAll(List.of("--port", String.valueOf(freePort() - 1)));
        builder.command().addAll(List.of(arguments));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int status = process.waitFor();
        String said = Files.readString(log);
        assertThat(status).as(said).isZero();
        return said;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void needs(Path... programs) {
        for (Path program : programs) {
            if (!Files.isExecutable(program)) {
                assertThat(System.getenv("CI")).as("CI must have %s", program).isNull();
                Assumptions.abort("there is no " + program + " on this machine");
            }
        }
    }
}

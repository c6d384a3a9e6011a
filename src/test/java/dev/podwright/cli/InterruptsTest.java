package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InterruptsTest {
    @Test
    @Timeout(30)
    void theFirstSignalAsksAndTheSecondEnds() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");
            interrupt(process);
            assertThat(lines.readLine()).isEqualTo("first");
            assertThat(process.isAlive()).isTrue();
            interrupt(process);
            assertThat(process.waitFor()).isEqualTo(99);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /// Waits for signals in a process of its own.
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) throws InterruptedException {
            Interrupts.watch(() -> say("first"), () -> Runtime.getRuntime().halt(99));
            say("ready");
            Thread.sleep(60_000);
        }

        private static void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}

package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What operators get wrong on the command line and in what it names, and what they are told. Each folder
/// `bad-commands/<case>` holds the input, `commands.txt` (those before the last prepare it, and work) and what the last
/// one's standard error and exit code are, word for word; `-Dgolden=write` rewrites that.
///
/// In `commands.txt` `@/` is the case's folder. Nothing but this machine is connected to.
@Timeout(60)
class BadCommandTest {
    private static final Path CASES = Path.of("src/test/resources/bad-commands");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> tellsWhereWhatAndWhatToDo() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .sorted()
                    .map(folder -> DynamicTest.dynamicTest(
                            String.valueOf(folder.getFileName()), folder.toUri(), () -> check(folder)))
                    .toList()
                    .stream();
        }
    }

    private void check(Path folder) throws IOException {
        Path copy = copy(folder);
        List<String> commands = Files.readAllLines(folder.resolve("commands.txt"));
        for (String command : commands.subList(0, commands.size() - 1)) {
            FakeEnvironment podwright = podwright(copy);
            assertThat(podwright.run(words(command, copy)))
                    .as(command + "\n" + podwright.err())
                    .isEqualTo(ExitCode.OK);
        }
        FakeEnvironment podwright = podwright(copy);
        ExitCode code = podwright.run(words(commands.getLast(), copy));
        String told = (podwright.err() + failures(podwright.out()) + "exit " + code.number() + "\n")
                .replace(copy.toRealPath() + "/", "")
                .replace(copy + "/", "");
        Path expected = folder.resolve("expected.txt");
        if (WRITE) {
            Files.writeString(expected, told);
        }
        assertThat(code).isNotIn(ExitCode.OK, ExitCode.DEFECT);
        assertThat(told).isEqualTo(Files.readString(expected));
    }

    /// What the run's closing says, without what differs from run to run.
    private static String failures(String out) {
        int start = out.indexOf("\nFAILURES\n");
        return start < 0 ? "" : out.substring(start + 1, out.indexOf("\n\nRECAP")) + "\n";
    }

    private static String[] words(String command, Path folder) {
        return Arrays.stream(command.split(" (?=(?:[^']*'[^']*')*[^']*$)", -1))
                .map(word -> word.replace("'", "").replace("@/", folder + "/"))
                .toArray(String[]::new);
    }

    private FakeEnvironment podwright(Path folder) {
        return new FakeEnvironment()
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    private Path copy(Path folder) throws IOException {
        Path copy = Files.createDirectories(temporary.resolve(folder.getFileName()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(folder.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                if (file.toString().endsWith(".sh")) {
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        return copy;
    }
}

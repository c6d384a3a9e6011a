package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCommandTest {
    @TempDir
    Path folder;

    private FakeEnvironment podwright = new FakeEnvironment();

    @Test
    void runsOneTaskWithTypedParameters() {
        Path file = folder.resolve("a b");
        assertThat(task("copy", "dest=" + file, "content=hello: [=host.name]", "mode=0600", "-C"))
                .isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("would change  localhost  copy");
        assertThat(file).doesNotExist();

        assertThat(task("copy", "dest=" + file, "content=hello: [=host.name]", "mode=0600"))
                .isEqualTo(ExitCode.OK);
        assertThat(file).hasContent("hello: localhost");
        assertThat(task("copy", "dest=" + file, "content=[=host.name]")).isEqualTo(ExitCode.OK);
        assertThat(file).hasContent("localhost");
    }

    @Test
    void takesACommandAsItIs() {
        assertThat(task("shell", "echo", "a=b >" + folder + "/made; echo this; echo that >&2"))
                .isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("stdout | this\n", "stderr | that\n");
        assertThat(folder.resolve("made")).hasContent("a=b");
    }

    @Test
    void takesListsAndMaps() {
        assertThat(task("debug", "msg={a: [1, x]}")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("{a: [1, x]}");
    }

    @Test
    void showsTheTaskWhereItIsWrong() {
        assertThat(task("copy", "desk=/tmp/x", "content=y")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("""
                podwright task:4:9: copy has no parameter "desk"
                    4 |         desk: "/tmp/x"
                      |         ^^^^ did you mean "dest"?
                """);
        assertThat(task("cpoy")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("there is no task type \"cpoy\"", "did you mean \"copy\"?");
    }

    private ExitCode task(String... words) {
        podwright = new FakeEnvironment()
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
        String[] all = new String[words.length + 1];
        all[0] = "task";
        System.arraycopy(words, 0, all, 1, words.length);
        return podwright.run(all);
    }
}

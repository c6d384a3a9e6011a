package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest extends EveryShell {
    CommandTest(String shellCommand) {
        super(shellCommand);
    }

    @Test
    void splitsALineAsTheShellDoesAndNoMore() {
        String line =
                "printf <%s> plain \"two  words\" 'a \"quote\"' \"\" x\"y\"'z' \\$HOME $HOME *.no `id` \"a\\\"b\\c\"";

        BlockResult result = run("command", parameters("cmd", line));

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.stdout())
                .isEqualTo("<plain><two  words><a \"quote\"><><xyz><$HOME><$HOME><*.no><`id`><a\"b\\c>");
    }

    @Test
    void givesArgumentsAsTheyAre() {
        List<Object> words = List.of("printf", "<%s>", "a b", "", "$(id)", "'", "-n", 5L, "line\nend");

        assertThat(run("command", parameters("argv", words)).stdout()).isEqualTo("<a b><><$(id)><'><-n><5><line\nend>");
    }

    @Test
    void aPlanSaysWhatWouldRunAndRunsNothing() {
        BlockResult planned = plan("command", parameters("argv", List.of("touch", at("f").toString())));

        assertThat(planned.changes()).containsExactly(change("command", "", "touch " + at("f")));
        assertThat(at("f")).doesNotExist();
    }

    @Test
    void endsAsTheProgramDoes() {
        BlockResult result = run("command", parameters("argv", List.of("sh", "-c", "echo out; echo err >&2; exit 7")));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.rc()).isEqualTo(7);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).contains("err");
    }

    @Test
    void knowsProgramsOnlyNotTheShellsOwnWords() {
        assertThat(run("command", parameters("cmd", "pw_output x y")).rc()).isEqualTo(127);
        assertThat(run("command", parameters("cmd", "eval true")).rc()).isEqualTo(127);
    }

    @Test
    void runsWhereItIsToldAndReadsWhatItIsGiven() throws Exception {
        Files.createDirectory(at("sub dir"));
        Map<String, Object> parameters =
                parameters("cmd", "sh -c 'pwd; cat'", "chdir", at("sub dir").toString(), "stdin", "one\ntwo");

        assertThat(run("command", parameters).stdout()).isEqualTo(at("sub dir").toRealPath() + "\none\ntwo\n");
    }

    @Test
    void hasNothingToDoWhereWhatItCreatesIsThere() throws Exception {
        Map<String, Object> parameters =
                parameters("cmd", "touch app-1", "chdir", folder.toString(), "creates", "app-*");

        assertThat(run("command", parameters).status()).isEqualTo(Status.CHANGED);
        assertThat(run("command", parameters).status()).isEqualTo(Status.OK);
        assertThat(plan("command", parameters).status()).isEqualTo(Status.OK);
    }

    @Test
    void hasNothingToDoWhereWhatItRemovesIsGone() throws Exception {
        Files.createFile(at("old"));
        Map<String, Object> parameters = parameters("cmd", "rm old", "chdir", folder.toString(), "removes", "old");

        assertThat(run("command", parameters).status()).isEqualTo(Status.CHANGED);
        assertThat(run("command", parameters).status()).isEqualTo(Status.OK);
    }

    @Test
    void aFolderThatIsMissingIsUnknownInAPlanAndAFailureInARun() {
        Map<String, Object> parameters = parameters("cmd", "true", "chdir", at("no").toString());

        assertThat(plan("command", parameters).status()).isEqualTo(Status.DEFERRED);
        assertThat(failure("command", parameters)).isEqualTo("chdir: there is no folder " + at("no") + " on this host");
    }

    @Test
    void refusesAnOpenQuoteBeforeItRuns() {
        assertThat(failure("command", parameters("cmd", "echo 'abc")))
                .isEqualTo("the command has a ' without its counterpart");
    }
}

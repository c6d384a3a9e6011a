package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest extends EveryShell {
    LineTest(String shellCommand) {
        super(shellCommand);
    }

    private Map<String, Object> line(Object... more) {
        Map<String, Object> parameters = parameters(more);
        parameters.put("path", at("f").toString());
        return parameters;
    }

    private void becomes(String before, String after, Object... parameters) throws Exception {
        Files.writeString(at("f"), before);
        converges("line", line(parameters), change("content", before, after));
        assertThat(text("f")).isEqualTo(after);
    }

    private void stays(String text, Object... parameters) throws Exception {
        Files.writeString(at("f"), text);
        assertThat(run("line", line(parameters)).status()).isEqualTo(Status.OK);
        assertThat(text("f")).isEqualTo(text);
    }

    @Test
    void addsALineOnce() throws Exception {
        becomes("a\n", "a\nb & \\1 $HOME\n", "line", "b & \\1 $HOME");
        becomes("a", "a\nb\n", "line", "b");
        becomes("", "b\n", "line", "b");
        stays("b\na\n", "line", "b");
    }

    @Test
    void replacesTheLastMatchOrTheFirst() throws Exception {
        becomes("#x=1\nx=2\ny\n", "#x=1\nx=3\ny\n", "regexp", "^#?x=", "line", "x=3");
        becomes("#x=1\nx=2\ny\n", "x=3\nx=2\ny\n", "regexp", "^#?x=", "line", "x=3", "firstmatch", true);
        becomes("a.c\nabc\n", "new\nabc\n", "search_string", "a.c", "line", "new");
    }

    @Test
    void addsNothingTwiceWhereTheExpressionDoesntMatchTheLine() throws Exception {
        becomes("a\n", "a\nnew\n", "regexp", "^old", "line", "new");
        becomes("old\n", "new\n", "regexp", "^old", "line", "new");
    }

    @ParameterizedTest
    @CsvSource({
        "insertafter,^a,a1|new|b",
        "insertbefore,^b,a1|new|b",
        "insertafter,BOF,new|a1|b",
        "insertbefore,BOF,new|a1|b",
        "insertafter,EOF,a1|b|new",
        "insertafter,^nowhere,a1|b|new",
        "insertbefore,^a,new|a1|b"
    })
    void insertsWhereItIsTold(String where, String pattern, String after) throws Exception {
        becomes("a1\nb\n", after.replace('|', '\n') + "\n", "line", "new", where, pattern);
    }

    @Test
    void takesGroupsOver() throws Exception {
        becomes(
                "x\nGRUB=10 # s/t\n",
                "x\nGRUB=2 & s/t\n",
                "regexp",
                "^(GRUB)=[0-9]+ # (.*)$",
                "line",
                "\\1=2 & \\2",
                "backrefs",
                true);
        stays("x\n", "regexp", "^(y)$", "line", "\\1", "backrefs", true);
    }

    @Test
    void removesAllThatMatch() throws Exception {
        becomes("a\nb\na\n", "b\n", "line", "a", "state", "absent");
        becomes("a1\nb\na22\n", "b\n", "regexp", "^a[0-9]{1,2}$", "state", "absent");
        stays("b\n", "regexp", "^a", "state", "absent");
    }

    @Test
    void makesAFileWhereAsked() throws Exception {
        converges(
                "line",
                line("line", "a", "create", true, "mode", "0600"),
                change("state", "absent", "file"),
                change("line 1", "", "a"),
                change("mode", "", "0600"));
        assertThat(text("f")).isEqualTo("a\n");
        Files.delete(at("f"));
        assertThat(failure("line", line("line", "a"))).endsWith("/f doesn't exist");
        assertThat(plan("line", line("line", "a")).status()).isEqualTo(Status.DEFERRED);
        assertThat(run("line", line("line", "a", "state", "absent")).status()).isEqualTo(Status.OK);
    }

    @Test
    void namesTheLineInALargeFile() throws Exception {
        Files.writeString(at("f"), "filler\n".repeat(3000) + "x=1\n");
        converges("line", line("regexp", "^x=", "line", "x=2"), change("line 3001", "x=1", "x=2"));
    }

    @Test
    void keepsALinkAndTheOldFileWhereItIsntValid() throws Exception {
        Files.writeString(at("real"), "a\n");
        Files.createSymbolicLink(at("f"), Path.of("real"));
        run("line", line("line", "b"));
        assertThat(at("f")).isSymbolicLink();
        assertThat(text("real")).isEqualTo("a\nb\n");

        assertThat(failure("line", line("line", "c", "validate", "grep -q z %s")))
                .contains("the new content is not valid");
        assertThat(text("real")).isEqualTo("a\nb\n");
    }

    @Test
    void refusesWhatIsNoExpressionAndNoText() throws Exception {
        Files.writeString(at("f"), "a\n");
        assertThat(failure("line", line("regexp", "(", "line", "b"))).contains("can't be looked for in");
        Files.writeString(at("f"), "a\0b\n");
        assertThat(failure("line", line("line", "b"))).contains("is no text");
    }
}

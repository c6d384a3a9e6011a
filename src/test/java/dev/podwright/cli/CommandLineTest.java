package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {
    private final FakeEnvironment podwright = new FakeEnvironment();

    @Test
    void aloneItTellsWhatItCanDo() {
        assertThat(podwright.run()).isEqualTo(ExitCode.OK);
        assertThat(podwright.out())
                .startsWith("Usage: podwright COMMAND …\n")
                .contains("  run        Bring hosts into the state that playbooks declare\n");
        assertThat(podwright.err()).isEmpty();
    }

    @Test
    void tellsItsVersion() {
        assertThat(podwright.run("version")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).matches("podwright \\S+ \\(Java 25[^)]*\\)\n");
    }

    @ParameterizedTest
    @EnumSource(CommandName.class)
    void everyCommandHasHelp(CommandName name) {
        assertThat(podwright.run(name.word(), "--help")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).startsWith("Usage: podwright " + name.word());
        assertThat(podwright.out().lines()).allMatch(line -> line.length() <= 100);
        FakeEnvironment other = new FakeEnvironment();
        other.run("help", name.word());
        assertThat(other.out()).isEqualTo(podwright.out());
    }

    @Test
    void namesTheOptionsOfACommandByGroup() {
        podwright.run("plan", "-h");
        assertThat(podwright.out()).contains("""
                        Hosts:
                          -i, --inventory INVENTORY   a file, an executable, or hosts with commas (host1,host2,); may be
                                                      repeated; else $PODWRIGHT_INVENTORY, else localhost
                        """).contains("  --detailed-exitcode         exit with 0");
    }

    @Test
    void suggestsTheNearestCommandAndOption() {
        assertThat(podwright.run("paln", "x.yml")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "--forsk", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "--sausage")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).isEqualTo("""
                podwright: there is no command "paln"
                  did you mean "plan"?
                podwright: there is no option --forsk
                  did you mean "--forks"?
                podwright: there is no option --sausage
                  --help lists the options
                """);
        assertThat(podwright.out()).isEmpty();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(podwright.run("run")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "-f", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "-i")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "--check=yes")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "--host-key-checking", "maybe"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "x.yml", "-T", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("version", "now")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("inventory")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err().lines().filter(line -> line.startsWith("podwright: ")))
                .containsExactly(
                        "podwright: PLAYBOOK… is missing",
                        "podwright: option -f takes a number above 0, not \"0\"",
                        "podwright: option -i needs a value",
                        "podwright: option --check takes no value",
                        "podwright: option --host-key-checking takes strict, accept-new, off, not \"maybe\"",
                        "podwright: option -T takes a number above 0, not \"soon\"",
                        "podwright: \"now\" is one argument too many",
                        "podwright: inventory takes one of --list, --graph [GROUP], --host HOST, or HOST [--explain]");
    }

    @Test
    void tellsAllProblemsWithTheirNumber() {
        assertThat(podwright.run("validate", "nowhere/a.yml", "nowhere/b.yml")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).isEqualTo("""
                nowhere/a.yml: there is no playbook here that can be read
                    there is no such folder either
                nowhere/b.yml: there is no playbook here that can be read
                    there is no such folder either
                2 problems found
                """);
    }

    @Test
    void collectsProblemsOfOptionsToo() {
        assertThat(podwright.run("run", "nowhere.yml", "--report", "pdf=x", "-e", "novalue"))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err())
                .contains("unknown report kind \"pdf\"", "\"novalue\" is not a variable", "3 problems found");
    }
}

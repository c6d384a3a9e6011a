package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private final Options options = new Options();

    @Test
    void readsBundledLettersAndAttachedValues() {
        parse("-CDf10", "a.yml", "--forks=20", "-ione,two,", "b.yml", "-i", "-x");
        assertThat(options.check).isTrue();
        assertThat(options.diff).isTrue();
        assertThat(options.forks).isEqualTo(20);
        assertThat(options.inventories).containsExactly("one,two,", "-x");
        assertThat(options.operands).containsExactly("a.yml", "b.yml");
    }

    @Test
    void countsHowOftenALetterIsGiven() {
        parse("-vv", "-Cv", "--verbose");
        assertThat(options.verbosity).isEqualTo(4);
        assertThat(options.check).isTrue();
    }

    @Test
    void endsOptionsAtTwoDashes() {
        parse("--", "-C", "--forks");
        assertThat(options.check).isFalse();
        assertThat(options.operands).containsExactly("-C", "--forks");
    }

    @Test
    void leavesAtSignsQuotesAndEqualSignsOfValuesAlone() {
        parse("-i", "@file", "--inventory={\"a\": \"b=c\"}", "x=y");
        assertThat(options.inventories).containsExactly("@file", "{\"a\": \"b=c\"}");
        assertThat(options.operands).containsExactly("x=y");
    }

    @Test
    void asksForHelpWhateverElseIsThere() {
        assertThat(new Arguments(options).parse(List.of("-C", "--help", "--nonsense")))
                .isFalse();
    }

    private void parse(String... arguments) {
        assertThat(new Arguments(options).parse(List.of(arguments))).isTrue();
    }

    private static final class Options {
        @Parameter
        private List<String> operands = new ArrayList<>();

        @Parameter(names = {"-C", "--check"})
        private boolean check;

        @Parameter(names = {"-D", "--diff"})
        private boolean diff;

        @Parameter(names = {"-f", "--forks"})
        private int forks;

        @Parameter(
                names = {"-i", "--inventory"},
                splitter = Whole.class)
        private List<String> inventories = new ArrayList<>();

        @Parameter(names = {"-v", "--verbose"})
        private int verbosity;
    }
}

package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {
    private static final String YAML = """
            gpu:
              children:
                a100: {hosts: {gpu-01: , gpu-02: , gpu-03: }}
                h100: {hosts: {gpu-11: }}
            cpu: {hosts: {cpu-01: , gpu-03: }}
            v6: {hosts: {"2001:db8::1": }}
            """;

    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "all                    ; cpu-01 gpu-03 2001:db8::1 gpu-01 gpu-02 gpu-11",
                "*                      ; cpu-01 gpu-03 2001:db8::1 gpu-01 gpu-02 gpu-11",
                "gpu                    ; gpu-01 gpu-02 gpu-03 gpu-11",
                "cpu-01                 ; cpu-01",
                "gpu-02:gpu-01          ; gpu-02 gpu-01",
                "gpu-02, cpu-01         ; gpu-02 cpu-01",
                "gpu-0*                 ; gpu-01 gpu-02 gpu-03",
                "gpu-0?                 ; gpu-01 gpu-02 gpu-03",
                "gpu-0[12]              ; gpu-01 gpu-02",
                "gpu-0[!12]             ; gpu-03",
                "?100                   ; gpu-01 gpu-02 gpu-03 gpu-11",
                "~gpu-.[13]             ; gpu-01 gpu-03 gpu-11",
                "~(gpu-11|cpu):!gpu-03  ; cpu-01 gpu-11",
                "gpu:&cpu               ; gpu-03",
                "gpu:!a100              ; gpu-11",
                "!a100                  ; cpu-01 2001:db8::1 gpu-11",
                "&cpu:gpu               ; gpu-03",
                "gpu:cpu:!gpu-0*        ; gpu-11 cpu-01",
                "gpu[0]                 ; gpu-01",
                "gpu[-1]                ; gpu-11",
                "gpu[1:2]               ; gpu-02 gpu-03",
                "gpu[2:]                ; gpu-03 gpu-11",
                "gpu[:1]                ; gpu-01 gpu-02",
                "gpu[1:9]               ; gpu-02 gpu-03 gpu-11",
                "gpu:!gpu[0]            ; gpu-02 gpu-03 gpu-11",
                "2001:db8::1            ; 2001:db8::1",
                "gpu,!2001:db8::1       ; gpu-01 gpu-02 gpu-03 gpu-11",
                "localhost              ; localhost",
                "nothing*               ; ''",
            })
    void findsHosts(String pattern, String expected) throws IOException {
        assertThat(String.join(" ", match(pattern))).isEqualTo(expected);
        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void readsPatternsFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("again.txt"), "# failed\ngpu-01\n\ncpu\n");

        assertThat(match("@" + file + ":!gpu-03")).containsExactly("gpu-01", "cpu-01");
    }

    @Test
    void unknownNamesAreProblemsWithASuggestion() throws IOException {
        assertThat(match("gpu-01:gpo:!nosuchthing")).containsExactly("gpu-01");
        assertThat(problems.sorted())
                .extracting(Problem::message, problem -> problem.hint().replace(folder.toString(), "."))
                .containsExactly(
                        tuple(
                                "there is no host or group \"gpo\"",
                                "did you mean \"gpu\"? (podwright inventory -i ./inventory.yml --list shows what there is)"),
                        tuple(
                                "there is no host or group \"nosuchthing\"",
                                "(podwright inventory -i ./inventory.yml --list shows what there is)"));
    }

    @Test
    void placesOutsideOfAGroupAreProblems() throws IOException {
        assertThat(match("gpu[7]")).isEmpty();
        assertThat(problems.sorted())
                .singleElement()
                .extracting(Problem::hint)
                .isEqualTo("it has 4 hosts, counted from 0");
    }

    @Test
    void brokenRegularExpressionsAreProblems() throws IOException {
        assertThat(match("~gpu-(1")).isEmpty();
        assertThat(problems.sorted())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("\"gpu-(1\" is not a regular expression: Unclosed group");
    }

    private List<String> match(String pattern) throws IOException {
        Path file = Files.writeString(folder.resolve("inventory.yml"), YAML);
        return Inventory.read(List.of(file.toString()), List.of(), problems)
                .match(pattern, Location.named("-l"), problems)
                .stream()
                .map(Host::name)
                .toList();
    }
}

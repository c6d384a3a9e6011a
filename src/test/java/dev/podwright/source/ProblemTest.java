package dev.podwright.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemTest {
    private final SourceFile file = new SourceFile("playbooks/gpu-pod.yml", "a: 1\n\tport: {22: auto}\nlast");

    @Test
    void showsTheLineAndPointsAtThePart() {
        assertThat(new Problem(file.at(2, 2, 4), "no parameter \"port\"", "did you mean \"ports\"?").render())
                .isEqualTo("""
                        playbooks/gpu-pod.yml:2:2: no parameter "port"
                            2 | \tport: {22: auto}
                              | \t^^^^ did you mean "ports"?""");
    }

    @Test
    void pointsOnlyAtTheLineThatIsThere() {
        assertThat(new Problem(file.at(3, 3, 99), "too much").render()).isEqualTo("""
                playbooks/gpu-pod.yml:3:3: too much
                    3 | last
                      |   ^^""");
        assertThat(new Problem(file.at(9, 1, 0), "beyond").render()).isEqualTo("""
                playbooks/gpu-pod.yml:9:1: beyond
                    9 |\s
                      | ^""");
    }

    @Test
    void aProblemWithoutALineHasItsHintBelow() {
        assertThat(new Problem(Location.named("-l"), "unknown group", "did you mean \"gpu\"?").render())
                .isEqualTo("""
                -l: unknown group
                    did you mean "gpu"?""");
        assertThat(new Problem(Location.named("-l"), "unknown group").render()).isEqualTo("-l: unknown group");
    }

    @Test
    void allProblemsAreThrownTogetherInTheOrderOfTheirPlaces() {
        Problems problems = new Problems();
        problems.add(file.at(2, 5, 1), "third");
        problems.add(file.at(2, 1, 1), "second");
        problems.add(file.whole(), "first");
        problems.add(file.whole(), "first");

        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::message)
                                .isEqualTo(List.of("first", "second", "third")));
    }

    @Test
    void warningsStopNothing() {
        Problems problems = new Problems();
        problems.warn(file.whole(), "mind this", "");
        problems.warn(file.whole(), "mind this", "");

        problems.throwIfAny();
        assertThat(problems.warnings()).hasSize(1);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void leavesOutAByteOrderMark(@TempDir Path folder) throws IOException {
        Path written = Files.writeString(folder.resolve("a.yml"), "\uFEFFa: 1\n");

        assertThat(SourceFile.read(written).line(1)).isEqualTo("a: 1");
    }

    @Test
    void secretsPrintAsStars() {
        assertThat("password: " + new Secret("hunter2")).isEqualTo("password: ***");
    }
}

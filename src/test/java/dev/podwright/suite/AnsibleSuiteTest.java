package dev.podwright.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every case that is in Ansible's dialect too, by Ansible: what a case expects is what Ansible does.
/// `-Dsuite.accept=true` accepts that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnsibleSuiteTest {
    private final List<SuiteCase> cases = SuiteCase.all().stream()
            .filter(each -> each.isIn(Dialect.ANSIBLE))
            .filter(each -> !each.text("needs").equals("root") || "root".equals(System.getProperty("user.name")))
            .toList();

    private Path folder = Path.of("");
    private Map<Path, AnsibleRun> runs = Map.of();

    @BeforeAll
    void play(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        Path local = Files.writeString(folder.resolve("local.yml"), "all: {vars: {ansible_connection: local}}\n");
        Map<Path, List<String>> arguments = new LinkedHashMap<>();
        for (SuiteCase each : cases) {
            Path its = folder.resolve(each.name());
            each.write(its, Dialect.ANSIBLE);
            List<String> words =
                    new ArrayList<>(List.of("playbook.yml", "-i", "inventory.yml", "-i", local.toString()));
            words.addAll(List.of("-e", "folder=" + its));
            words.addAll(each.flags(its));
            arguments.put(its, words);
        }
        runs = AnsibleRun.of(arguments, Files.createDirectory(folder.resolve("home")));
    }

    @TestFactory
    Stream<DynamicTest> doesTheSame() {
        return cases.stream()
                .map(each -> dynamicTest(
                        each.name(), () -> check(each, requireNonNull(runs.get(folder.resolve(each.name()))))));
    }

    private static void check(SuiteCase suiteCase, AnsibleRun run) {
        if (SuiteCase.accepts()) {
            suiteCase.accept(Dialect.ANSIBLE, run.results());
            return;
        }
        assertThat(run.results().yaml())
                .as("%s: %s%n%s", suiteCase.path(), suiteCase.text("about"), run.console())
                .isEqualTo(suiteCase.expected(Dialect.ANSIBLE).yaml());
    }
}

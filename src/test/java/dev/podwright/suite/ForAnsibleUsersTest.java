package dev.podwright.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.cli.FakeEnvironment;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Json;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// `docs/for-ansible-users.md` doesn't lie: what it says is the same in Ansible and here is, by both.
class ForAnsibleUsersTest {
    private static final Path PAGE = Path.of("docs/for-ansible-users.md");
    private static final Pattern OURS = Pattern.compile("\\[=(.*)]");
    private static final Pattern THEIRS = Pattern.compile("\\{\\{(.*)}}");
    private static final String INVENTORY = """
            all:
              children:
                web: {hosts: {one: {colour: red}, two: {colour: blue}}}
                db: {hosts: {three: {}}}
            """;

    private final Markdown page = Markdown.read(PAGE);

    /// An expression in both dialects, and its value as the page shows it.
    private record Row(String theirs, String ours, Object value) {
        /// @param cells both in `{{ … }}` and `[=…]`, and the value
        static Row ofValue(List<String> cells) {
            return new Row(inner(THEIRS, cells.get(0)), inner(OURS, cells.get(1)), shown(cells.get(2)));
        }

        /// @param cells both bare, and the value
        static Row ofCondition(List<String> cells) {
            String theirs = "true if (%s) else false".formatted(Markdown.code(cells.get(0)));
            return new Row(theirs, Markdown.code(cells.get(1)), shown(cells.get(2)));
        }

        private static String inner(Pattern interpolation, String cell) {
            Matcher matcher = interpolation.matcher(Markdown.code(cell));
            assertThat(matcher.matches()).as("one interpolation: %s", cell).isTrue();
            return matcher.group(1);
        }

        private static Object shown(String cell) {
            Problems problems = new Problems();
            Object value = Yaml.read(new SourceFile("value", cell), problems)
                    .map(YamlNode::toValue)
                    .orElse("");
            problems.throwIfAny();
            return List.of(value);
        }
    }

    private List<Row> rows() {
        return Stream.of(
                        page.section("### Values").table().stream().map(Row::ofValue),
                        page.section("### Conditions").table().stream().map(Row::ofCondition),
                        page.section("### Names").table().stream().map(Row::ofValue))
                .flatMap(rows -> rows)
                .toList();
    }

    @TestFactory
    List<DynamicTest> expressionsHaveTheirValueHere(@TempDir Path folder) throws IOException {
        SuiteCase rows = suiteCase(Dialect.PODWRIGHT, playbook(row -> "[=to_json([" + row.ours() + "])]"));
        PodwrightRun run = PodwrightRun.of(rows, folder, connection(folder));
        return values(run.results(), Row::ours, run.console());
    }

    @TestFactory
    List<DynamicTest> expressionsHaveTheirValueInAnsible(@TempDir Path folder) throws Exception {
        suiteCase(Dialect.ANSIBLE, playbook(row -> "{{ [" + row.theirs() + "] | to_json }}"))
                .write(folder, Dialect.ANSIBLE);
        AnsibleRun run = ansible(folder, arguments(folder));
        return values(run.results(), Row::theirs, run.console());
    }

    @Test
    void theWorkedExampleDoesTheSameInBoth(@TempDir Path folder) throws Exception {
        List<String> listings = page.section("## The same playbook in both").listings();
        SuiteCase both = new SuiteCase(
                PAGE, Map.of("inventory", INVENTORY, "ansible", listings.get(0), "podwright", listings.get(1)));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        PodwrightRun run = PodwrightRun.of(both, ours, connection(ours), "-e", "place=" + ours + "/sites", "-l", "one");
        assertThat(run.results().exit()).as(run.console()).isZero();
        both.write(theirs, Dialect.ANSIBLE);
        AnsibleRun by = ansible(theirs, arguments(theirs, "-e", "place=" + theirs + "/sites", "-l", "one"));
        assertThat(run.results().yaml()).as(by.console()).isEqualTo(by.results().yaml());
        assertThat(ours.resolve("sites/blog.conf")).hasSameTextualContentAs(theirs.resolve("sites/blog.conf"));
    }

    @Test
    void theFactsAreThere(@TempDir Path folder) throws IOException {
        String facts = page.section("### Names").tables().get(1).stream()
                .flatMap(row -> Markdown.codes(row.get(1)).stream())
                .filter(code -> code.startsWith("facts."))
                .map("[=%s]"::formatted)
                .collect(Collectors.joining(" "));
        String playbook = "- {hosts: one, tasks: [{debug: {msg: %s}}]}".formatted(Json.compact(facts));
        PodwrightRun run = PodwrightRun.of(suiteCase(Dialect.PODWRIGHT, playbook), folder, connection(folder));
        assertThat(run.results().exit()).as(run.console()).isZero();
    }

    @Test
    void theFlagsThatAreTheSameAreThere() {
        FakeEnvironment shell = new FakeEnvironment();
        shell.run("help", "run");
        Set<String> flags = Pattern.compile("(?<![\\w-])--?[a-zA-Z][\\w-]*")
                .matcher(shell.out())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        for (List<String> row : page.section("## Flags").table()) {
            if (row.get(1).startsWith("the same")) {
                assertThat(flags).containsAll(Markdown.codes(row.get(0)));
            }
        }
    }

    @Test
    void theExitCodesAreThere() {
        List<String> codes = page.section("## Exit codes").table().stream()
                .map(List::getFirst)
                .toList();
        for (ExitCode code : ExitCode.values()) {
            assertThat(codes).contains(String.valueOf(code.number()));
        }
    }

    private static AnsibleRun ansible(Path folder, List<String> words) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("home"));
        return requireNonNull(AnsibleRun.of(Map.of(folder, words), home).get(folder));
    }

    private SuiteCase suiteCase(Dialect dialect, String playbook) {
        return new SuiteCase(
                PAGE,
                Map.of(
                        "inventory",
                        INVENTORY,
                        dialect.key(),
                        Map.of("playbook.yml", playbook, "motd.txt", "Welcome\n")));
    }

    private static Path connection(Path folder) throws IOException {
        return Files.writeString(folder.resolve("local.yml"), "all: {vars: {ansible_connection: local}}\n");
    }

    private static List<String> arguments(Path folder, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("playbook.yml", "-i", "inventory.yml"));
        words.addAll(List.of("-i", connection(folder).toString()));
        words.addAll(List.of(more));
        return words;
    }

    /// A playbook with one task a row.
    private String playbook(Function<Row, String> message) {
        StringBuilder playbook = new StringBuilder("- hosts: web\n  ignore_errors: true\n  vars:\n");
        playbook.append(page.section("## Expressions").listings().getFirst().indent(4));
        playbook.append("  tasks:\n");
        for (Row row : rows()) {
            playbook.append("    - debug: {msg: %s}\n".formatted(Json.compact(message.apply(row))));
        }
        return playbook.toString();
    }

    private List<DynamicTest> values(Results results, Function<Row, String> name, String console) {
        List<Row> rows = rows();
        List<String> lines = results.hosts().getOrDefault("one", "").lines().toList();
        assertThat(lines).as(console).hasSize(rows.size() + 1);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String line = lines.get(i);
            tests.add(dynamicTest(
                    name.apply(row),
                    () -> assertThat(normal(json(line, console))).isEqualTo(normal(row.value()))));
        }
        return tests;
    }

    private static Object json(String line, String console) throws IOException {
        String prefix = "debug: ok: ";
        assertThat(line).as(console).startsWith(prefix);
        return Json.read(line.substring(prefix.length()));
    }

    /// JSON within text has no spaces that matter.
    private static Object normal(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(ForAnsibleUsersTest::normal).toList();
            case String text -> PodwrightRun.plain(text);
            default -> value;
        };
    }
}

package dev.podwright.suite;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A case of the suite. `src/test/resources/suite/README.md` says what its file holds.
record SuiteCase(Path path, Map<String, Object> node) {
    static final Path SUITE = Path.of("src/test/resources/suite");

    private static final Set<String> KEYS = Set.of(
            "about",
            "differs",
            "needs",
            "flags",
            "inventory",
            "both",
            "podwright",
            "ansible",
            "expected",
            "expected_of_ansible");
    private static final String TWO_HOSTS = "all: {hosts: {one: {}, two: {}}}\n";

    /// All cases, by topic and name; with `-Dsuite=TEXT` those whose names hold the text.
    static List<SuiteCase> all() {
        String wanted = System.getProperty("suite", "");
        try (Stream<Path> files = Files.walk(SUITE)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(SuiteCase::read)
                    .filter(each -> each.name().contains(wanted))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SuiteCase read(Path path) {
        Problems problems = new Problems();
        Object node = Yaml.read(SourceFile.read(path), problems)
                .map(YamlNode::toValue)
                .orElse("");
        problems.throwIfAny();
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!(node instanceof Map<?, ?> map)) {
            throw new AssertionError(path + " must be a map");
        }
        map.forEach((key, value) -> fields.put(key.toString(), value));
        if (!KEYS.containsAll(fields.keySet())) {
            throw new AssertionError(path + ": unknown key among " + fields.keySet() + ", known are " + KEYS);
        }
        return new SuiteCase(path, fields);
    }

    /// Whether `-Dsuite.accept=true` says to write down what happens now.
    static boolean accepts() {
        return Boolean.getBoolean("suite.accept");
    }

    /// Topic and name, such as `loops/results`.
    String name() {
        String file = SUITE.relativize(path).toString();
        return file.substring(0, file.length() - ".yml".length());
    }

    String text(String key) {
        return node.getOrDefault(key, "").toString();
    }

    boolean isIn(Dialect dialect) {
        return node.containsKey("both") || node.containsKey(dialect.key());
    }

    /// Whether Podwright means to do something else than Ansible.
    boolean differs() {
        return node.containsKey("differs");
    }

    /// What is added to the command line; `FOLDER` is where the case's files are.
    List<String> flags(Path folder) {
        List<?> words = node.get("flags") instanceof List<?> list ? list : List.of();
        return words.stream()
                .map(word -> word.toString().replace("FOLDER", folder.toString()))
                .toList();
    }

    /// Writes the case's files: `playbook.yml`, `inventory.yml` and whatever else there is.
    void write(Path folder, Dialect dialect) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("inventory.yml", node.getOrDefault("inventory", TWO_HOSTS).toString());
        files.putAll(files("both"));
        files.putAll(files(dialect.key()));
        files.forEach((name, text) -> write(folder.resolve(name), text));
    }

    private Map<String, String> files(String key) {
        Map<String, String> files = new LinkedHashMap<>();
        switch (node.getOrDefault(key, Map.of())) {
            case Map<?, ?> map -> map.forEach((name, text) -> files.put(name.toString(), text.toString()));
            case Object playbook -> files.put("playbook.yml", playbook.toString());
        }
        return files;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            if (text.startsWith("#!") && !file.toFile().setExecutable(true)) {
                throw new AssertionError("can't make executable: " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The key under which the dialect's expected results stand.
    String expectedKey(Dialect dialect) {
        return dialect == Dialect.ANSIBLE && differs() ? "expected_of_ansible" : "expected";
    }

    Results expected(Dialect dialect) {
        return Results.parse(node.get(expectedKey(dialect)) instanceof Map<?, ?> hosts ? hosts : Map.of());
    }

    /// Makes these the expected results; the rest of the file stays.
    void accept(Dialect dialect, Results results) {
        String key = expectedKey(dialect);
        try {
            List<String> kept = new ArrayList<>();
            boolean replaced = false;
            for (String line : Files.readAllLines(path)) {
                boolean topLevel = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
                replaced = topLevel ? line.startsWith(key + ":") : replaced;
                if (!replaced) {
                    kept.add(line);
                }
            }
            String rest = String.join("\n", kept).stripTrailing();
            Files.writeString(path, rest + "\n" + key + ":\n" + results.yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}

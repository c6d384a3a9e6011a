package dev.podwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Holds the house in order: a class names its own floor and those below it, and a library only where it belongs.
class FloorsTest {
    private static final String ROOT = "dev/podwright/";

    /// Packages by floor; two packages of one floor don't name each other. The root package is "".
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("source", 1),
            Map.entry("template", 2),
            Map.entry("inventory", 3),
            Map.entry("tasktype", 3),
            Map.entry("playbook", 4),
            Map.entry("connection", 5),
            Map.entry("engine", 6),
            Map.entry("container", 7),
            Map.entry("report", 7),
            Map.entry("", 8),
            Map.entry("cli", 9));

    private static final Map<String, String> LIBRARIES = Map.of(
            "org/yaml/", "source",
            "freemarker/", "template",
            "org/apache/commons/codec/", "template",
            "com/jcraft/", "connection",
            "com/fasterxml/", "source",
            "com/github/difflib/", "report",
            "org/slf4j/", "container",
            "com/beust/", "cli");

    /// The JDK, and annotations.
    private static final List<String> ANYWHERE = List.of("java/", "javax/", "org/jspecify/");

    @Test
    void everyClassNamesOnlyItsOwnFloorAndThoseBelow() throws IOException {
        List<String> violations = new ArrayList<>();
        List<Path> classes = classes();
        for (Path file : classes) {
            var model = ClassFile.of().parse(file);
            String from = model.thisClass().asInternalName();
            StreamSupport.stream(model.constantPool().spliterator(), false)
                    .flatMap(FloorsTest::className)
                    .filter(to -> !allowed(packageOf(from), to))
                    .forEach(to -> violations.add(from + " -> " + to));
        }
        assertThat(classes).isNotEmpty();
        assertThat(violations).isEmpty();
    }

    @Test
    void everyPackageHasAFloor() throws IOException {
        assertThat(classes())
                .extracting(file -> packageOf(classesFolder().relativize(file).toString()))
                .isSubsetOf(FLOORS.keySet());
    }

    @Test
    void noticesWhatIsNotAllowed() {
        assertThat(allowed("source", "dev/podwright/cli/Main")).isFalse();
        assertThat(allowed("inventory", "dev/podwright/tasktype/TaskType")).isFalse();
        assertThat(allowed("engine", "dev/podwright/nowhere/Thing")).isFalse();
        assertThat(allowed("engine", "freemarker/template/Template")).isFalse();
        assertThat(allowed("engine", "com/google/common/base/Strings")).isFalse();
        assertThat(allowed("engine", "dev/podwright/source/Problem")).isTrue();
        assertThat(allowed("template", "freemarker/template/Template")).isTrue();
    }

    private static boolean allowed(String from, String to) {
        if (to.startsWith(ROOT)) {
            String target = packageOf(to);
            int own = FLOORS.getOrDefault(from, -1);
            return from.equals(target) || FLOORS.getOrDefault(target, Integer.MAX_VALUE) < own;
        }
        return ANYWHERE.stream().anyMatch(to::startsWith)
                || LIBRARIES.entrySet().stream()
                        .anyMatch(library -> to.startsWith(library.getKey()) && from.equals(library.getValue()));
    }

    /// The first part below the root: `dev/podwright/source/Yaml` is in `source`.
    private static String packageOf(String className) {
        String below = className.replace('\\', '/').substring(ROOT.length());
        int slash = below.indexOf('/');
        return slash < 0 ? "" : below.substring(0, slash);
    }

    /// The class an entry names, without array brackets; nothing for arrays of primitives.
    private static Stream<String> className(PoolEntry entry) {
        if (!(entry instanceof ClassEntry named)) {
            return Stream.empty();
        }
        String name = named.asInternalName();
        if (!name.startsWith("[")) {
            return Stream.of(name);
        }
        String element = name.replaceFirst("^\\[+", "");
        return element.startsWith("L") ? Stream.of(element.substring(1, element.length() - 1)) : Stream.empty();
    }

    private static Path classesFolder() {
        return Path.of("target/classes");
    }

    private static List<Path> classes() throws IOException {
        try (Stream<Path> files = Files.walk(classesFolder().resolve(ROOT))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}

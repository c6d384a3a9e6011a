package dev.podwright.tasktype;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order in which to load shell libraries: what one requires (`# requires: a b` among its first comment
/// lines) comes before it.
final class ShellLibraries {
    private static final Pattern REQUIRES = Pattern.compile("#\\s*requires:(.*)");

    private final Function<String, Optional<SourceFile>> library;
    private final Problems problems;
    private final Set<String> ordered = new LinkedHashSet<>();
    private final List<String> path = new ArrayList<>();

    ShellLibraries(Function<String, Optional<SourceFile>> library, Problems problems) {
        this.library = library;
        this.problems = problems;
    }

    /// Adds a library and what it requires; one that is unknown or requires itself is a problem.
    ///
    /// @param mention where it is named
    void add(String name, Location mention) {
        if (path.contains(name)) {
            problems.add(mention, "the shell libraries require each other: " + String.join(" → ", path) + " → " + name);
            return;
        }
        if (ordered.contains(name)) {
            return;
        }
        Optional<SourceFile> file = library.apply(name);
        if (file.isEmpty()) {
            problems.add(
                    mention, "there is no shell library \"" + name + "\"", "it would be templates/lib/" + name + ".sh");
            return;
        }
        path.add(name);
        addRequired(file.get());
        path.removeLast();
        ordered.add(name);
    }

    /// The libraries so far, each after those it requires.
    List<String> inOrder() {
        return List.copyOf(ordered);
    }

    private void addRequired(SourceFile file) {
        List<String> lines =
                file.text().lines().takeWhile(line -> line.startsWith("#")).toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = REQUIRES.matcher(lines.get(i));
            if (matcher.matches()) {
                Location place = file.at(i + 1, 1, lines.get(i).length());
                Pattern.compile("[\\s,]+")
                        .splitAsStream(matcher.group(1).strip())
                        .forEach(name -> add(name, place));
            }
        }
    }
}

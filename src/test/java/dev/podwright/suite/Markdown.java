package dev.podwright.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A page of the documentation.
record Markdown(List<String> lines) {

    static Markdown read(Path path) {
        try {
            return new Markdown(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What stands below a heading, up to the next heading of its rank or a higher one.
    Markdown section(String heading) {
        String rank = heading.substring(0, heading.indexOf(' '));
        int start = lines.indexOf(heading) + 1;
        if (start == 0) {
            throw new AssertionError("there is no heading " + heading);
        }
        List<String> below = lines.subList(start, lines.size()).stream()
                .takeWhile(line -> !(line.matches("#+ .*") && line.indexOf(' ') <= rank.length()))
                .toList();
        return new Markdown(below);
    }

    /// The rows of the section's first table, without its head; in cells `\|` is a plain bar.
    List<List<String>> table() {
        return lines.stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(Markdown::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        String inner = row.substring(1, row.lastIndexOf('|'));
        return Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }

    /// A cell's text, where it is code.
    static String code(String cell) {
        return cell.length() > 1 && cell.startsWith("`") && cell.endsWith("`")
                ? cell.substring(1, cell.length() - 1)
                : cell;
    }

    /// The texts of the section's YAML listings.
    List<String> listings() {
        List<String> listings = new ArrayList<>();
        Stream.of(String.join("\n", lines).split("```yaml\n", -1))
                .skip(1)
                .forEach(rest -> listings.add(rest.substring(0, rest.indexOf("```"))));
        return listings;
    }
}

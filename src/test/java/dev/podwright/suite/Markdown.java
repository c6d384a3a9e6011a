package dev.podwright.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the documentation.
public record Markdown(List<String> lines) {

    public static Markdown read(Path path) {
        try {
            return new Markdown(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What stands below a heading, up to the next heading of its rank or a higher one.
    public Markdown section(String heading) {
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

    /// The rows of the section's first table.
    public List<List<String>> table() {
        return tables().getFirst();
    }

    /// The rows of the section's tables, without their heads; in cells `\|` is a plain bar.
    public List<List<List<String>>> tables() {
        List<List<List<String>>> tables = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("|")) {
                table.add(line);
            } else if (!table.isEmpty()) {
                tables.add(table.stream().skip(2).map(Markdown::cells).toList());
                table.clear();
            }
        }
        if (!table.isEmpty()) {
            tables.add(table.stream().skip(2).map(Markdown::cells).toList());
        }
        return tables;
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

    /// The pieces of code in a cell.
    public static List<String> codes(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(found -> found.group(1))
                .toList();
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

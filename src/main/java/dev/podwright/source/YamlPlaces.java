package dev.podwright.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/// Turns the parser's marks, which count code points from 0, into places in the file.
final class YamlPlaces {
    /// An anchor or tag before a value: the value's place begins after it.
    private static final Pattern PROPERTIES = Pattern.compile("(?:[!&]\\S*[ \\t]+)+(?=\\S)");

    private final SourceFile file;
    private final List<String> lines;
    private final int[] lineStarts;

    YamlPlaces(SourceFile file) {
        this.file = file;
        this.lines = splitKeepingEnds(file.text());
        this.lineStarts = new int[lines.size()];
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            lineStarts[i] = start;
            start += lines.get(i).codePointCount(0, lines.get(i).length());
        }
    }

    /// The place of one code point, counted from the beginning of the file.
    Location at(int index) {
        int line = lineOf(index);
        return file.at(line + 1, columnOf(index, line) + 1, 1);
    }

    Location at(Mark mark) {
        return at(mark.getIndex());
    }

    /// The part of a node that stands on its first line, without an anchor or tag before it.
    Location of(Node node) {
        int line = lineOf(node.getStartMark().getIndex());
        int column = columnOf(node.getStartMark().getIndex(), line);
        String text = line(line + 1);
        int start = afterProperties(text, column);
        int endLine = lineOf(node.getEndMark().getIndex());
        int end = endLine == line
                ? columnOf(node.getEndMark().getIndex(), line)
                : text.stripTrailing().length();
        return file.at(line + 1, start + 1, Math.max(1, end - start));
    }

    private static int afterProperties(String text, int column) {
        if (column >= text.length() || "!&".indexOf(text.charAt(column)) < 0) {
            return column;
        }
        Matcher properties = PROPERTIES.matcher(text).region(column, text.length());
        return properties.lookingAt() ? properties.end() : column;
    }

    SourceFile file() {
        return file;
    }

    /// A line's text, the first being 1; empty outside of the file.
    String line(int number) {
        return number < 1 || number > lines.size() ? "" : withoutEnd(lines.get(number - 1));
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    private int lineOf(int index) {
        int low = 0;
        int high = lineStarts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lineStarts[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int columnOf(int index, int line) {
        String text = lines.get(line);
        int codePoints = Math.min(index - lineStarts[line], text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, codePoints);
    }

    /// Lines end as [String#lines()] has it, so that problems show the line that is meant.
    private static List<String> splitKeepingEnds(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean end = text.charAt(i) == '\n'
                    || (text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (end) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        lines.add(text.substring(start));
        return lines;
    }
}

package dev.podwright.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a terminal shows of the few sequences that are used; any other fails the test.
final class FakeTerminal {
    private static final Pattern TOKEN = Pattern.compile("\u001B\\[(\\??)(\\d*)([A-Za-z])|\r|\n|[^\u001B\r\n]+");

    private List<StringBuilder> rows = new ArrayList<>();
    private int row;
    private int column;
    private boolean cursorShown = true;
    private boolean wraps = true;

    /// Plays all that was written so far.
    FakeTerminal after(ByteArrayOutputStream written) {
        rows = new ArrayList<>(List.of(new StringBuilder()));
        row = 0;
        column = 0;
        String text = written.toString(StandardCharsets.UTF_8);
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                throw new AssertionError("not understood at " + end + ": " + text);
            }
            end = token.end();
            play(token);
        }
        return this;
    }

    private void play(Matcher token) {
        switch (token.group()) {
            case "\r" -> column = 0;
            case "\n" -> {
                row++;
                column = 0;
                if (row == rows.size()) {
                    rows.add(new StringBuilder());
                }
            }
            default -> {
                if (token.group(3) == null) {
                    write(token.group());
                } else {
                    control(token.group(1) + token.group(3), token.group(2));
                }
            }
        }
    }

    private void write(String text) {
        StringBuilder line = rows.get(row);
        line.replace(column, Math.min(line.length(), column + text.length()), text);
        column += text.length();
    }

    private void control(String kind, String number) {
        switch (kind) {
            case "A" -> row -= Integer.parseInt(number);
            case "J" -> {
                rows = new ArrayList<>(rows.subList(0, row + 1));
                rows.get(row).setLength(column);
            }
            case "?h" -> mode(number, true);
            case "?l" -> mode(number, false);
            default -> throw new AssertionError("unexpected control " + kind);
        }
        if (row < 0) {
            throw new AssertionError("the cursor left the screen");
        }
    }

    private void mode(String number, boolean on) {
        switch (number) {
            case "25" -> cursorShown = on;
            case "7" -> wraps = on;
            default -> throw new AssertionError("unexpected mode " + number);
        }
    }

    List<String> rows() {
        return rows.stream()
                .map(StringBuilder::toString)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    boolean cursorShown() {
        return cursorShown;
    }

    boolean wraps() {
        return wraps;
    }
}

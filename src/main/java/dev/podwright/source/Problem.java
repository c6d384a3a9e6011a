package dev.podwright.source;

/// One mistake in the input: where it is, what is wrong, and what to do (the hint may be empty).
public record Problem(Location location, String message, String hint) {

    public Problem(Location location, String message) {
        this(location, message, "");
    }

    /// The message with its place, the line itself, and the hint under the part that is meant:
    ///
    /// ```
    /// playbooks/gpu-pod.yml:14:9: run_container has no parameter "port"
    ///    14 |         port: {22: auto}
    ///       |         ^^^^ did you mean "ports"?
    /// ```
    ///
    /// A line of a file that was decrypted isn't shown.
    public String render() {
        String first = location + ": " + message;
        if (location.line() == 0 || location.file().confidential()) {
            return hint.isEmpty() ? first : first + "\n    " + hint;
        }
        String number = "%5d".formatted(location.line());
        String line = location.file().line(location.line());
        String indent = indentLike(line, location.column() - 1);
        int marks = Math.max(1, Math.min(location.length(), Math.max(1, line.length() - location.column() + 1)));
        String pointer = indent + "^".repeat(marks) + (hint.isEmpty() ? "" : " " + hint);
        return first + "\n" + number + " | " + line + "\n" + " ".repeat(number.length()) + " | " + pointer;
    }

    /// Blank text as wide as the line's beginning; tabs stay tabs, so that the marks stand under their text.
    private static String indentLike(String line, int width) {
        StringBuilder indent = new StringBuilder();
        for (int i = 0; i < width; i++) {
            indent.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return indent.toString();
    }
}

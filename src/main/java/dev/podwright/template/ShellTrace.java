package dev.podwright.template;

import dev.podwright.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Puts `pw__at=NAME:LINE; ` before the commands that begin a line, so that a failing command can be traced to
/// its line. Where a new command doesn't certainly begin, or would see that another ran before it (`$?`, a
/// bare `return`), nothing is put.
public final class ShellTrace implements TemplateWalk.Visitor {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]+");
    private static final Set<String> NOT_BEFORE =
            Set.of("then", "else", "elif", "fi", "do", "done", "esac", "in", "}", "return", "exit");
    private static final Pattern SEES_THE_STATUS =
            Pattern.compile("\\$\\?|\\$\\{\\?|\\b(?:return|exit)\\b[ \\t]*(?:$|[;&|)}#\\n])", Pattern.MULTILINE);

    private static final List<String> WORDS_OF_STATUS = List.of("$?", "${?", "return", "exit");

    private final String text;
    private final List<Integer> lines = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();

    private ShellTrace(String text) {
        this.text = text;
    }

    /// A shell text (not a template), traced, and without the comments and the indentation that only people need.
    /// Its lines keep their numbers, and the first stays as it is: there a library says what it requires, which
    /// shells read.
    ///
    /// @param traceName what its lines are reported under: letters, digits and `_./-` only
    public static String traced(String text, String traceName) {
        List<Segment> whole = text.isEmpty() ? List.of() : List.of(new Segment(Segment.Kind.TEXT, 0, text.length()));
        ShellTrace trace = of(text, whole);
        Map<Integer, String> insertions = trace.insertions(traceName).stream()
                .collect(Collectors.toMap(Rewriting.Insertion::offset, Rewriting.Insertion::text));
        StringBuilder traced = new StringBuilder();
        int done = 0;
        for (int offset : trace.lines) {
            traced.append(text, done, text.lastIndexOf('\n', offset) + 1);
            traced.append(insertions.getOrDefault(offset, ""));
            done = text.charAt(offset) == '#' && offset > 0 ? Lines.end(text, offset) : offset;
        }
        return traced.append(text, done, text.length()).toString();
    }

    /// What goes into a template, whose lines are those of its file.
    static List<Rewriting.Insertion> insertions(SourceFile file, String traceName) {
        return of(file.text(), Segment.of(file.text())).insertions(traceName);
    }

    private static ShellTrace of(String text, List<Segment> segments) {
        ShellTrace trace = new ShellTrace(text);
        TemplateWalk.walk(text, segments, trace);
        return trace;
    }

    private List<Rewriting.Insertion> insertions(String traceName) {
        if (!NAME.matcher(traceName).matches()) {
            throw new IllegalArgumentException("not a trace name: " + traceName);
        }
        List<Rewriting.Insertion> insertions = new ArrayList<>();
        int line = 1;
        int counted = 0;
        for (int i = 0; i < lines.size(); i++) {
            int offset = lines.get(i);
            int next = i + 1 < lines.size() ? lines.get(i + 1) : text.length();
            for (int end = text.indexOf('\n', counted); end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) {
                line++;
            }
            counted = offset;
            if (allowed(offset, next)) {
                insertions.add(new Rewriting.Insertion(offset, "pw__at=" + traceName + ":" + line + "; "));
            }
        }
        return insertions;
    }

    @Override
    public void freshLine(int offset) {
        lines.add(offset);
    }

    @Override
    public void notFreshSince(int offset) {
        lines.stream().filter(line -> line > offset).forEach(refused::add);
    }

    /// An expression is looked for only where one of its words is: most lines have none.
    private boolean seesTheStatus(int offset, int next) {
        boolean possible = WORDS_OF_STATUS.stream().anyMatch(word -> text.indexOf(word, offset, next) >= 0);
        return possible && SEES_THE_STATUS.matcher(text.substring(offset, next)).find();
    }

    private boolean allowed(int offset, int next) {
        if (refused.contains(offset) || seesTheStatus(offset, next)) {
            return false;
        }
        int end = offset;
        while (end < text.length() && " \t\r\n;&|()<>".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String first = text.substring(offset, end);
        boolean operator = first.isEmpty()
                && text.charAt(offset) != '('
                && text.charAt(offset) != '<'
                && text.charAt(offset) != '>';
        boolean raw = first.startsWith("[=") && text.substring(offset, next).contains("no_esc");
        return !operator && !raw && !first.startsWith("#") && !NOT_BEFORE.contains(first);
    }
}

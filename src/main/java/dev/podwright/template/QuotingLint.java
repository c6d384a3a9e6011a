package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the places in a shell template where a quoted word can't keep a value from becoming shell, or where its
/// quotes would become part of the value.
final class QuotingLint implements TemplateWalk.Visitor {
    private static final Set<String> DIRECTIVES = Set.of(
            "if",
            "elseif",
            "else",
            "list",
            "items",
            "sep",
            "break",
            "continue",
            "assign",
            "local",
            "macro",
            "nested",
            "return",
            "function",
            "switch",
            "case",
            "on",
            "default");
    private static final Pattern UNSAFE =
            Pattern.compile("\\?\\s*(interpret|eval|eval_json|evalJson|new|api|markup_string|markupString)\\b");
    private static final Pattern RAW = Pattern.compile("\\?\\s*(no_esc|noEsc)\\b");
    private static final Pattern MARKER = Pattern.compile("\\s*#\\s*podwright: raw\\b\\s*(.*)");
    private static final Pattern NAME_SO_FAR = Pattern.compile("[\\w\2]*\2[\\w\2]*");

    private final SourceFile file;
    private final String text;
    private final Problems problems;
    private Segment lastInterpolation = new Segment(Segment.Kind.TEXT, 0, 0);

    private record Finding(String message, String hint) {}

    private QuotingLint(SourceFile file, Problems problems) {
        this.file = file;
        this.text = file.text();
        this.problems = problems;
    }

    static void check(SourceFile file, Problems problems) {
        TemplateWalk.walk(file.text(), Segment.of(file.text()), new QuotingLint(file, problems));
    }

    @Override
    public void interpolation(Segment segment, ShellState state) {
        lastInterpolation = segment;
        String code = segment.in(text);
        refuseUnsafe(segment, code);
        if (RAW.matcher(code).find() || state.words().command.equals("eval")) {
            checkMarker(segment);
            return;
        }
        finding(segment, state, code)
                .ifPresent(finding -> add(segment, code + " " + finding.message(), finding.hint()));
    }

    private Optional<Finding> finding(Segment segment, ShellState state, String code) {
        String assign = "assign it first: value=" + code + ", then ";
        Finding finding = state.comment()
                ? new Finding(
                        "stands in a comment, which a line end in its value would leave", "use [#-- … --] for remarks")
                : state.body().isPresent()
                        ? new Finding(
                                "stands in a here-document, where nothing quotes it",
                                "use printf '%s\\n' " + code + ", or assign it first and write \"$value\"")
                        : null;
        if (finding != null) {
            return Optional.of(finding);
        }
        return switch (state.top().kind) {
            case SINGLE_QUOTES, DOUBLE_QUOTES ->
                found("stands within " + state.place() + ", which would end its own", assign + "\"… $value …\"");
            case BACKTICKS -> found("stands within backticks", "use $( … ) instead of backticks");
            case EXPANSION -> found("stands within ${ … }", assign + "${name:-$value}");
            case ARITHMETIC -> found("stands in arithmetic, which would evaluate it", assign + "$((value + 1))");
            case TOP, SUBSHELL, COMMAND_SUBSTITUTION, CASE -> neighbours(segment, code);
        };
    }

    private Optional<Finding> neighbours(Segment segment, String code) {
        char before = segment.start() == 0 ? '\n' : text.charAt(segment.start() - 1);
        char after = segment.end() == text.length() ? '\n' : text.charAt(segment.end());
        if (before == '$') {
            return found(
                    "stands right after $, which gives its quotes another meaning", "quote the dollar: '$'" + code);
        }
        if (before == '\\' && !escaped(segment.start() - 1)) {
            return found(
                    "stands right after a backslash, which takes away its first quote",
                    "quote the backslash: '\\'" + code);
        }
        if (after == '<' || after == '>') {
            return found("is glued to a redirection, so that a number would name a stream", "put a blank between");
        }
        String lead = text.substring(Lines.start(text, lineOf(segment)), segment.start());
        if (lead.contains("<<") && lead.matches("(?s).*(?<!<)<<-?[ \\t]*\\S*")) {
            return found("stands in the delimiter of a here-document", "choose a fixed delimiter");
        }
        return Optional.empty();
    }

    private boolean escaped(int offset) {
        int backslashes = 0;
        while (offset - 1 - backslashes >= 0 && text.charAt(offset - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static Optional<Finding> found(String message, String hint) {
        return Optional.of(new Finding(message, hint));
    }

    /// `?no_esc`, and any value among the words of eval, become shell: someone must have said why.
    private void checkMarker(Segment segment) {
        int line = lineOf(segment);
        Matcher marker = MARKER.matcher(line < 2 ? "" : file.line(line - 1));
        if (!marker.matches()) {
            add(
                    segment,
                    segment.in(text) + " is run as shell, whatever it holds",
                    "if that is meant, say why on the line above: # podwright: raw <why>");
        } else if (marker.group(1).isBlank()) {
            add(segment, "the line above doesn't say why this may be raw", "# podwright: raw <why>");
        }
    }

    private void refuseUnsafe(Segment segment, String code) {
        Matcher unsafe = UNSAFE.matcher(code);
        if (unsafe.find()) {
            add(segment, "?" + unsafe.group(1) + " can't be used in a shell template", "");
        }
    }

    @Override
    public void tag(Tag tag, ShellState state) {
        refuseUnsafe(tag.segment(), tag.text());
        if (RAW.matcher(tag.text()).find()) {
            checkMarker(tag.segment());
        }
        if (tag.macroCall()) {
            boolean words =
                    state.top().holdsWords() && !state.comment() && state.body().isEmpty();
            if (!words) {
                add(tag.segment(), "a macro can't be called within " + state.place(), "");
            }
        } else if (!DIRECTIVES.contains(tag.name())) {
            add(
                    tag.segment(),
                    "[#" + tag.name() + "] can't be used in a shell template",
                    "shared shell belongs in a library (templates/lib)");
        }
        char before =
                tag.segment().start() == 0 ? '\n' : text.charAt(tag.segment().start() - 1);
        if (before == '$' || (before == '\\' && !escaped(tag.segment().start() - 1))) {
            add(tag.segment(), "a tag can't stand right after " + before, "");
        }
    }

    @Override
    public void character(int offset, ShellState state) {
        ShellFrame top = state.top();
        boolean name = text.charAt(offset) == '=' && top.holdsCommands() && top.commandPosition && top.inWord;
        if (name
                && !state.comment()
                && state.body().isEmpty()
                && NAME_SO_FAR.matcher(top.word()).matches()) {
            add(
                    lastInterpolation,
                    lastInterpolation.in(text) + " stands in the name of a variable, which can't be quoted",
                    "use export " + lastInterpolation.in(text) + "=…, or a fixed name");
        }
    }

    @Override
    public void unbalanced(Segment tag, ShellState here, ShellState other) {
        add(
                tag,
                "the text before this tag ends in " + here.place() + ", without it the text is in " + other.place(),
                "quotes, here-documents and ( ) must begin and end on the same side of a tag");
    }

    @Override
    public void end(ShellState state) {
        ShellFrame top = state.top();
        boolean quotes = !top.holdsWords() || top.kind == ShellFrame.Kind.COMMAND_SUBSTITUTION;
        if (quotes) {
            problems.add(Lines.at(file, top.start, 1), "this is never closed: " + state.place());
        } else if (state.body().isPresent()) {
            var document = state.body().get();
            problems.add(
                    Lines.at(file, document.start(), 2), "this here-document has no end line " + document.delimiter());
        }
    }

    private int lineOf(Segment segment) {
        return Lines.at(file, segment.start(), 1).line();
    }

    private void add(Segment segment, String message, String hint) {
        String firstLine = segment.in(text).lines().findFirst().orElse("");
        problems.add(Lines.at(file, segment.start(), firstLine.length()), message, hint);
    }
}

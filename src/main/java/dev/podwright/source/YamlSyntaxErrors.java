package dev.podwright.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Says in one plain sentence what the parser stumbled over, at the place where the operator has to look.
final class YamlSyntaxErrors {
    private static final String QUOTE_IT = "put the value in quotes";
    private static final Pattern SECOND_COLON = Pattern.compile("^[^#]*?:\\s.*:(\\s.*)?$");

    /// The parser's words, ours, and whether the beginning of the construct is the better place.
    private static final List<Wording> WORDINGS = List.of(
            at("'\\t", "a tab can't be used for indentation", "indent with spaces"),
            at("cannot start any token", "a plain value can't begin with this character", QUOTE_IT),
            begin("could not find expected ':'", "this line is not \"key: value\"", "is the colon missing?"),
            at("expected <block end>, but found '<scalar>'", "unexpected text after the value", QUOTE_IT),
            at(
                    "expected <block end>, but found '<block mapping start>'",
                    "this line's indentation fits nothing above",
                    "keys of one map all begin in the same column"),
            at(
                    "expected <block end>, but found '<block sequence start>'",
                    "this line's indentation fits nothing above",
                    "entries of one list all begin in the same column"),
            at(
                    "expected <block end>, but found '-'",
                    "a list entry can't stand among a map's keys",
                    "entries of one list all begin in the same column, beneath their key"),
            at("expected <block end>", "unexpected text after the value", QUOTE_IT),
            begin("expected ',' or ']'", "this list is not closed", "end it with \"]\", or put the value in quotes"),
            begin("expected ',' or '}'", "this map is not closed", "end it with \"}\", or put the value in quotes"),
            begin("unexpected end of stream", "this quote is never closed", "close it with the same kind of quote"),
            begin(
                    "unexpected document separator",
                    "this quote is never closed",
                    "close it with the same kind of quote"),
            at(
                    "unknown escape character",
                    "an escape that double quotes don't know",
                    "double the backslash, or use single quotes"),
            at(
                    "escape sequence of",
                    "an incomplete escape in double quotes",
                    "double the backslash, or use single quotes"),
            at("undefined alias", "there is no anchor of this name above", "put text that begins with \"*\" in quotes"),
            at(
                    "sequence entries are not allowed",
                    "a list entry can't stand here",
                    "begin the list on a line of its own, beneath its key"),
            at("mapping keys are not allowed", "a key can't stand here", QUOTE_IT),
            at("expected the node content", "a value is missing here", "quote text that begins with this character"),
            begin("unexpected character found", "a plain value can't begin with this character", QUOTE_IT),
            begin(
                    "expected a comment or a line break",
                    "block text begins on the line after its mark",
                    "break the line after \"|\" or \">\""),
            begin("chomping or indentation", "an unknown mark of block text", "use \"|\", \"|-\", \">\" or \">-\""),
            at("another document", "a file holds one document only", "take out the second \"---\""),
            at("<document start>", "unexpected text after the document", "is the indentation right?"));

    private YamlSyntaxErrors() {}

    private record Wording(String theirs, String ours, String hint, boolean atBegin) {}

    private static Wording at(String theirs, String ours, String hint) {
        return new Wording(theirs, ours, hint, false);
    }

    private static Wording begin(String theirs, String ours, String hint) {
        return new Wording(theirs, ours, hint, true);
    }

    static Problem explain(MarkedYAMLException error, YamlPlaces places) {
        String theirs = error.getProblem();
        Mark mark = Optional.ofNullable(error.getProblemMark()).orElse(error.getContextMark());
        if (theirs.contains("mapping values are not allowed")) {
            return misplacedColon(places.at(mark), places);
        }
        for (Wording wording : WORDINGS) {
            if (theirs.contains(wording.theirs())) {
                Mark place = wording.atBegin() && error.getContextMark() != null ? error.getContextMark() : mark;
                return problem(places.at(place), wording.ours(), wording.hint(), places);
            }
        }
        String context = error.getContext() == null ? "" : error.getContext() + ", ";
        return problem(places.at(mark), "not valid YAML: " + context + theirs, "", places);
    }

    private static Problem problem(Location place, String message, String hint, YamlPlaces places) {
        String line = places.line(place.line());
        Optional<String> better = YamlHints.expression(line)
                .or(() -> YamlHints.gluedColon(line))
                .or(() -> YamlHints.endedByQuote(line, place.column()));
        return new Problem(place, message, better.orElse(hint));
    }

    /// A colon with a blank behind it makes a key. It is one too many in its line, or the line above is the
    /// culprit.
    private static Problem misplacedColon(Location place, YamlPlaces places) {
        String line = places.line(place.line());
        if (SECOND_COLON
                .matcher(line.substring(0, Math.min(line.length(), place.column()))
                        .concat(" "))
                .matches()) {
            String hint = YamlHints.expression(line).orElse(QUOTE_IT);
            return new Problem(place, "a second \": \" in one line", hint);
        }
        Optional<String> glued = YamlHints.gluedColon(places.line(place.line() - 1));
        if (glued.isPresent()) {
            String above = places.line(place.line() - 1);
            int colon = above.indexOf(':') + 1;
            return new Problem(places.file().at(place.line() - 1, colon, 1), "a space is missing", glued.get());
        }
        int key = line.length() - line.stripLeading().length() + 1;
        return new Problem(
                places.file().at(place.line(), key, Math.max(1, place.column() - key)),
                "a key can't stand here",
                "the line above has a value already; align this key with its neighbours");
    }
}

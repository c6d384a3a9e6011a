package dev.podwright.playbook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Recognizes Jinja, which is plain text here, and says what to write instead.
final class AnsibleSyntax {
    private static final Pattern BRACES = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{%-?\\s*(if|elif|else|endif|for|endfor|set)\\b");
    private static final Pattern WHOLE = Pattern.compile("\\s*(?:\\{\\{(.*)}}|\\[=(.*)])\\s*", Pattern.DOTALL);

    /// `docker inspect --format '{{.State.Status}}'` and the like are Go templates and stay as they are.
    private static final Pattern GO_TEMPLATE = Pattern.compile("(^|[\\s(])[.$]");

    private static final Set<String> GO_WORDS =
            Set.of("end", "else", "range", "if", "with", "json", "println", "break", "continue");
    private static final Pattern DEFAULT_FILTER = Pattern.compile("(.*?)\\|\\s*default\\((.*)\\)\\s*");

    private AnsibleSyntax() {}

    /// A piece of Jinja.
    ///
    /// @param text as it stands in the file
    /// @param hint what to write instead
    record Found(String text, String hint) {}

    static List<Found> find(String text) {
        Stream<Found> braces = BRACES.matcher(text)
                .results()
                .filter(found -> !isGoTemplate(found.group(1).strip()))
                .map(found -> new Found(
                        found.group(), "write " + translated(found.group(1).strip())));
        Stream<Found> tags = TAG.matcher(text)
                .results()
                .map(found -> new Found(found.group(), "use \"when\" and \"loop\", or a template file with [#if …]"));
        return Stream.concat(braces, tags).toList();
    }

    private static boolean isGoTemplate(String inner) {
        String firstWord = inner.replaceFirst("^-", "").strip().split("\\s", 2)[0];
        return GO_TEMPLATE.matcher(inner).find() || GO_WORDS.contains(firstWord);
    }

    private static String translated(String inner) {
        Matcher filter = DEFAULT_FILTER.matcher(inner);
        if (filter.matches()) {
            return "[=%s!%s]".formatted(filter.group(1).strip(), filter.group(2).strip());
        }
        return inner.contains("|") ? "[=…] with built-ins for filters, such as [=x?trim]" : "[=" + inner + "]";
    }

    /// The expression inside of `{{ … }}` or `[= … ]`, where that is all of the text.
    static Optional<String> withoutBraces(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            return Optional.empty();
        }
        String inner = whole.group(1) == null ? whole.group(2) : whole.group(1);
        return Optional.of(inner.strip());
    }
}

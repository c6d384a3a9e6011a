package dev.podwright.source;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads YAML 1.1 as Ansible's users write it, safely: no object tags, limits on size, depth and aliases.
///
/// It differs from plain YAML 1.1 where that surprises: `22:22` is text (not base 60), `0644` and `08` are text
/// (not octal), `1_000` is text, `=` and `<<` keep their usual meaning (merge keys are resolved), dates are
/// text.
public final class Yaml {
    private static final int MAX_LENGTH = 32 * 1024 * 1024;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ALIASES = 10_000;
    private static final Pattern ONE_FLOW_COLLECTION = Pattern.compile("\\A\\s*[\\[{]");
    private static final Pattern INDENTING_TABS = Pattern.compile("(?m)^[ \\t]*\\t[ \\t]*");

    private Yaml() {}

    /// Reads the one document of a file. Every syntax error and duplicate key becomes a problem with its place.
    ///
    /// @return the document, or empty where the file is empty or can't be read as YAML (then a problem was added)
    public static Optional<YamlNode> read(SourceFile file, Problems problems) {
        if (file.text().length() > MAX_LENGTH) {
            problems.add(file.whole(), "the file is larger than %d MiB".formatted(MAX_LENGTH / 1024 / 1024));
            return Optional.empty();
        }
        YamlPlaces places = new YamlPlaces(file);
        try {
            Node root = compose(file.text());
            return root == null ? Optional.empty() : new YamlConverter(places, problems).document(root);
        } catch (MarkedYAMLException e) {
            problems.add(YamlSyntaxErrors.explain(e, places));
        } catch (ReaderException e) {
            problems.add(
                    places.at(e.getPosition()),
                    "a character that YAML doesn't allow: U+%04X".formatted(e.getCodePoint()),
                    "take it out, or write it as an escape in double quotes");
        } catch (YAMLException e) {
            problems.add(file.whole(), beyondLimit(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /// What has no place is a limit of the parser's that was passed.
    private static String beyondLimit(String theirs) {
        if (theirs.contains("Nesting Depth")) {
            return "nested deeper than %d levels".formatted(MAX_DEPTH);
        }
        return theirs.contains("aliases")
                ? "more than %,d aliases".formatted(MAX_ALIASES)
                : "not valid YAML: " + theirs;
    }

    private static @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_LENGTH);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setTagInspector(_ -> true); // the converter refuses tags, with their place
        StreamReader reader = new StreamReader(withoutTabsInJson(text));
        return new Composer(new ParserImpl(reader, options), new YamlScalars.TagsAsWritten(), options).getSingleNode();
    }

    /// JSON may be indented with tabs, YAML may not. Where the document is one flow collection its indentation
    /// means nothing, so blanks can take the tabs' place.
    private static String withoutTabsInJson(String text) {
        boolean json =
                text.indexOf('\t') >= 0 && ONE_FLOW_COLLECTION.matcher(text).find();
        return json
                ? INDENTING_TABS
                        .matcher(text)
                        .replaceAll(tabs -> " ".repeat(tabs.group().length()))
                : text;
    }
}

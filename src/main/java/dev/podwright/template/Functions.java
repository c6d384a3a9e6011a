package dev.podwright.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.podwright.source.Json;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import dev.podwright.source.YamlWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/// What expressions can call beside FreeMarker's own built-ins, under the names of Ansible's filters.
final class Functions {
    private static final Map<String, Function> ALL = Map.ofEntries(
            Map.entry(
                    "b64encode",
                    arguments -> Base64.getEncoder()
                            .encodeToString(only(arguments).text("the text").getBytes(UTF_8))),
            Map.entry("b64decode", arguments -> decoded(only(arguments).text("the text"))),
            Map.entry(
                    "sha256", arguments -> DigestUtils.sha256Hex(only(arguments).text("the text"))),
            Map.entry("hash", Functions::hash),
            Map.entry("password_hash", PasswordHash::call),
            Map.entry("regex_replace", RegexFunctions::replace),
            Map.entry("regex_search", RegexFunctions::search),
            Map.entry("regex_findall", RegexFunctions::findAll),
            Map.entry("combine", Functions::combine),
            Map.entry("to_json", arguments -> Json.compact(only(arguments).value("the value"))),
            Map.entry("to_nice_json", arguments -> Json.pretty(only(arguments).value("the value"))),
            Map.entry("from_json", arguments -> fromJson(only(arguments).text("the text"))),
            Map.entry(
                    "to_nice_yaml",
                    arguments -> YamlWriter.write(only(arguments).value("the value"))),
            Map.entry("from_yaml", arguments -> fromYaml(only(arguments).text("the text"))));

    private Functions() {}

    static Optional<Function> find(String name) {
        return Stream.of(ALL, ListFunctions.ALL, TextFunctions.ALL)
                .flatMap(functions -> Stream.ofNullable(functions.get(name)))
                .findFirst();
    }

    private static CallArguments only(List<Object> arguments) {
        return CallArguments.of(arguments, 1, 1);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text.replaceAll("\\s", "")), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the text is not base64", e);
        }
    }

    /// `hash(text, algorithm)`: Ansible's default is SHA-1.
    private static String hash(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 1, 2);
        byte[] text = given.text("the text").getBytes(UTF_8);
        return switch (given.text("the algorithm", "sha1")) {
            case "md5" -> DigestUtils.md5Hex(text);
            case "sha1" -> DigestUtils.sha1Hex(text);
            case "sha256" -> DigestUtils.sha256Hex(text);
            case "sha384" -> DigestUtils.sha384Hex(text);
            case "sha512" -> DigestUtils.sha512Hex(text);
            default -> throw new IllegalArgumentException("the algorithm is md5, sha1, sha256, sha384 or sha512");
        };
    }

    /// `combine(map, map…)`: later ones win; with `true` at the end maps within maps are combined too.
    private static Object combine(List<Object> arguments) {
        List<Object> maps = new ArrayList<>(arguments);
        boolean recursive = !maps.isEmpty() && maps.getLast() instanceof Boolean;
        if (recursive) {
            recursive = maps.removeLast().equals(true);
        }
        Map<String, Object> combined = new LinkedHashMap<>();
        for (Object map : maps) {
            if (!(map instanceof Map<?, ?> entries)) {
                throw new IllegalArgumentException("combines maps, and was given " + Kinds.ofAny(map));
            }
            add(combined, entries, recursive);
        }
        return combined;
    }

    private static void add(Map<String, Object> to, Map<?, ?> entries, boolean recursive) {
        entries.forEach((key, value) -> {
            Object before = to.get(key.toString());
            if (recursive && before instanceof Map<?, ?> old && value instanceof Map<?, ?> more) {
                Map<String, Object> both = new LinkedHashMap<>();
                add(both, old, true);
                add(both, more, true);
                to.put(key.toString(), both);
            } else {
                to.put(key.toString(), value);
            }
        });
    }

    private static Object fromJson(String text) {
        try {
            return Json.read(text);
        } catch (IOException _) {
            // The parser's message would quote the text, which may be a secret.
            throw new IllegalArgumentException("the text is not JSON");
        }
    }

    private static Object fromYaml(String text) {
        Problems problems = new Problems();
        var node = Yaml.read(new SourceFile("from_yaml", text), problems);
        if (!problems.isEmpty()) {
            int line = problems.sorted().getFirst().location().line();
            throw new IllegalArgumentException("the text is not YAML (line %d)".formatted(line));
        }
        return node.map(YamlNode::toValue).orElse(NullValue.NULL);
    }
}

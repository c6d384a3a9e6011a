package dev.podwright.cost;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// What a run may cost, from `limits.yml`.
final class Limits {
    private static final Path FILE = Path.of("src/test/resources/limits.yml");

    private Limits() {}

    /// Fails where more was counted than is allowed, and where so much less that the limit no longer guards anything.
    ///
    /// @param slack how much less is no news: what varies from machine to machine
    static void hold(String kind, String name, long counted, double slack) {
        Map<?, ?> entry = (Map<?, ?>) kind(kind).get(name);
        assertThat(entry)
                .as("%s: %s in %s (counted: %d)", kind, name, FILE, counted)
                .isNotNull();
        long limit = (Long) requireNonNull(requireNonNull(entry).get("limit"));
        assertThat(counted)
                .as(
                        "%s of %s. If that is worth it, say in %s why: %s",
                        kind, name, FILE, requireNonNull(entry).get("why"))
                .isLessThanOrEqualTo(limit);
        assertThat(counted)
                .as("%s of %s has become less: lower the limit in %s, so that it stays", kind, name, FILE)
                .isGreaterThanOrEqualTo((long) (limit * (1 - slack)));
    }

    static Set<?> names(String kind) {
        return kind(kind).keySet();
    }

    private static Map<?, ?> kind(String kind) {
        Problems problems = new Problems();
        Object all = Yaml.read(SourceFile.read(FILE), problems).orElseThrow().toValue();
        problems.throwIfAny();
        return (Map<?, ?>) requireNonNull(((Map<?, ?>) all).get(kind));
    }
}

package dev.podwright.tasktype;

import dev.podwright.source.Secret;
import dev.podwright.source.Suggestions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a value as a parameter's type; each message completes `run_container's "memory" …`.
final class Conversions {
    static final Set<String> YES = Set.of("true", "yes", "on");
    static final Set<String> NO = Set.of("false", "no", "off");
    private static final int CPU_DECIMALS = 9;

    private Conversions() {}

    static Object convert(Object value, ParameterType type, List<String> choices) {
        return switch (type) {
            case STRING, CONTENT -> value instanceof Secret ? value : text(value, "text");
            case ANY -> value;
            case BOOL -> bool(value);
            case INT -> whole(value);
            case NUMBER -> normal(decimal(value, "a number"));
            case ENUM -> choice(value, choices);
            case LIST -> list(value);
            case MAP -> map(value);
            case SECRET -> value instanceof Secret ? value : new Secret(text(value, "text"));
            case PATH -> path(value);
            case LOCAL_FILE, LOCAL_TEMPLATE, LOCAL_TARGET -> file(value);
            case DURATION -> Durations.seconds(value);
            case SIZE -> Sizes.bytes(value);
            case CPUS -> cpus(value);
            case GPUS -> Gpus.read(value);
            case PORT_MAPPING -> PortMappings.read(value);
            case VOLUME_MAPPING -> VolumeMappings.read(value);
        };
    }

    private static String text(Object value, String what) {
        return switch (value) {
            case String _, Number _, Boolean _ -> Texts.plain(value);
            default -> throw must(what, value);
        };
    }

    private static Boolean bool(Object value) {
        String text = value instanceof String written ? written.toLowerCase(Locale.ROOT) : "";
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (!YES.contains(text) && !NO.contains(text)) {
            throw must("true or false", value);
        }
        return YES.contains(text);
    }

    private static Long whole(Object value) {
        Object number = normal(decimal(value, "a whole number"));
        if (number instanceof Long whole) {
            return whole;
        }
        throw must("a whole number", value);
    }

    private static BigDecimal decimal(Object value, String what) {
        if (!(value instanceof String || value instanceof Number)) {
            throw must(what, value);
        }
        try {
            return new BigDecimal(Texts.plain(value).strip());
        } catch (NumberFormatException e) {
            throw must(what, value);
        }
    }

    /// Whole numbers as `Long` where they fit.
    private static Object normal(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return number;
        }
    }

    /// YAML reads an unquoted `no` as false; a choice of that name is meant all the same.
    private static String choice(Object value, List<String> choices) {
        Set<String> names = value instanceof Boolean flag ? (flag ? YES : NO) : Set.of(text(value, "text"));
        return choices.stream().filter(names::contains).findFirst().orElseThrow(() -> {
            String known = "must be one of " + String.join(", ", choices) + ", not " + Texts.shown(value);
            String near = value instanceof String text ? Suggestions.didYouMean(text, choices, "") : "";
            return new IllegalArgumentException(near.isEmpty() ? known : known + " (" + near + ")");
        });
    }

    private static List<?> list(Object value) {
        return switch (value) {
            case List<?> list -> list;
            case String _, Number _, Boolean _, Secret _ -> List.of(value);
            default -> throw must("a list", value);
        };
    }

    private static Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw must("a map", value);
    }

    private static Object path(Object value) {
        String path = value instanceof Secret secret ? secret.reveal() : text(value, "an absolute path on the host");
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw must("an absolute path on the host", value);
        }
        return value instanceof Secret ? value : path;
    }

    private static String file(Object value) {
        String path = text(value, "a file's path");
        if (path.isBlank()) {
            throw must("a file's path", value);
        }
        return path;
    }

    private static String cpus(Object value) {
        BigDecimal number = decimal(value, "a number of CPUs such as 2 or 0.5");
        if (number.signum() <= 0 || number.stripTrailingZeros().scale() > CPU_DECIMALS) {
            throw must("a number of CPUs above 0, such as 2 or 0.5", value);
        }
        return number.stripTrailingZeros().toPlainString();
    }

    private static IllegalArgumentException must(String be, Object value) {
        return new IllegalArgumentException("must be " + be + ", not " + Texts.shown(value));
    }
}

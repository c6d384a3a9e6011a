package dev.podwright.container;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads what a host gave as a task's outputs. Nothing in it is trusted: what isn't what it should be is an
/// [IllegalArgumentException], whose message says which output it is.
///
/// @param outputs a task type's outputs, or a row of one
record Answer(Map<String, Object> outputs) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    String id(String output) {
        return matching(output, ID);
    }

    String name(String output) {
        return matching(output, NAME);
    }

    private String matching(String output, Pattern pattern) {
        String text = text(output);
        if (!pattern.matcher(text).matches()) {
            throw wrong(output, text);
        }
        return text;
    }

    String text(String output) {
        return optionalText(output).orElseThrow(() -> missing(output));
    }

    /// Empty where it isn't there.
    Optional<String> optionalText(String output) {
        return switch (outputs.get(output)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            case dev.podwright.source.NullValue _ -> Optional.empty();
            case Object other -> throw wrong(output, other);
        };
    }

    boolean bool(String output) {
        return switch (outputs.get(output)) {
            case null -> throw missing(output);
            case Boolean bool -> bool;
            case Object other -> throw wrong(output, other);
        };
    }

    int number(String output) {
        return optionalNumber(output).orElseThrow(() -> missing(output));
    }

    Optional<Integer> optionalNumber(String output) {
        return switch (outputs.get(output)) {
            case null -> Optional.empty();
            case Number number -> Optional.of(whole(output, number));
            case dev.podwright.source.NullValue _ -> Optional.empty();
            case Object other -> throw wrong(output, other);
        };
    }

    private static int whole(String output, Number number) {
        try {
            return new BigDecimal(number.toString()).intValueExact();
        } catch (ArithmeticException _) {
            throw wrong(output, number);
        }
    }

    Instant time(String output) {
        String text = text(output);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw wrong(output, text);
        }
    }

    ContainerStatus status(String output) {
        return ContainerStatus.parse(text(output));
    }

    DockerMode dockerMode(String output) {
        return DockerMode.parse(text(output));
    }

    /// A map from container port to host port.
    SortedMap<ContainerPort, Integer> ports(String output) {
        SortedMap<ContainerPort, Integer> ports = new TreeMap<>();
        switch (outputs.get(output)) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((port, host) -> ports.put(port(output, port), hostPort(output, host)));
            case String text ->
                text.lines()
                        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                        .filter(one -> !one.isEmpty())
                        .forEach(one -> {
                            String[] both = one.split("=", 2);
                            ports.put(port(output, both[0]), hostPort(output, both[both.length - 1]));
                        });
            case Object other -> throw wrong(output, other);
        }
        return Collections.unmodifiableSortedMap(ports);
    }

    private static ContainerPort port(String output, Object text) {
        try {
            return ContainerPort.parse(String.valueOf(text));
        } catch (IllegalArgumentException _) {
            throw wrong(output, text);
        }
    }

    private static int hostPort(String output, Object text) {
        String number = String.valueOf(text);
        if (!number.matches("[0-9]{1,5}")) {
            throw wrong(output, text);
        }
        return HostPort.require(Integer.parseInt(number));
    }

    List<String> texts(String output) {
        return switch (outputs.get(output)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(item -> text(output, item)).toList();
            case Object other -> throw wrong(output, other);
        };
    }

    private static String text(String output, Object item) {
        if (item instanceof String text) {
            return text;
        }
        throw wrong(output, item);
    }

    /// A table's rows.
    List<Answer> rows(String output) {
        return switch (outputs.get(output)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(row -> row(output, row)).toList();
            case Object other -> throw wrong(output, other);
        };
    }

    @SuppressWarnings("unchecked") // Rows are maps by the name of their field.
    private static Answer row(String output, Object row) {
        if (row instanceof Map<?, ?> map) {
            return new Answer((Map<String, Object>) map);
        }
        throw wrong(output, row);
    }

    private static IllegalArgumentException wrong(String output, Object value) {
        String text = String.valueOf(value);
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new IllegalArgumentException("its " + output + " can't be \"" + shown + "\"");
    }

    private static IllegalArgumentException missing(String output) {
        return new IllegalArgumentException("it gave no " + output);
    }
}

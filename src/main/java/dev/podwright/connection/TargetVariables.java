package dev.podwright.connection;

import dev.podwright.connection.Target.HostKeyChecking;
import dev.podwright.connection.Target.Kind;
import dev.podwright.inventory.KeyExchanges;
import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a [Target] from a host's variables.
record TargetVariables(String hostName, Map<String, Object> variables) {
    private static final int DEFAULT_RETRIES = 2;

    Target target() {
        return new Target(
                hostName,
                kind(),
                text("address").orElse(hostName),
                port(),
                text("user"),
                value("password").map(TargetVariables::secret),
                identityFiles(),
                text("known_hosts").map(TargetVariables::path),
                value("host_key_checking").map(this::checking),
                text("ssh_config").map(TargetVariables::path),
                text("proxy_jump"),
                text("kex_algorithms").map(this::keyExchanges),
                value("connect_timeout").map(this::seconds),
                value("connect_retries")
                        .map(value -> whole("connect_retries", value, 0, 100))
                        .orElse(DEFAULT_RETRIES),
                text("docker_extra_args").map(TargetVariables::words).orElse(List.of()));
    }

    private Kind kind() {
        String kind = text("connection").orElse("ssh");
        return switch (kind) {
            case "ssh", "smart", "paramiko" -> Kind.SSH;
            case "local" -> Kind.LOCAL;
            case "docker" -> Kind.DOCKER;
            default -> throw wrong("connection", kind, "ssh, local or docker");
        };
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private Optional<Integer> port() {
        return value("port").map(value -> whole("port", value, 1, 65535));
    }

    private List<Path> identityFiles() {
        Object value = value("identity_file").orElse(List.of());
        List<?> files = value instanceof List<?> list ? list : List.of(value);
        return files.stream().map(file -> path(asText("identity_file", file))).toList();
    }

    private HostKeyChecking checking(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "strict", "true", "yes" -> HostKeyChecking.STRICT;
            case "accept-new" -> HostKeyChecking.ACCEPT_NEW;
            case "off", "false", "no" -> HostKeyChecking.OFF;
            default -> throw wrong("host_key_checking", value, "strict, accept-new or off");
        };
    }

    private KeyExchanges keyExchanges(String written) {
        KeyExchanges chosen = new KeyExchanges(written);
        chosen.mistake().ifPresent(mistake -> {
            throw wrong("kex_algorithms", written, KeyExchanges.WANTED + " (" + mistake + ")");
        });
        return chosen;
    }

    private Duration seconds(Object value) {
        try {
            long millis = new BigDecimal(value.toString()).movePointRight(3).longValueExact();
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException e) {
            throw wrong("connect_timeout", value, "a number of seconds", e);
        } catch (ArithmeticException e) {
            throw wrong("connect_timeout", value, "a number of seconds with at most three decimals", e);
        }
        throw wrong("connect_timeout", value, "a number of seconds above 0");
    }

    private int whole(String name, Object value, int least, int most) {
        String wanted = "a number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(value.toString());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, value, wanted, e);
        }
        throw wrong(name, value, wanted);
    }

    private Optional<String> text(String name) {
        return value(name).map(value -> asText(name, value));
    }

    private String asText(String name, Object value) {
        return switch (value) {
            case List<?> list -> throw wrong(name, list, "a text");
            case Map<?, ?> map -> throw wrong(name, map, "a text");
            case Secret secret -> secret.reveal();
            default -> value.toString();
        };
    }

    private static Secret secret(Object value) {
        return value instanceof Secret secret ? secret : new Secret(value.toString());
    }

    /// Declared and not empty.
    private Optional<Object> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> value != NullValue.NULL && !value.equals(""));
    }

    private IllegalArgumentException wrong(String name, Object value, String wanted, Throwable... cause) {
        IllegalArgumentException problem = new IllegalArgumentException(
                "host " + hostName + ": " + name + " is \"" + value + "\", expected " + wanted);
        if (cause.length > 0) {
            problem.initCause(cause[0]);
        }
        return problem;
    }

    static Path path(String text) {
        String home = System.getProperty("user.home");
        if (text.equals("~")) {
            return Path.of(home);
        }
        return text.startsWith("~/") ? Path.of(home, text.substring(2)) : Path.of(text);
    }
}

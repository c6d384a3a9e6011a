package dev.podwright.container;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A port inside a container.
public record ContainerPort(int number, Protocol protocol) implements Comparable<ContainerPort> {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})(?:/(tcp|udp|sctp))?");
    private static final Comparator<ContainerPort> ORDER =
            Comparator.comparingInt(ContainerPort::number).thenComparing(ContainerPort::protocol);

    /// @throws IllegalArgumentException where it is no number of a port
    public ContainerPort {
        HostPort.require(number);
    }

    public static ContainerPort tcp(int number) {
        return new ContainerPort(number, Protocol.TCP);
    }

    public static ContainerPort udp(int number) {
        return new ContainerPort(number, Protocol.UDP);
    }

    /// Reads `22`, `22/tcp` or `53/udp`.
    ///
    /// @throws IllegalArgumentException where it is none of these
    public static ContainerPort parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no port of a container");
        }
        String protocol = matcher.group(2) == null ? "tcp" : matcher.group(2);
        return new ContainerPort(
                Integer.parseInt(matcher.group(1)), Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)));
    }

    @Override
    public int compareTo(ContainerPort other) {
        return ORDER.compare(this, other);
    }

    /// As Docker writes it: `22/tcp`.
    @Override
    public String toString() {
        return number + "/" + protocol.name().toLowerCase(Locale.ROOT);
    }
}

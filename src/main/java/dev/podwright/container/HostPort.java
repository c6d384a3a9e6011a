package dev.podwright.container;

import java.util.Optional;

/// Where on the host a container's port is published.
public final class HostPort {
    /// The first free port of those that are given out.
    public static final HostPort AUTO = new HostPort(Optional.empty(), "auto");

    /// The same number as inside the container.
    public static final HostPort SAME = new HostPort(Optional.empty(), "same");

    private static final int HIGHEST = 65_535;

    private final Optional<String> address;
    private final String port;

    private HostPort(Optional<String> address, String port) {
        this.address = address;
        this.port = port;
    }

    public static HostPort of(int number) {
        return new HostPort(Optional.empty(), Integer.toString(require(number)));
    }

    /// The same at one address of the host only, such as `127.0.0.1`.
    public HostPort at(String ip) {
        return new HostPort(Optional.of(ip.contains(":") && !ip.startsWith("[") ? "[" + ip + "]" : ip), port);
    }

    static int require(int number) {
        if (number < 1 || number > HIGHEST) {
            throw new IllegalArgumentException(number + " is no port: ports are 1 to " + HIGHEST);
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostPort its && toString().equals(its.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /// As the task types take it.
    @Override
    public String toString() {
        return address.map(ip -> ip + ":").orElse("") + port;
    }
}

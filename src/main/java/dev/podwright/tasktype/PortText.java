package dev.podwright.tasktype;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ports as text: `[address:][host]:container[/protocol]` as Docker writes them, and the two halves of a map
/// entry. A range (`8000-8010`) becomes one entry a port.
final class PortText {
    static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
    private static final int HIGHEST = 65_535;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9A-Fa-f:.%\\w]+]|[0-9.]+");

    private PortText() {}

    private record Range(int first, int last) {
        int length() {
            return last - first + 1;
        }
    }

    /// One of Docker's strings, such as `80`, `8080:80`, `127.0.0.1:8080:80/udp`, `[::1]::80`.
    static List<PublishedPort> ofDocker(String text) {
        int slash = text.lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
        String ports = slash < 0 ? text : text.substring(0, slash);
        int colon = ports.lastIndexOf(':');
        String container = ports.substring(colon + 1) + "/" + protocol;
        return colon < 0 ? ofEntry(container, PublishedPort.AUTO) : ofEntry(container, ports.substring(0, colon));
    }

    /// An entry of a map: the container's port or range with its protocol, and what stands for the host: a
    /// port or range, `auto` (also 0 or nothing), `same`, each with `address:` before it.
    static List<PublishedPort> ofEntry(String key, Object value) {
        int slash = key.lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : key.substring(slash + 1);
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException(
                    "has the protocol \"%s\" in \"%s\"; known are tcp, udp, sctp".formatted(protocol, key));
        }
        Range container = range(slash < 0 ? key : key.substring(0, slash), "container port");
        String host = Texts.plain(value).strip();
        int colon = host.lastIndexOf(':');
        boolean bareAddress = host.startsWith("[") && host.endsWith("]");
        String address = bareAddress ? host : colon < 0 ? "" : address(host.substring(0, colon));
        String port = bareAddress ? "" : host.substring(colon + 1);
        return ports(bracketless(address), port, container, protocol);
    }

    private static List<PublishedPort> ports(String address, String host, Range container, String protocol) {
        boolean free = host.isEmpty() || host.equals("0") || host.equals(PublishedPort.AUTO);
        Range hosts = free || host.equals("same") ? container : range(host, "host port");
        if (hosts.length() != container.length()) {
            throw new IllegalArgumentException(
                    "maps %d container ports to %d host ports (%s); write ranges of one length, or auto"
                            .formatted(container.length(), hosts.length(), host));
        }
        List<PublishedPort> ports = new ArrayList<>();
        for (int i = 0; i < container.length(); i++) {
            ports.add(new PublishedPort(address, free ? 0 : hosts.first() + i, container.first() + i, protocol));
        }
        return ports;
    }

    private static Range range(String text, String what) {
        Matcher matcher = RANGE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("has \"%s\" as a %s; %s".formatted(text, what, expected(what)));
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 1 || last > HIGHEST || last < first) {
            throw new IllegalArgumentException(
                    "has \"%s\" as a %s; ports are 1 to 65535, a range goes upwards".formatted(text, what));
        }
        return new Range(first, last);
    }

    private static String expected(String what) {
        return what.startsWith("host")
                ? "write a number, a range, auto or same"
                : "write a number or a range, perhaps with /udp";
    }

    private static String address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "has \"%s\" as an address; write an IP address, IPv6 in brackets".formatted(text));
        }
        return text;
    }

    private static String bracketless(String address) {
        return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    }
}

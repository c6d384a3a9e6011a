package dev.podwright.container;

import dev.podwright.inventory.Host;
import dev.podwright.source.Location;
import dev.podwright.source.Secret;
import dev.podwright.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One host and how to reach it, where there is no inventory to say so; each method gives a new one. What isn't said
/// the SSH configuration decides.
public final class HostAddress {
    private final String name;
    private final Arguments variables;

    private HostAddress(String name, Arguments variables) {
        this.name = name;
        this.variables = variables;
    }

    /// @param name by which the program knows the host; also its address, unless another is given
    public static HostAddress of(String name) {
        return new HostAddress(name, Arguments.NONE);
    }

    /// This very machine, without SSH.
    public static HostAddress local(String name) {
        return of(name).with("connection", "local");
    }

    public HostAddress address(String address) {
        return with("address", address);
    }

    public HostAddress port(int port) {
        return with("port", (long) HostPort.require(port));
    }

    public HostAddress user(String user) {
        return with("user", user);
    }

    public HostAddress identityFile(Path file) {
        return with("identity_file", file.toString());
    }

    public HostAddress password(Secret password) {
        return with("password", password);
    }

    /// For `sudo`.
    public HostAddress becomePassword(Secret password) {
        return with("become_password", password);
    }

    /// Hosts to go through, as `user@host:port`, the nearest first.
    public HostAddress proxyJump(String... hosts) {
        return with("proxy_jump", String.join(",", hosts));
    }

    /// Any connection variable of an inventory.
    public HostAddress with(String variable, Object value) {
        return new HostAddress(name, variables.with(variable, value));
    }

    public String name() {
        return name;
    }

    /// The same as an inventory has it.
    public Host host() {
        Location place = Location.named("host " + name);
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Object> variable : variables.values().entrySet()) {
            String key = variable.getKey();
            Object value = variable.getValue();
            entries.add(new YamlNode.Entry(
                    new YamlNode.Scalar(place, key, key, false, ""),
                    new YamlNode.Scalar(place, value.toString(), value, true, "!unsafe")));
        }
        return new Host(
                name,
                List.of("all", "ungrouped"),
                List.of(new Host.VariableSource("the program", new YamlNode.Mapping(place, entries))));
    }

    /// Secrets are masked.
    @Override
    public String toString() {
        return name + variables;
    }
}

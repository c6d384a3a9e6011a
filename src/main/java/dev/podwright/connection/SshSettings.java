package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.connection.Target.HostKeyChecking;
import dev.podwright.inventory.KeyExchanges;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All that is needed to log in to one host: what the target says, then what the SSH configuration says, then
/// defaults.
///
/// @param name how messages call it
/// @param hostKeyName name under which known_hosts has it, where that isn't its address
/// @param identitiesOnly no other keys than these, not even those of the agent
/// @param keyExchanges what was chosen, where something was
/// @param jumps hosts to go through, the nearest first
record SshSettings(
        String name,
        String address,
        int port,
        String user,
        Optional<Secret> password,
        List<Path> identityFiles,
        boolean identitiesOnly,
        Optional<String> hostKeyName,
        List<Path> knownHosts,
        HostKeyChecking hostKeyChecking,
        Duration connectTimeout,
        Duration keepAlive,
        int keepAliveCount,
        Optional<KeyExchanges> keyExchanges,
        List<String> jumps) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /// @throws ConnectionException where the configuration can't be read
    static SshSettings of(Target target) throws ConnectionException {
        return new Resolver(target, configuration(target)).settings();
    }

    /// How messages name the host and where it is.
    String place() {
        return name + " (" + address + ":" + port + ")";
    }

    private static Map<String, List<String>> configuration(Target target) throws ConnectionException {
        List<Path> files = target.sshConfig()
                .map(List::of)
                .orElseGet(() -> List.of(TargetVariables.path("~/.ssh/config"), Path.of("/etc/ssh/ssh_config")));
        try {
            return SshConfigFile.read(files, target.address(), target.user().orElse(localUser()));
        } catch (IOException e) {
            throw new ConnectionException(
                    Kind.UNREACHABLE,
                    target.name() + ": the SSH configuration can't be read: " + e.getMessage(),
                    "",
                    e);
        }
    }

    private static String localUser() {
        return System.getProperty("user.name");
    }

    private record Resolver(Target target, Map<String, List<String>> configuration) {

        SshSettings settings() {
            String address = expand(first("hostname").orElse("%h"), target.address());
            return new SshSettings(
                    target.name(),
                    address,
                    target.port().orElseGet(() -> number("port", 22)),
                    target.user().or(() -> first("user")).orElse(localUser()),
                    target.password(),
                    identityFiles(address),
                    first("identitiesonly").map("yes"::equals).orElse(false),
                    first("hostkeyalias"),
                    knownHosts(address),
                    target.hostKeyChecking().orElseGet(this::checking),
                    target.connectTimeout()
                            .orElseGet(() -> Duration.ofSeconds(
                                    number("connecttimeout", Math.toIntExact(CONNECT_TIMEOUT.toSeconds())))),
                    Duration.ofSeconds(number("serveraliveinterval", Math.toIntExact(KEEP_ALIVE.toSeconds()))),
                    number("serveralivecountmax", 3),
                    target.keyExchanges()
                            .or(() -> first("kexalgorithms")
                                    .filter(names -> !names.isBlank())
                                    .map(KeyExchanges::new)),
                    jumps());
        }

        private List<Path> identityFiles(String address) {
            if (!target.identityFiles().isEmpty()) {
                return target.identityFiles();
            }
            return configuration.getOrDefault("identityfile", List.of()).stream()
                    .filter(file -> !file.equals("none"))
                    .map(file -> TargetVariables.path(expand(file, address)))
                    .toList();
        }

        private List<Path> knownHosts(String address) {
            if (target.knownHosts().isPresent()) {
                return List.of(target.knownHosts().get());
            }
            List<Path> files = new ArrayList<>();
            String user = first("userknownhostsfile").orElse("~/.ssh/known_hosts ~/.ssh/known_hosts2");
            String global = first("globalknownhostsfile").orElse("/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2");
            for (String file : (user + " " + global).split(" ", -1)) {
                if (!file.equals("none")) {
                    files.add(TargetVariables.path(expand(file, address)));
                }
            }
            return files;
        }

        private HostKeyChecking checking() {
            return switch (first("stricthostkeychecking").orElse("ask").toLowerCase(Locale.ROOT)) {
                case "accept-new" -> HostKeyChecking.ACCEPT_NEW;
                case "no", "off" -> HostKeyChecking.OFF;
                default -> HostKeyChecking.STRICT;
            };
        }

        private List<String> jumps() {
            String jumps = target.proxyJump().or(() -> first("proxyjump")).orElse("none");
            return jumps.equalsIgnoreCase("none") ? List.of() : List.of(jumps.split("\\s*,\\s*", -1));
        }

        private String expand(String text, String address) {
            return text.replace("%%", "\0")
                    .replace("%h", address)
                    .replace("%n", target.address())
                    .replace("%r", target.user().or(() -> first("user")).orElse(localUser()))
                    .replace("%u", localUser())
                    .replace("%d", System.getProperty("user.home"))
                    .replace("\0", "%");
        }

        private int number(String keyword, int otherwise) {
            return first(keyword)
                    .filter(value -> value.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf)
                    .orElse(otherwise);
        }

        private Optional<String> first(String keyword) {
            return configuration.getOrDefault(keyword, List.of()).stream().findFirst();
        }
    }
}

package dev.podwright.connection;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import dev.podwright.connection.Target.HostKeyChecking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides on host keys for one connection, from known_hosts files, and remembers why it refused. JSch's own
/// reading of these files forgets the lines' numbers and takes a key of port 22 for those of other ports.
final class KnownHosts implements HostKeyRepository {
    private final SshSettings settings;
    private final List<KnownHostsLine> lines = new ArrayList<>();
    private Optional<ConnectionException> refusal = Optional.empty();

    KnownHosts(SshSettings settings) throws IOException {
        this.settings = settings;
        for (Path file : settings.knownHosts()) {
            if (Files.isReadable(file)) {
                read(file);
            }
        }
    }

    /// Why the host's key was refused, where it was.
    Optional<ConnectionException> refusal() {
        return refusal;
    }

    @Override
    public int check(String host, byte[] key) {
        String type = type(key);
        for (KnownHostsLine line : lines) {
            if (line.isRevoked() && line.hasKey(key) && line.names(host)) {
                return refuse(CHANGED, "offers a key that " + line.place() + " revokes (" + named(type, key) + ")", "");
            }
        }
        List<KnownHostsLine> known = lines.stream()
                .filter(line -> line.isPlain() && line.names(host))
                .toList();
        if (settings.hostKeyChecking() == HostKeyChecking.OFF || known.stream().anyMatch(line -> line.hasKey(key))) {
            return OK;
        }
        Optional<KnownHostsLine> other =
                known.stream().filter(line -> line.type().equals(type)).findFirst();
        if (other.isPresent()) {
            return changed(other.get(), type, key);
        }
        return settings.hostKeyChecking() == HostKeyChecking.ACCEPT_NEW && known.isEmpty()
                ? accept(host, type, key)
                : unknown(host, type, key, known);
    }

    private int changed(KnownHostsLine line, String type, byte[] key) {
        String what = "the host key has changed: it offers " + named(type, key) + ", but " + line.place() + " has "
                + line.fingerprint();
        return refuse(
                CHANGED,
                what,
                "If the host was really reinstalled, remove that line and add the new key; else someone is in between.");
    }

    private int unknown(String host, String type, byte[] key, List<KnownHostsLine> known) {
        String elsewhere = known.isEmpty()
                ? ""
                : "; other keys of it stand in "
                        + known.stream().map(KnownHostsLine::place).collect(Collectors.joining(", "));
        String what = "the host key isn't known: " + named(type, key) + "; looked for " + host + " in "
                + settings.knownHosts().stream().map(Path::toString).collect(Collectors.joining(", ")) + elsewhere;
        String port = settings.port() == 22 ? "" : "-p " + settings.port() + " ";
        return refuse(
                NOT_INCLUDED,
                what,
                "Compare the fingerprint, then add the key: ssh-keyscan " + port + settings.address() + " >> "
                        + settings.knownHosts().getFirst() + ", or set host_key_checking: accept-new.");
    }

    private int accept(String host, String type, byte[] key) {
        Path file = settings.knownHosts().getFirst();
        String line = host + " " + type + " " + Base64.getEncoder().encodeToString(key) + "\n";
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            // One write in append mode, so that several connections at once don't mix their lines.
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return OK;
        } catch (IOException e) {
            return refuse(NOT_INCLUDED, "its new host key can't be added to " + file + ": " + e, "");
        }
    }

    private int refuse(int result, String what, String hint) {
        refusal = Optional.of(
                new ConnectionException(ConnectionException.Kind.HOST_KEY, settings.place() + ": " + what, hint));
        return result;
    }

    private static String named(String type, byte[] key) {
        return type + " " + KnownHostsLine.fingerprint(key);
    }

    /// A key begins with its type's length (four bytes) and name.
    private static String type(byte[] key) {
        int length = key.length < 4 ? 0 : key[3] & 0xff;
        return 4 + length <= key.length ? new String(key, 4, length, StandardCharsets.US_ASCII) : "";
    }

    private void read(Path file) throws IOException {
        List<String> texts = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < texts.size(); i++) {
            KnownHostsLine.parse(file, i + 1, texts.get(i)).ifPresent(lines::add);
        }
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    /// JSch asks this for the types to prefer, for revoked keys, and for authorities that sign host certificates.
    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        return lines.stream()
                .filter(line -> host == null || line.names(host))
                .filter(line -> type == null || line.type().equals(type))
                .flatMap(line -> hostKey(line).stream())
                .toArray(HostKey[]::new);
    }

    private static Optional<HostKey> hostKey(KnownHostsLine line) {
        try {
            return Optional.of(new HostKey(line.marker(), line.hosts(), HostKey.GUESS, line.keyBytes(), ""));
        } catch (JSchException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return settings.knownHosts().toString();
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        // Keys are added where they are checked.
    }

    @Override
    public void remove(String host, String type) {
        // No line is ever removed.
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        // No line is ever removed.
    }
}

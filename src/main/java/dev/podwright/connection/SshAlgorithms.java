package dev.podwright.connection;

import com.jcraft.jsch.Session;
import dev.podwright.connection.ConnectionException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How keys are exchanged. All of these are safe; they stand in the order of what they cost: a hybrid that withstands
/// quantum computers where it's cheap for both sides (ML-KEM, in OpenSSH from 9.9 on), else the elliptic curve. The
/// older hybrid, sntrup761, costs a server more than the rest of a login together and isn't offered.
final class SshAlgorithms {
    private static final List<String> EXCHANGES = List.of(
            "mlkem768x25519-sha256",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "mlkem768nistp256-sha256",
            "mlkem1024nistp384-sha384",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "curve448-sha512",
            "diffie-hellman-group-exchange-sha256",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256");

    /// Those that are offered only where the SSH configuration asks for them.
    private static final List<String> ON_DEMAND = List.of(
            "diffie-hellman-group17-sha512",
            "diffie-hellman-group15-sha512",
            "diffie-hellman-group14-sha1",
            "diffie-hellman-group-exchange-sha1",
            "diffie-hellman-group1-sha1");

    private SshAlgorithms() {}

    /// @throws ConnectionException where the configuration leaves none that this program has
    static void apply(Session session, SshSettings settings) throws ConnectionException {
        session.setConfig("kex", String.join(",", exchanges(settings)));
        // JSch would make a key of each kind to see whether this Java can: it can.
        session.setConfig("CheckKexes", "");
        session.setConfig("CheckSignatures", "");
    }

    /// What `KexAlgorithms` makes of the list, with OpenSSH's `+` (append), `-` (remove) and `^` (put in front).
    static List<String> exchanges(SshSettings settings) throws ConnectionException {
        String wanted = settings.keyExchanges().orElse("+");
        List<String> named = Arrays.asList(wanted.replaceFirst("^[-+^]", "").split(",", -1));
        List<String> list = new ArrayList<>(EXCHANGES);
        switch (wanted.charAt(0)) {
            case '+' -> list.addAll(named);
            case '-' -> list.removeIf(name -> SshConfigFile.matches(named, name));
            case '^' -> list.addAll(0, named);
            default -> {
                list.clear();
                list.addAll(named);
            }
        }
        List<String> known =
                list.stream().filter(SshAlgorithms::isKnown).distinct().toList();
        if (known.isEmpty()) {
            throw new ConnectionException(
                    Kind.UNREACHABLE,
                    settings.place() + ": KexAlgorithms of the SSH configuration leaves no key exchange (\"" + wanted
                            + "\")",
                    "Possible are " + String.join(", ", EXCHANGES) + ".");
        }
        return known;
    }

    private static boolean isKnown(String name) {
        return EXCHANGES.contains(name) || ON_DEMAND.contains(name);
    }
}

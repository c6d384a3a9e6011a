package dev.podwright.connection;

import com.jcraft.jsch.Session;
import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.inventory.KeyExchanges;
import java.util.List;

/// Tells JSch by which algorithms it may connect.
final class SshAlgorithms {
    private SshAlgorithms() {}

    /// @throws ConnectionException where the choice leaves none that this program has
    static void apply(Session session, SshSettings settings) throws ConnectionException {
        session.setConfig("kex", String.join(",", keyExchanges(settings)));
        // JSch would make a key of each kind to see whether this Java can: it can.
        session.setConfig("CheckKexes", "");
        session.setConfig("CheckSignatures", "");
    }

    private static List<String> keyExchanges(SshSettings settings) throws ConnectionException {
        List<String> chosen = settings.keyExchanges().map(KeyExchanges::chosen).orElseGet(KeyExchanges::offered);
        if (chosen.isEmpty()) {
            throw new ConnectionException(
                    Kind.UNREACHABLE,
                    settings.place() + ": KexAlgorithms of the SSH configuration leaves no key exchange (\""
                            + settings.keyExchanges().map(KeyExchanges::written).orElse("") + "\")",
                    "Possible are " + String.join(", ", KeyExchanges.offered())
                            + "; kex_algorithms in the inventory wins over it.");
        }
        return chosen;
    }
}

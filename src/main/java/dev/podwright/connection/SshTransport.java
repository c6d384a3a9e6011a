package dev.podwright.connection;

import java.util.function.UnaryOperator;

/// Where a login has led, and what was negotiated for it.
///
/// @param hostKey the algorithm of the server's key; SSH's name for it, as those of the key exchange and the cipher
public record SshTransport(String user, String address, int port, String keyExchange, String cipher, String hostKey) {

    /// The same with other words for what the operator chose, such as masked ones.
    public SshTransport map(UnaryOperator<String> words) {
        return new SshTransport(words.apply(user), words.apply(address), port, keyExchange, cipher, hostKey);
    }

    /// As in `connected as root@192.0.2.11:22 by …`.
    @Override
    public String toString() {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return "%s@%s:%d by %s, %s, host key %s".formatted(user, host, port, keyExchange, cipher, hostKey);
    }
}

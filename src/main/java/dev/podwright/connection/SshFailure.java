package dev.podwright.connection;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.inventory.KeyExchanges;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says in plain words why a login didn't come about.
record SshFailure(SshSettings settings, SshKeys keys, KnownHosts hosts) {
    private static final String TOO_NARROW =
            "The server is too old or configured too narrowly; look at its sshd_config.";

    ConnectionException of(JSchException e) {
        if (hosts.refusal().isPresent()) {
            return hosts.refusal().get();
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof JSchHostKeyException) {
            return failure(Kind.HOST_KEY, message, "", e);
        }
        if (e instanceof JSchAlgoNegoFailException mismatch) {
            return failure(
                    Kind.UNREACHABLE,
                    "the server and this program have no algorithm in common: " + message,
                    mismatch.getAlgorithmName().equals("kex")
                            ? otherKeyExchange(
                                    List.of(mismatch.getServerProposal().split(",", -1)))
                            : TOO_NARROW,
                    e);
        }
        if (message.startsWith("Auth fail")
                || message.startsWith("Auth cancel")
                || message.startsWith("Too many auth")) {
            return authentication(message, e);
        }
        return unreachable(message, e);
    }

    /// @param servers what the server has
    private static String otherKeyExchange(List<String> servers) {
        if (servers.stream().anyMatch(KeyExchanges.offered()::contains)) {
            return "kex_algorithms, or KexAlgorithms in the SSH configuration, leaves none that the server has.";
        }
        return KeyExchanges.onDemand().stream()
                .filter(servers::contains)
                .findFirst()
                .map(name -> "The server is old or configured so; \"kex_algorithms: +" + name
                        + "\" in the inventory allows what it has.")
                .orElse(TOO_NARROW);
    }

    private ConnectionException authentication(String message, JSchException e) {
        List<String> tried = new ArrayList<>();
        if (!keys.offered().isEmpty()) {
            tried.add("publickey (" + String.join(", ", keys.offered()) + ")");
        }
        if (settings.password().isPresent()) {
            tried.add("password");
        }
        int methods = message.indexOf("for methods");
        String accepts = methods < 0 ? "" : "; the server accepts " + message.substring(methods + 12);
        String unusable = keys.unusable().isEmpty() ? "" : "; " + String.join("; ", keys.unusable());
        return failure(
                Kind.AUTHENTICATION,
                "authentication failed for user " + settings.user() + ": tried "
                        + (tried.isEmpty()
                                ? "nothing, for there is neither key nor password"
                                : String.join(", ", tried))
                        + unusable + accepts,
                "Check user, identity_file and the host's authorized_keys, or give a password by -k.",
                e);
    }

    private ConnectionException unreachable(String message, JSchException e) {
        return switch (root(e)) {
            case UnknownHostException _ ->
                failure(Kind.UNREACHABLE, "the name can't be resolved", "Check address in the inventory, and DNS.", e);
            case NoRouteToHostException _ -> failure(Kind.UNREACHABLE, "no route to the host", "", e);
            case SocketTimeoutException _ -> timedOut(e);
            case ConnectException refused
            when lower(refused).contains("refused") ->
                failure(Kind.UNREACHABLE, "connection refused", "Is sshd running there, and on that port?", e);
            case ConnectException refused when lower(refused).contains("timed out") -> timedOut(e);
            default ->
                message.startsWith("timeout") || message.contains("socket is not established")
                        ? timedOut(e)
                        : failure(Kind.UNREACHABLE, message, "", e);
        };
    }

    private ConnectionException timedOut(JSchException e) {
        return failure(
                Kind.UNREACHABLE,
                "no answer within " + settings.connectTimeout().toMillis() / 1000.0 + " s",
                "Is the host up, and does a firewall let this port through? connect_timeout sets how long to wait.",
                e);
    }

    private ConnectionException failure(Kind kind, String what, String hint, JSchException cause) {
        return new ConnectionException(kind, settings.place() + ": " + what, hint, cause);
    }

    private static String lower(Throwable throwable) {
        return String.valueOf(throwable.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }
}

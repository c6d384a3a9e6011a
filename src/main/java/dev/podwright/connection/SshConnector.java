package dev.podwright.connection;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.podwright.connection.ConnectionException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Connects by SSH: keys of files and of ssh-agent, passwords, keyboard-interactive, jump hosts, known_hosts, and
/// what the SSH configuration says of the host. Thread-safe.
public final class SshConnector implements Connector {
    private static final Pattern JUMP = Pattern.compile(
            "(?:ssh://)?(?:(?<user>[^@]+)@)?(?:\\[(?<v6>[^]]+)]|(?<host>[^:]+))(?::(?<port>[0-9]{1,5}))?");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Passphrases passphrases;
    private final Optional<Path> agentSocket;
    private final Duration firstPause;

    /// @param agentSocket that of ssh-agent, as `SSH_AUTH_SOCK` names it
    public SshConnector(Passphrases passphrases, Optional<Path> agentSocket) {
        this(passphrases, agentSocket, FIRST_PAUSE);
    }

    SshConnector(Passphrases passphrases, Optional<Path> agentSocket, Duration firstPause) {
        this.passphrases = passphrases;
        this.agentSocket = agentSocket;
        this.firstPause = firstPause;
    }

    /// Tries again, after growing pauses, only where the host couldn't be reached: a refused login or key stays
    /// refused.
    @Override
    public Connection connect(Target target) throws ConnectionException {
        SshSettings settings = SshSettings.of(target);
        Duration pause = firstPause;
        for (int left = target.connectRetries(); ; left--) {
            try {
                return connect(target, settings);
            } catch (ConnectionException e) {
                if (e.kind() != Kind.UNREACHABLE || left <= 0) {
                    throw e;
                }
            }
            pause(settings, pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private static void pause(SshSettings settings, Duration pause) throws ConnectionException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(Kind.UNREACHABLE, settings.place() + ": interrupted", "", e);
        }
    }

    private Connection connect(Target target, SshSettings settings) throws ConnectionException {
        List<Session> sessions = new ArrayList<>();
        try {
            for (String jump : settings.jumps()) {
                sessions.add(login(SshSettings.of(jumpTarget(target, jump)), sessions));
            }
            sessions.add(login(settings, sessions));
            return new SshConnection(settings, List.copyOf(sessions));
        } catch (ConnectionException e) {
            sessions.reversed().forEach(Session::disconnect);
            throw e;
        }
    }

    /// @param before the sessions that lead there
    private Session login(SshSettings settings, List<Session> before) throws ConnectionException {
        SshKeys keys = new SshKeys(settings, passphrases, agentSocket);
        KnownHosts hosts = knownHosts(settings);
        Session session = null;
        try {
            session = session(settings, keys, hosts);
            VersionAhead version = new VersionAhead(session.getClientVersion(), settings.connectTimeout());
            if (before.isEmpty()) {
                session.setSocketFactory(version);
            } else {
                session.setProxy(new JumpProxy(before.getLast(), version));
            }
            session.connect(Math.toIntExact(settings.connectTimeout().toMillis()));
            return session;
        } catch (JSchException e) {
            if (session != null) {
                session.disconnect();
            }
            throw new SshFailure(settings, keys, hosts).of(e);
        }
    }

    private static Session session(SshSettings settings, SshKeys keys, KnownHosts hosts)
            throws JSchException, ConnectionException {
        JSch jsch = new JSch();
        jsch.setIdentityRepository(keys);
        jsch.setHostKeyRepository(hosts);
        Session session = jsch.getSession(settings.user(), settings.address(), settings.port());
        session.setThreadFactory(
                Thread.ofVirtual().name("ssh " + settings.name() + " ", 0).factory());
        session.setDaemonThread(true);
        // The known hosts have the last word, whatever the mode is.
        session.setConfig("StrictHostKeyChecking", "yes");
        SshAlgorithms.apply(session, settings);
        authenticate(session, settings, keys);
        session.setServerAliveInterval(Math.toIntExact(settings.keepAlive().toMillis()));
        session.setServerAliveCountMax(settings.keepAliveCount());
        settings.hostKeyName().ifPresent(session::setHostKeyAlias);
        return session;
    }

    /// Goes straight to what can succeed. Which ways the server has is asked first where there is more to try than
    /// keys; whether it would take a key, where there are several: a signature may need the operator's hand.
    private static void authenticate(Session session, SshSettings settings, SshKeys keys) {
        int offered = keys.offered().size();
        boolean keysOnly = offered > 0 && settings.password().isEmpty();
        session.setConfig("PreferredAuthentications", "publickey,keyboard-interactive,password");
        session.setConfig("enable_auth_none", keysOnly ? "no" : "yes");
        session.setConfig("enable_pubkey_auth_query", offered == 1 ? "no" : "yes");
        settings.password()
                .ifPresent(password -> session.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8)));
        session.setUserInfo(new SshLogin(settings.password()));
    }

    private static KnownHosts knownHosts(SshSettings settings) throws ConnectionException {
        try {
            return new KnownHosts(settings);
        } catch (IOException e) {
            throw new ConnectionException(
                    Kind.HOST_KEY, settings.place() + ": a known_hosts file can't be read: " + e.getMessage(), "", e);
        }
    }

    private static Target jumpTarget(Target target, String jump) throws ConnectionException {
        Matcher matcher = JUMP.matcher(jump.strip());
        if (!matcher.matches()) {
            throw new ConnectionException(
                    Kind.UNREACHABLE,
                    target.name() + ": \"" + jump + "\" is no jump host",
                    "Write proxy_jump as user@host:port, several separated by commas.");
        }
        String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
        return new Target(
                target.name() + " by way of " + host,
                Target.Kind.SSH,
                host,
                Optional.ofNullable(matcher.group("port")).map(Integer::valueOf),
                Optional.ofNullable(matcher.group("user")),
                Optional.empty(),
                target.identityFiles(),
                target.knownHosts(),
                target.hostKeyChecking(),
                target.sshConfig(),
                Optional.of("none"),
                Optional.empty(),
                target.connectTimeout(),
                0,
                List.of());
    }
}

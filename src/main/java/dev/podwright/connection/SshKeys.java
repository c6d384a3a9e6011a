package dev.podwright.connection;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import dev.podwright.source.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Vector;

/// The keys that are offered to one host, in OpenSSH's order: the named ones (by the agent where it has them), then
/// the agent's others, unless only the named ones may be used. Remembers what couldn't be used and why.
final class SshKeys implements IdentityRepository {
    private static final List<String> DEFAULTS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final List<Identity> identities = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private final Passphrases passphrases;

    SshKeys(SshSettings settings, Passphrases passphrases, Optional<Path> agentSocket) {
        this.passphrases = passphrases;
        List<Identity> agent = new ArrayList<>(agentSocket.map(this::agent).orElse(List.of()));
        boolean named = !settings.identityFiles().isEmpty();
        for (Path file : named ? settings.identityFiles() : defaults()) {
            if (Files.isReadable(file)) {
                add(file, agent);
            } else if (named) {
                unusable.add(file + " can't be read");
            }
        }
        if (!settings.identitiesOnly()) {
            identities.addAll(agent);
        }
    }

    /// Names of the keys that are offered.
    List<String> offered() {
        return identities.stream().map(Identity::getName).toList();
    }

    /// Sentences about keys that aren't.
    List<String> unusable() {
        return List.copyOf(unusable);
    }

    private void add(Path file, List<Identity> agent) {
        try {
            JSch jsch = new JSch();
            KeyPair pair = KeyPair.load(jsch, file.toString());
            Optional<Identity> held = agent.stream()
                    .filter(identity -> Arrays.equals(identity.getPublicKeyBlob(), pair.getPublicKeyBlob()))
                    .findFirst();
            if (held.isPresent()) {
                agent.remove(held.get());
                identities.add(held.get());
            } else if (pair.isEncrypted()) {
                addEncrypted(jsch, pair, file);
            } else {
                jsch.addIdentity(file.toString());
                identities.addAll(jsch.getIdentityRepository().getIdentities());
            }
        } catch (JSchException e) {
            unusable.add(file + " is no private key that can be used: " + e.getMessage());
        }
    }

    private void addEncrypted(JSch jsch, KeyPair pair, Path file) throws JSchException {
        Optional<Secret> passphrase = passphrases.of(file);
        if (passphrase.isEmpty()) {
            unusable.add(file + " is encrypted and its passphrase isn't known (add it to ssh-agent by ssh-add)");
            return;
        }
        byte[] bytes = passphrase.get().reveal().getBytes(StandardCharsets.UTF_8);
        if (!pair.decrypt(bytes.clone())) {
            unusable.add(file + " is encrypted by another passphrase than the one that was given");
            return;
        }
        jsch.addIdentity(file.toString(), bytes);
        identities.addAll(jsch.getIdentityRepository().getIdentities());
    }

    private List<Identity> agent(Path socket) {
        if (!Files.exists(socket)) {
            unusable.add("there is no ssh-agent at " + socket);
            return List.of();
        }
        try {
            return new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities();
        } catch (AgentProxyException e) {
            unusable.add("ssh-agent at " + socket + " doesn't answer: " + e.getMessage());
            return List.of();
        }
    }

    private static List<Path> defaults() {
        return DEFAULTS.stream()
                .map(name -> TargetVariables.path("~/.ssh/" + name))
                .toList();
    }

    @Override
    public String getName() {
        return "keys";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // JSch's interface wants it.
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        identities.clear();
    }
}

package dev.podwright.connection;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.jce.AES128GCM;
import com.jcraft.jsch.jce.SignatureEd25519;
import com.jcraft.jsch.jce.XDH;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What a login takes of this machine (classes, ciphers, threads), without a server: a peer on the loopback says the
/// first words of one and hangs up, the arithmetic is done once, and what comes after it is loaded. For those who
/// record what a run needs.
public final class SshRehearsal {
    private static final byte KEXINIT = 20;
    private static final String CIPHER = "aes128-gcm@openssh.com";
    /// The first packet of a server, its lists in the order of RFC 4253 (section 7.1).
    private static final List<String> OFFERED = List.of(
            "curve25519-sha256",
            "ssh-ed25519",
            CIPHER,
            CIPHER,
            "hmac-sha2-256",
            "hmac-sha2-256",
            "none",
            "none",
            "",
            "");

    private SshRehearsal() {}

    /// @param folder an empty folder, for a key
    public static void perform(Path folder) throws Exception {
        loadLibrary();
        arithmetic();
        Path key = folder.resolve("key");
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        pair.writeOpenSSHv1PrivateKey(key.toString(), null);
        firstWords(key);
    }

    /// A login that the peer ends after its first packet.
    private static void firstWords(Path key) throws IOException {
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread _ = Thread.startVirtualThread(() -> answer(peer));
            Map<String, Object> variables = Map.of(
                    "address",
                    "127.0.0.1",
                    "port",
                    (long) peer.getLocalPort(),
                    "user",
                    "nobody",
                    "identity_file",
                    key.toString(),
                    "known_hosts",
                    "/dev/null",
                    "ssh_config",
                    "/dev/null",
                    "connect_retries",
                    0L);
            new SshConnector(_ -> Optional.empty(), Optional.empty())
                    .connect(Target.of("rehearsal", variables))
                    .close();
        } catch (ConnectionException e) {
            // As it must end: the peer is none.
        }
    }

    private static void answer(ServerSocket peer) {
        try (Socket socket = peer.accept()) {
            socket.getOutputStream().write("SSH-2.0-rehearsal\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(firstPacket());
            socket.getOutputStream().flush();
            byte[] ignored = new byte[1 << 12];
            for (int i = 0; i < 3 && socket.getInputStream().read(ignored) > 0; i++) {
                // Its version, its first packet and its half of the key exchange.
            }
        } catch (IOException e) {
            // The other side has what it came for.
        }
    }

    private static byte[] firstPacket() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeByte(KEXINIT);
        out.write(new byte[16]);
        for (String names : OFFERED) {
            byte[] bytes = names.getBytes(StandardCharsets.US_ASCII);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.writeByte(0);
        out.writeInt(0);
        int padding = 16 - (payload.size() + 5) % 8;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream framed = new DataOutputStream(packet);
        framed.writeInt(payload.size() + padding + 1);
        framed.writeByte(padding);
        payload.writeTo(framed);
        framed.write(new byte[padding]);
        return packet.toByteArray();
    }

    private static void arithmetic() throws Exception {
        XDH ours = new XDH();
        XDH theirs = new XDH();
        ours.init("X25519", 32);
        theirs.init("X25519", 32);
        byte[] secret = ours.getSecret(theirs.getQ());
        AES128GCM cipher = new AES128GCM();
        cipher.init(com.jcraft.jsch.Cipher.ENCRYPT_MODE, secret, new byte[12]);
        cipher.updateAAD(secret, 0, 4);
        cipher.doFinal(secret, 0, 16, new byte[64], 0);
        SignatureEd25519 signature = new SignatureEd25519();
        signature.init();
        signature.setPrvKey(secret);
        signature.update(secret);
        signature.sign();
    }

    /// What follows on the first packet, by name: the library's own classes, not those of other ways to connect.
    private static void loadLibrary() throws IOException, URISyntaxException, ClassNotFoundException {
        String self =
                Objects.requireNonNull(JSch.class.getResource("JSch.class")).toString();
        int inside = self.indexOf("!/");
        if (inside < 0) {
            return;
        }
        Path jar = Path.of(new URI(self.substring("jar:".length(), inside)));
        try (FileSystem files = FileSystems.newFileSystem(jar);
                Stream<Path> entries = Files.list(files.getPath("/com/jcraft/jsch"))) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.matches("(UserAuth|Channel|Request|Signature|IO|DHX|Packet|Identity|Key).*\\.class")) {
                    Class<?> _ = Class.forName(
                            "com.jcraft.jsch." + name.replace(".class", ""), false, JSch.class.getClassLoader());
                }
            }
        }
    }
}

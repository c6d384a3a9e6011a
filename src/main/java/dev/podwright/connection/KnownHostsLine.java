package dev.podwright.connection;

import dev.podwright.inventory.SshPatterns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One key in a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
///
/// @param number the line's, from 1
/// @param marker `@revoked`, `@cert-authority`, or empty
/// @param hosts patterns separated by commas, or one hashed name
/// @param type such as `ssh-ed25519`
/// @param key in Base64
record KnownHostsLine(Path file, int number, String marker, String hosts, String type, String key) {

    static Optional<KnownHostsLine> parse(Path file, int number, String line) {
        String[] words = line.strip().split("\\s+", -1);
        int at = words[0].startsWith("@") ? 1 : 0;
        if (words[0].isEmpty() || words[0].startsWith("#") || words.length < at + 3) {
            return Optional.empty();
        }
        try {
            Base64.getDecoder().decode(words[at + 2]);
            String marker = at == 1 ? words[0] : "";
            return Optional.of(new KnownHostsLine(file, number, marker, words[at], words[at + 1], words[at + 2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isRevoked() {
        return marker.equals("@revoked");
    }

    boolean isPlain() {
        return marker.isEmpty();
    }

    byte[] keyBytes() {
        return Base64.getDecoder().decode(key);
    }

    boolean hasKey(byte[] other) {
        return Arrays.equals(keyBytes(), other);
    }

    /// @param host as it is looked up: `name`, or `[name]:port` where the port isn't 22
    boolean names(String host) {
        if (hosts.startsWith("|1|")) {
            return hashed(host);
        }
        return SshPatterns.matches(List.of(hosts.split(",")), host.toLowerCase(Locale.ROOT));
    }

    String place() {
        return file + ":" + number;
    }

    String fingerprint() {
        return fingerprint(keyBytes());
    }

    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean hashed(String host) {
        String[] parts = hosts.split("\\|", -1);
        if (parts.length != 4) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}

package dev.podwright.source;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A password of Ansible Vault, and what it is called.
///
/// Keys are derived by PBKDF2 with HMAC-SHA-256 and 10,000 rounds; the text, padded as PKCS #7 says, is encrypted by
/// AES-256 in counter mode, and HMAC-SHA-256 tells whether key and text are right.
///
/// @param id Ansible's vault id, such as `prod`; `default` where none was given
public record VaultPassword(String id, Secret password) {
    /// The id of a password that was given without one. What is encrypted with it has format 1.1, without an id.
    public static final String DEFAULT_ID = "default";

    private static final HexFormat HEX = HexFormat.of();
    private static final int ROUNDS = 10_000;
    private static final int SALT = 32;
    private static final int KEY = 32;
    private static final int BLOCK = 16;

    /// What is derived from a password: a key for the cipher, one for the HMAC, and the counter's first value.
    private static final class Keys {
        private final byte[] derived;

        Keys(byte[] derived) {
            this.derived = derived;
        }

        byte[] cipher() {
            return Arrays.copyOfRange(derived, 0, KEY);
        }

        byte[] hmac() {
            return Arrays.copyOfRange(derived, KEY, 2 * KEY);
        }

        byte[] counter() {
            return Arrays.copyOfRange(derived, 2 * KEY, 2 * KEY + BLOCK);
        }
    }

    String encrypt(String text) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        Keys keys = keys(salt);
        byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, keys, padded(text.getBytes(StandardCharsets.UTF_8)));
        Optional<String> label = id.equals(DEFAULT_ID) ? Optional.empty() : Optional.of(id);
        return new VaultText(
                        label, HEX.formatHex(salt), HEX.formatHex(hmac(keys, ciphertext)), HEX.formatHex(ciphertext))
                .render();
    }

    /// Empty where this isn't the password that the text was encrypted with.
    Optional<byte[]> decrypt(VaultText text) {
        Keys keys = keys(HEX.parseHex(text.salt()));
        byte[] ciphertext = HEX.parseHex(text.ciphertext());
        if (!MessageDigest.isEqual(hmac(keys, ciphertext), HEX.parseHex(text.hmac()))) {
            return Optional.empty();
        }
        byte[] plain = crypt(Cipher.DECRYPT_MODE, keys, ciphertext);
        int padding = plain.length == 0 ? 0 : plain[plain.length - 1];
        int length = padding < 0 || padding > plain.length ? plain.length : plain.length - padding;
        return Optional.of(Arrays.copyOf(plain, length));
    }

    private Keys keys(byte[] salt) {
        try {
            int bits = (2 * KEY + BLOCK) * Byte.SIZE;
            PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), salt, ROUNDS, bits);
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new Keys(derived);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static byte[] crypt(int mode, Keys keys, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(keys.cipher(), "AES"), new IvParameterSpec(keys.counter()));
            byte @Nullable [] result = cipher.doFinal(text);
            return result == null ? new byte[0] : result;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static byte[] hmac(Keys keys, byte[] ciphertext) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.hmac(), "HmacSHA256"));
            return mac.doFinal(ciphertext);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static byte[] padded(byte[] text) {
        int padding = BLOCK - text.length % BLOCK;
        byte[] padded = Arrays.copyOf(text, text.length + padding);
        Arrays.fill(padded, text.length, padded.length, (byte) padding);
        return padded;
    }

    /// Every JDK has these algorithms.
    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java lacks what Ansible Vault needs", e);
    }
}

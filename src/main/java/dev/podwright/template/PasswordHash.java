package dev.podwright.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/// `password_hash(password[, scheme[, salt]])`: what `/etc/shadow` holds, as crypt(3) makes it. Without a salt
/// each call gives another hash, and a task that sets it changes something in every run.
final class PasswordHash {
    private PasswordHash() {}

    static Object call(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 1, 3);
        byte[] password = given.text("the password").getBytes(UTF_8);
        String scheme = given.text("the scheme", "sha512");
        String salt = given.text("the salt", "");
        if (!salt.matches("[./0-9A-Za-z]{0,16}")) {
            throw new IllegalArgumentException("the salt may have up to 16 letters, digits, dots and slashes");
        }
        return switch (scheme) {
            case "sha512" ->
                salt.isEmpty() ? Sha2Crypt.sha512Crypt(password) : Sha2Crypt.sha512Crypt(password, "$6$" + salt);
            case "sha256" ->
                salt.isEmpty() ? Sha2Crypt.sha256Crypt(password) : Sha2Crypt.sha256Crypt(password, "$5$" + salt);
            case "md5" -> salt.isEmpty() ? Md5Crypt.md5Crypt(password) : Md5Crypt.md5Crypt(password, "$1$" + salt);
            default -> throw new IllegalArgumentException("the scheme is sha512, sha256 or md5");
        };
    }
}

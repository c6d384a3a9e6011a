package dev.podwright.tasktypes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// What a template sees of a local file, a rendered template or content.
public final class FileContent {
    private FileContent() {}

    /// Content that travels inside the script.
    static Map<String, Object> of(String name, byte[] bytes) {
        Map<String, Object> map = base(name, bytes);
        map.put("printf", format(bytes));
        return map;
    }

    public static Map<String, Object> of(String text) {
        return of("", text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same, where a secret stands in it.
    static Map<String, Object> secret(String text) {
        Map<String, Object> map = of(text);
        map.put("secret", true);
        return map;
    }

    /// Content that was uploaded.
    static Map<String, Object> staged(String name, byte[] bytes, Path onHost) {
        Map<String, Object> map = base(name, bytes);
        map.put("staged", onHost.toString());
        return map;
    }

    private static Map<String, Object> base(String name, byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new HashMap<>(Map.of(
                    "path",
                    "/controller/" + name,
                    "name",
                    name,
                    "size",
                    (long) bytes.length,
                    "sha256",
                    HexFormat.of().formatHex(digest)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String format(byte[] bytes) {
        StringBuilder format = new StringBuilder();
        for (byte b : bytes) {
            int code = b & 0xff;
            if (code == '%') {
                format.append("%%");
            } else if (code == '\\') {
                format.append("\\\\");
            } else if (code == '\n' || (code >= ' ' && code < 0x7f)) {
                format.append((char) code);
            } else {
                format.append("\\%03o".formatted(code));
            }
        }
        return format.toString();
    }
}

package dev.podwright.source;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The form in which Ansible Vault keeps something encrypted: a line with format, cipher and perhaps an id, then
/// lines of hexadecimal digits (formats 1.1 and 1.2 with AES256).
///
/// @param id tells which password it was encrypted with; empty in format 1.1
/// @param salt in hexadecimal digits, as are the others
record VaultText(Optional<String> id, String salt, String hmac, String ciphertext) {
    private static final String BEGIN = "$ANSIBLE_VAULT;";
    private static final String CIPHER = "AES256";
    private static final int WIDTH = 80;
    private static final HexFormat HEX = HexFormat.of();

    static boolean looksLikeOne(String text) {
        return text.stripLeading().startsWith(BEGIN);
    }

    /// @throws VaultException where it isn't the form that Ansible Vault writes
    static VaultText parse(String text) throws VaultException {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        String[] header = lines.getFirst().split(";", -1);
        boolean known = header.length >= 3
                && lines.getFirst().startsWith(BEGIN)
                && (header[1].equals("1.1") || (header[1].equals("1.2") && header.length == 4));
        if (!known) {
            throw new VaultException("this is not a text that Ansible Vault has encrypted in format 1.1 or 1.2");
        }
        if (!header[2].equals(CIPHER)) {
            throw new VaultException("the cipher " + header[2] + " isn't known, only " + CIPHER);
        }
        Optional<String> id = header[1].equals("1.2") ? Optional.of(header[3]) : Optional.empty();
        String body = lines.stream().skip(1).collect(Collectors.joining());
        return parts(id, body);
    }

    private static VaultText parts(Optional<String> id, String body) throws VaultException {
        try {
            String inner = new String(HEX.parseHex(body), StandardCharsets.US_ASCII);
            String[] parts = inner.split("\n", -1);
            if (parts.length == 3) {
                for (String part : parts) {
                    HEX.parseHex(part);
                }
                return new VaultText(id, parts[0], parts[1], parts[2]);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new VaultException("the encrypted text is damaged: it isn't all hexadecimal digits, or lacks some");
    }

    /// With the line break at the end that Ansible Vault writes.
    String render() {
        String header = id.map(label -> BEGIN + "1.2;" + CIPHER + ";" + label).orElse(BEGIN + "1.1;" + CIPHER);
        String inner = String.join("\n", salt, hmac, ciphertext);
        String body = HEX.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int at = 0; at < body.length(); at += WIDTH) {
            text.append(body, at, Math.min(at + WIDTH, body.length())).append('\n');
        }
        return text.toString();
    }
}

package dev.podwright.engine;

import dev.podwright.playbook.LocalFileSearch;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import dev.podwright.template.TextTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Turns files of the controller, and content given in a playbook, into what snippets see of them: a map with `name`,
/// `path`, `size`, `sha256`, `secret`, and either `printf` (a format that prints the content; with `text` where it is
/// small text) or `staged` (where on the host the file will lie). Thread-safe.
final class LocalFiles {
    /// Content up to this size travels inside the block.
    static final int INLINE_LIMIT = 64 * 1024;

    private static final int SHOWN_LIMIT = 16 * 1024;

    private final Map<Path, Optional<Compiled>> templates = new ConcurrentHashMap<>();
    private final AtomicLong staged = new AtomicLong();
    private final String runId;

    LocalFiles(String runId) {
        this.runId = runId;
    }

    /// What opens files that Ansible Vault has encrypted, and whether they shall be opened.
    record Opening(Vault vault, boolean decrypt) {}

    /// @param confidential whether its file was encrypted, so that all that comes of it is secret
    private record Compiled(TextTemplate template, boolean confidential) {}

    /// A file as it is, or decrypted where that is wanted; then it is secret.
    Map<String, Object> file(
            String name, Path folder, Location location, Opening opening, List<Prepared.Upload> uploads) {
        Path path = locate(name, LocalFileSearch.files(folder), location);
        try {
            if (opening.decrypt && isEncrypted(path)) {
                return content(path.toString(), decrypted(path, location, opening.vault), true);
            }
            if (Files.size(path) <= INLINE_LIMIT) {
                return content(path.toString(), Files.readAllBytes(path), false);
            }
            Map<String, Object> map = describe(path.toString(), Files.size(path), sha256(path), false);
            String target = "/tmp/.podwright-" + runId + "-" + staged.incrementAndGet();
            uploads.add(new Prepared.Upload(path, target));
            map.put("staged", target);
            return map;
        } catch (IOException e) {
            throw unreadable(path, location, e);
        }
    }

    /// A file rendered as a text template.
    Map<String, Object> template(String name, Path folder, Location location, Scope scope) {
        Path path = locate(name, LocalFileSearch.templates(folder), location);
        Compiled compiled = templates
                .computeIfAbsent(path, file -> compile(file, location, scope.vault()))
                .orElseThrow(() -> new EvaluationException(
                        new Problem(location, "template " + path + " has errors", "podwright validate shows them")));
        Script rendered = compiled.template.render(scope);
        byte[] bytes = rendered.text().getBytes(StandardCharsets.UTF_8);
        return content(
                path.toString(),
                bytes,
                compiled.confidential || !rendered.secrets().isEmpty());
    }

    /// Content given in the playbook.
    Map<String, Object> content(Object value) {
        boolean secret = value instanceof Secret;
        String text = value instanceof Secret(String revealed) ? revealed : String.valueOf(value);
        return content("content", text.getBytes(StandardCharsets.UTF_8), secret);
    }

    private static Optional<Compiled> compile(Path path, Location location, Vault vault) {
        Problems problems = new Problems();
        SourceFile file = SourceFile.read(path);
        if (Vault.isEncrypted(file.text())) {
            String text = new String(decrypted(path, location, vault), StandardCharsets.UTF_8);
            file = new SourceFile(path.toString(), text, true);
        }
        boolean confidential = file.confidential();
        Optional<TextTemplate> template = TextTemplate.compile(file, problems);
        if (!problems.isEmpty()) {
            throw new EvaluationException(problems.sorted().getFirst());
        }
        return template.map(compiled -> new Compiled(compiled, confidential));
    }

    private static boolean isEncrypted(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Vault.isEncrypted(new String(in.readNBytes(64), StandardCharsets.ISO_8859_1));
        }
    }

    private static byte[] decrypted(Path path, Location location, Vault vault) {
        try {
            return vault.decryptBytes(SourceFile.read(path).text());
        } catch (VaultException e) {
            throw new EvaluationException(
                    new Problem(location, path + " is encrypted: " + e.getMessage(), vault.hint()));
        }
    }

    private static Map<String, Object> content(String path, byte[] bytes, boolean secret) {
        Map<String, Object> map = describe(path, bytes.length, sha256(bytes), secret);
        String format = Printf.format(bytes);
        map.put("printf", secret ? new Secret(format) : format);
        if (!secret && bytes.length <= SHOWN_LIMIT) {
            Printf.text(bytes).ifPresent(text -> map.put("text", text));
        }
        return map;
    }

    private static Map<String, Object> describe(String path, long size, String sha256, boolean secret) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", path);
        map.put("name", Path.of(path).getFileName().toString());
        map.put("size", size);
        map.put("sha256", sha256);
        map.put("secret", secret);
        return map;
    }

    private static Path locate(String name, LocalFileSearch search, Location location) {
        return search.find(name)
                .orElseThrow(() -> new EvaluationException(new Problem(
                        location,
                        "there is no file " + name + " on this machine",
                        "looked for " + search.lookedFor(name))));
    }

    private static EvaluationException unreadable(Path path, Location location, IOException cause) {
        return new EvaluationException(
                new Problem(location, "can't read " + path + ": " + cause.getMessage(), "is it readable by you?"));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static String sha256(Path path) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

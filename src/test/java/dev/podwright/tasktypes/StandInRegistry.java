package dev.podwright.tasktypes;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/// Stands in for a registry: it serves one real image of one layer by Docker's protocol, on loopback without TLS,
/// to real engines. It can be told to refuse.
final class StandInRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final ServerSocket server;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final byte[] manifest;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Refusal refusal = new Refusal(500, "UNKNOWN", "unknown");
    private volatile String authorization = "";

    private record Refusal(int status, String code, String message) {}

    /// @param layer a tar file
    /// @param architecture such as `amd64`
    StandInRegistry(byte[] layer, String architecture) throws IOException {
        String config = """
                {"architecture":"%s","os":"linux","config":{"Cmd":["/bin/sh"]},"rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(architecture, digest(layer));
        byte[] zipped = zipped(layer);
        byte[] configuration = config.getBytes(StandardCharsets.UTF_8);
        blobs.put(digest(configuration), configuration);
        blobs.put(digest(zipped), zipped);
        manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}""".formatted(MANIFEST, configuration.length, digest(configuration), zipped.length, digest(zipped))
                .getBytes(StandardCharsets.UTF_8);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::listen);
    }

    /// The image's name in this registry.
    String image(String nameAndTag) {
        return "127.0.0.1:" + server.getLocalPort() + "/" + nameAndTag;
    }

    String digest() {
        return digest(manifest);
    }

    /// Answers the next requests for a manifest with an error.
    StandInRegistry refuse(int times, int status, String code, String message) {
        refusal = new Refusal(status, code, message);
        refusals.set(times);
        return this;
    }

    /// Takes only requests of this user.
    StandInRegistry require(String username, String password) {
        authorization = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// How often the manifest was asked for.
    int asked() {
        return asked.get();
    }

    private void listen() {
        while (true) {
            try {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> answer(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    /// One request a connection. A client that begins with TLS, as engines do first, is hung up on at once.
    private void answer(Socket client) {
        try (client) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            reader.mark(1);
            if (reader.read() == TLS_HANDSHAKE) {
                return;
            }
            reader.reset();
            String[] words = reader.readLine().split(" ", -1);
            List<String> headers =
                    reader.lines().takeWhile(line -> !line.isEmpty()).toList();
            String given = headers.stream()
                    .filter(line -> line.regionMatches(true, 0, "Authorization: ", 0, 15))
                    .map(line -> line.substring(15))
                    .findFirst()
                    .orElse("");
            Answer answer = answer(words[1], given);
            client.getOutputStream().write(answer.head().getBytes(StandardCharsets.ISO_8859_1));
            if (!words[0].equals("HEAD")) {
                client.getOutputStream().write(answer.body);
            }
        } catch (IOException _) {
            // The engine went away, as it may.
        }
    }

    private static final class Answer {
        private final int status;
        private final String type;
        private final byte[] body;
        private final String more;

        Answer(int status, String type, byte[] body, String more) {
            this.status = status;
            this.type = type;
            this.body = body;
            this.more = more;
        }

        String head() {
            return "HTTP/1.1 %d Answer\r\nDocker-Distribution-Api-Version: registry/2.0\r\nConnection: close\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                    .formatted(status, more, type, body.length);
        }
    }

    private Answer answer(String path, String given) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (!authorization.isEmpty() && !authorization.equals(given)) {
            return error(
                    new Refusal(401, "UNAUTHORIZED", "authentication required"),
                    "WWW-Authenticate: Basic realm=\"stand-in\"\r\n");
        }
        if (path.contains("/manifests/")) {
            asked.incrementAndGet();
            return refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? error(refusal, "")
                    : new Answer(200, MANIFEST, manifest, "Docker-Content-Digest: " + digest() + "\r\n");
        }
        if (path.equals("/v2/")) {
            return new Answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8), "");
        }
        byte[] blob = blobs.get(last);
        return blob == null
                ? error(new Refusal(404, "BLOB_UNKNOWN", "blob unknown"), "")
                : new Answer(200, "application/octet-stream", blob, "");
    }

    private static Answer error(Refusal refusal, String more) {
        String body =
                "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(refusal.code(), refusal.message());
        return new Answer(refusal.status(), "application/json", body.getBytes(StandardCharsets.UTF_8), more);
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest extends EveryShell {
    private final WebServer server = new WebServer();

    DownloadTest(String shellCommand) {
        super(shellCommand);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return server.url(path);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Object> download(String path, Object... more) {
        Map<String, Object> parameters = parameters(more);
        parameters.put("url", url(path));
        parameters.putIfAbsent("dest", at("f").toString());
        return parameters;
    }

    @Test
    void downloadsOnceWithoutAChecksum() throws Exception {
        server.page("/a b", "hello\n");
        converges(
                "download",
                download("/a%20b", "mode", "0640"),
                change("state", "absent", "file"),
                change("mode", "", "0640"));
        assertThat(text("f")).isEqualTo("hello\n");
        assertThat(server.asked()).containsExactly("/a b");
    }

    @Test
    void replacesWhatHasAnotherChecksumAndAsksNobodyWhereItIsRight() throws Exception {
        server.page("/f.tar", "new\n");
        Files.writeString(at("f"), "old\n");
        Map<String, Object> wanted = download("/f.tar", "checksum", "sha256:" + sha256("new\n"));
        converges("download", wanted, change("content", "sha256 " + sha256("old\n"), "sha256 " + sha256("new\n")));
        assertThat(text("f")).isEqualTo("new\n");
        assertThat(server.asked()).containsExactly("/f.tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s  f.tar\n", "0000  other\n%s *./f.tar\r\n", "SHA256 (f.tar) = %s\n", "%s\n"})
    void readsAListOfChecksums(String list) throws Exception {
        server.page("/f.tar", "new\n");
        server.page("/SUMS", list.formatted(sha256("new\n")));
        converges(
                "download",
                download("/f.tar?x=1", "dest", folder + "/", "checksum", "sha256:" + url("/SUMS")),
                change("state", "absent", "file"),
                change("content", "", "sha256 " + sha256("new\n")));
        assertThat(text("f.tar")).isEqualTo("new\n");
    }

    @Test
    void looksEachTimeWhereForced() throws Exception {
        server.page("/f", "one\n");
        converges("download", download("/f", "force", true), change("state", "absent", "file"));
        server.page("/f", "two\n");
        converges(
                "download",
                download("/f", "force", true),
                change("content", "sha256 " + sha256("one\n"), "sha256 " + sha256("two\n")));
        assertThat(text("f")).isEqualTo("two\n");
    }

    @Test
    void keepsWhatIsThereWhereTheDownloadIsWrong() throws Exception {
        server.page("/f", "forged\n");
        Files.writeString(at("f"), "old\n");
        assertThat(failure("download", download("/f", "checksum", "sha256:" + sha256("true\n"))))
                .startsWith("what came from " + url("/f") + " has another checksum: sha256 " + sha256("forged\n"));
        assertThat(text("f")).isEqualTo("old\n");
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(".podwright"));
    }

    @Test
    void triesAgainWhereTheServerFails() throws Exception {
        server.page("/flaky", "hello\n");
        run("download", download("/flaky"));
        assertThat(text("f")).isEqualTo("hello\n");
    }

    /// A stand-in for the program looks at its own arguments.
    @Test
    void logsInWithoutAnArgumentThatTellsOfIt() throws Exception {
        server.page("/f", "hello\n", "Bearer s3\"cr\\et");
        Path curl = Files.writeString(
                programs.resolve("curl"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" >> " + at("arguments") + "\nexec /usr/bin/curl \"$@\"\n");
        Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwxr-xr-x"));
        run("download", download("/f", "headers", Map.of("Authorization", "Bearer s3\"cr\\et")));
        assertThat(text("f")).isEqualTo("hello\n");
        assertThat(text("arguments")).doesNotContain("cr\\et").contains("--config");
    }

    @Test
    void logsInByNameAndPassword() throws Exception {
        server.page("/f", "hello\n");
        server.page("/f", "hello\n", "Basic bWU6cDpcIncn");
        run("download", download("/f", "url_username", "me", "url_password", "p:\\\"w'"));
        assertThat(text("f")).isEqualTo("hello\n");
    }

    @Test
    void saysWhatIsWrong() {
        server.page("/f", "hello\n");
        server.page("/f", "hello\n", "nobody");
        server.page("/SUMS", "1111  a\n2222  b\n");
        assertThat(failure("download", download("/f"))).startsWith("the server refuses " + url("/f"));
        assertThat(failure("download", download("/none"))).startsWith("there is nothing at " + url("/none"));
        assertThat(failure(
                        "download",
                        parameters("url", "http://127.0.0.1:1/x", "dest", at("f").toString(), "retries", 0)))
                .startsWith("no connection to the server of http://127.0.0.1:1/x");
        assertThat(failure(
                        "download",
                        parameters("url", "http://nowhere.invalid/x", "dest", at("f").toString(), "retries", 0)))
                .startsWith("the host can't resolve the name in http://nowhere.invalid/x");
        assertThat(failure("download", download("/f", "checksum", "abc"))).startsWith("checksum begins with no kind");
        assertThat(failure("download", download("/f", "checksum", "sha256:abc")))
                .contains("doesn't have 3 characters");
        assertThat(failure("download", download("/f", "checksum", "sha256:" + url("/SUMS"))))
                .contains("doesn't name f");
        assertThat(failure("download", download("/", "dest", folder.toString())))
                .isNotEmpty();
        assertThat(plan("download", download("/none")).status()).isEqualTo(Status.CHANGED);
    }
}

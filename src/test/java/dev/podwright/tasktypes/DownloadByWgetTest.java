package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `download` on a host without curl: GNU wget, and in busybox's shell busybox's own.
class DownloadByWgetTest extends PrivateHost {
    private final WebServer server = new WebServer();
    private final boolean busybox;

    DownloadByWgetTest(String shellCommand) {
        super(shellCommand);
        busybox = shellCommand.startsWith("busybox");
    }

    @BeforeEach
    void hideCurl() {
        said("for curl in /usr/bin/curl /bin/curl; do if [ -x $curl ]; then mount --bind /dev/null $curl; fi; done");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, Object> download(String path, Object... more) {
        Map<String, Object> parameters = parameters(more);
        parameters.put("url", server.url(path));
        parameters.put("dest", at("f").toString());
        parameters.put("retries", 0);
        return parameters;
    }

    @Test
    void downloads() throws Exception {
        server.page("/f", "hello\n");
        converges("download", download("/f"), change("state", "absent", "file"));
        assertThat(Files.readString(at("f"))).isEqualTo("hello\n");
        assertThat(failure("download", download("/none", "force", true))).startsWith("there is nothing at ");
    }

    @Test
    void sendsHeadersAndLoginsOnlyWhereNobodySeesThem() throws Exception {
        server.page("/f", "hello\n", "Bearer secret");
        server.page("/g", "hello\n", "Basic bWU6cDo6dw==");
        List<Map<String, Object>> logins = List.of(
                download("/f", "headers", Map.of("Authorization", "Bearer secret")),
                download("/g", "url_username", "me", "url_password", "p::w"));
        for (Map<String, Object> login : logins) {
            if (busybox) {
                assertThat(failure("download", login))
                        .isEqualTo("headers and logins need curl or GNU wget on the host");
            } else {
                run("download", login);
                assertThat(Files.readString(at("f"))).isEqualTo("hello\n");
                Files.delete(at("f"));
            }
        }
    }
}

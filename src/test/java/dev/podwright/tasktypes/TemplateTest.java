package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TemplateTest extends EveryShell {
    TemplateTest(String shellCommand) {
        super(shellCommand);
    }

    @Test
    void putsTheRenderedTextInPlace() throws Exception {
        byte[] text = "{\"runtimes\": \"ñ\"}\n".getBytes(StandardCharsets.UTF_8);

        converges(
                "template",
                parameters("src", FileContent.of("daemon.json", text), "dest", folder.toString(), "mode", "0600"),
                change("state", "absent", "file"),
                change("content", "", "{\"runtimes\": \"ñ\"}\n"),
                change("mode", "", "0600"));

        assertThat(text("daemon.json")).isEqualTo("{\"runtimes\": \"ñ\"}\n");
    }
}

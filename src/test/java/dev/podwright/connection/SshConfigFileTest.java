package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConfigFileTest {
    @TempDir
    Path folder;

    private Map<String, List<String>> read(String host, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), text);
        return SshConfigFile.read(List.of(file, folder.resolve("absent")), host, "ops");
    }

    @Test
    void theFirstValueOfAMatchingBlockComesFirst() throws IOException {
        String config = """
                # comment
                Host web-*
                    Port 1
                host gpu-?? !gpu-02
                    Port=22001
                    IdentityFile "~/a key"
                Host *
                    Port 22002
                    IdentityFile ~/b
                """;

        assertThat(read("gpu-01", config))
                .containsEntry("port", List.of("22001", "22002"))
                .containsEntry("identityfile", List.of("~/a key", "~/b"));
        assertThat(read("gpu-02", config)).containsEntry("port", List.of("22002"));
    }

    @Test
    void includesFilesByPatternWithinTheirBlock() throws IOException {
        Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("conf.d/10-a"), "Host *\nUser a\n");
        Files.writeString(folder.resolve("conf.d/20-b"), "User b\n");
        String config = "Host gpu-01\nInclude conf.d/*\nHost *\nUser c\n";

        assertThat(read("gpu-01", config)).containsEntry("user", List.of("a", "b", "c"));
        assertThat(read("other", config)).containsEntry("user", List.of("c"));
    }

    @Test
    void understandsMatchByHostAndUser() throws IOException {
        String config = """
                Match host gpu-* user ops
                    Port 1
                Match user root
                    Port 2
                Match !host gpu-*
                    Port 3
                Match exec "true"
                    Port 4
                Match all
                    Port 5
                """;

        assertThat(read("gpu-01", config)).containsEntry("port", List.of("1", "5"));
        assertThat(read("web", config)).containsEntry("port", List.of("3", "5"));
    }
}

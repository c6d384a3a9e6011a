package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CopyTest extends EveryShell {
    CopyTest(String shellCommand) {
        super(shellCommand);
    }

    private Map<String, Object> copy(String text) {
        return parameters("content", FileContent.of(text), "dest", at("a file").toString());
    }

    private String mode(String name) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(at(name)));
    }

    @Test
    void makesANewFileWithItsMode() throws Exception {
        converges(
                "copy",
                with(copy("one\ntwo\n"), "mode", "0640"),
                change("state", "absent", "file"),
                change("content", "", "one\ntwo\n"),
                change("mode", "", "0640"));

        assertThat(text("a file")).isEqualTo("one\ntwo\n");
        assertThat(mode("a file")).isEqualTo("rw-r-----");
    }

    @Test
    void showsOldAndNewTextAndKeepsTheMode() throws Exception {
        Files.writeString(at("a file"), "old\n\n");
        Files.setPosixFilePermissions(at("a file"), PosixFilePermissions.fromString("rwxr-x---"));

        converges("copy", copy("new"), change("content", "old\n\n", "new"));

        assertThat(text("a file")).isEqualTo("new");
        assertThat(mode("a file")).isEqualTo("rwxr-x---");
    }

    @Test
    void setsTheModeOfAFileWhoseContentIsRightWithoutReplacingIt() throws Exception {
        Files.writeString(at("a file"), "same");
        Files.setPosixFilePermissions(at("a file"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Object inode = Files.getAttribute(at("a file"), "unix:ino");

        converges("copy", with(copy("same"), "mode", "u=rw,go="), change("mode", "0666", "0600"));

        assertThat(Files.getAttribute(at("a file"), "unix:ino")).isEqualTo(inode);
    }

    @Test
    void carriesAnyBytes() throws Exception {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Map<String, Object> file = FileContent.of("all bytes", bytes);
        Map<String, Object> parameters = parameters("src", file, "dest", folder + "/");

        BlockResult result = run("copy", parameters);

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(output(result, "path")).isEqualTo(at("all bytes").toString());
        assertThat(Files.readAllBytes(at("all bytes"))).isEqualTo(bytes);
        assertThat(result.changes().get(1).to()).isEqualTo("512 bytes, sha256 " + file.get("sha256"));
    }

    @Test
    void takesWhatLooksLikeShellOrFormatsAsText() throws Exception {
        String text = "-n %s \\n $(touch " + at("hacked") + ") `id` ' \" ${HOME} \\\\ %%\n";

        converges("copy", copy(text), change("state", "absent", "file"), change("content", "", text));

        assertThat(text("a file")).isEqualTo(text);
        assertThat(at("hacked")).doesNotExist();
    }

    @Test
    void takesAnUploadedFile() throws Exception {
        byte[] bytes = "x".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Path staged = Files.write(at("staged"), bytes);
        Map<String, Object> file = FileContent.staged("big", bytes, staged);

        converges(
                "copy",
                parameters("src", file, "dest", at("big").toString()),
                change("state", "absent", "file"),
                change("content", "", "100000 bytes, sha256 " + file.get("sha256")));

        assertThat(Files.readAllBytes(at("big"))).isEqualTo(bytes);
    }

    @Test
    void refusesContentThatArrivedDamaged() throws Exception {
        Path staged = Files.writeString(at("staged"), "something else");
        Map<String, Object> file = FileContent.staged("big", new byte[] {1}, staged);

        assertThat(failure("copy", parameters("src", file, "dest", at("big").toString())))
                .startsWith("the new content arrived damaged: its sha256 is ");
        assertThat(at("big")).doesNotExist();
        assertNoTemporaryFiles();
    }

    @Test
    void showsNothingOfASecretAndKeepsItFromOthers() throws Exception {
        Map<String, Object> parameters =
                parameters("content", FileContent.secret("hunter2"), "dest", at("s").toString());

        BlockResult result = converges(
                "copy",
                parameters,
                change("state", "absent", "file"),
                change("content", "", ""),
                change("mode", "", "0600"));

        assertThat(result.toString()).doesNotContain("hunter2");
        assertThat(mode("s")).isEqualTo("rw-------");
    }

    @Test
    void leavesTheFileWhereTheNewContentIsNotValid() throws Exception {
        Files.writeString(at("a file"), "good\n");
        Map<String, Object> parameters = with(copy("bad\n"), "validate", "grep -q good %s");

        assertThat(failure("copy", parameters))
                .isEqualTo("the new content is not valid: \"grep -q good %s\" ended with exit status 1, so the file was"
                        + " left as it was");
        assertThat(text("a file")).isEqualTo("good\n");
        assertNoTemporaryFiles();
    }

    @Test
    void keepsABackupOfWhatItReplaces() throws Exception {
        Files.writeString(at("a file"), "old");

        BlockResult result = converges("copy", with(copy("new"), "backup", true), change("content", "old", "new"));

        assertThat(Files.readString(Path.of(output(result, "backup_file")))).isEqualTo("old");
    }

    @Test
    void leavesAnExistingFileWhereItIsNotForced() throws Exception {
        Files.writeString(at("a file"), "mine");

        assertThat(run("copy", with(copy("yours"), "force", false)).status()).isEqualTo(Status.OK);
        assertThat(text("a file")).isEqualTo("mine");
    }

    @Test
    void replacesALinkInsteadOfWritingThroughIt() throws Exception {
        Files.writeString(at("target"), "kept");
        Files.createSymbolicLink(at("a file"), at("target"));

        converges("copy", copy("new"), change("type", "link", "file"), change("content", "kept", "new"));

        assertThat(at("a file")).isRegularFile().hasContent("new");
        assertThat(Files.isSymbolicLink(at("a file"))).isFalse();
        assertThat(text("target")).isEqualTo("kept");
    }

    @Test
    void saysWhichFolderIsMissing() {
        Map<String, Object> parameters =
                parameters("content", FileContent.of("x"), "dest", at("no/such").toString());

        assertThat(plan("copy", parameters).status()).isEqualTo(Status.CHANGED);
        assertThat(failure("copy", parameters)).isEqualTo("the folder " + at("no") + " doesn't exist");
    }

    @Test
    void refusesAModeThatIsNone() {
        assertThat(failure("copy", with(copy("x"), "mode", "rw-r--r--"))).isEqualTo("\"rw-r--r--\" is not a file mode");
    }

    private void assertNoTemporaryFiles() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".podwright")))
                    .isEmpty();
        }
    }
}

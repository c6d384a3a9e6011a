package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTest extends EveryShell {
    FileTest(String shellCommand) {
        super(shellCommand);
    }

    private Map<String, Object> file(String name, String state) {
        return parameters("path", at(name).toString(), "state", state);
    }

    private void mode(String name, String permissions) throws Exception {
        Files.setPosixFilePermissions(at(name), PosixFilePermissions.fromString(permissions));
    }

    private String mode(String name) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(at(name)));
    }

    @Test
    void makesFoldersOnTheWay() throws Exception {
        converges(
                "file",
                with(file("a b/c", "directory"), "mode", "0750"),
                change("state", "absent", "directory"),
                change("mode", "", "0750"));

        assertThat(mode("a b")).isEqualTo("rwxr-x---");
        assertThat(mode("a b/c")).isEqualTo("rwxr-x---");
    }

    @Test
    void computesSymbolicModes() throws Exception {
        Files.createFile(at("f"));
        mode("f", "rw-rw-r--");

        converges("file", with(file("f", "file"), "mode", "u+x,g=r,o="), change("mode", "0664", "0740"));

        assertThat(mode("f")).isEqualTo("rwxr-----");
    }

    @Test
    void countsWhatDiffersInATree() throws Exception {
        Files.createDirectories(at("d/sub"));
        Files.createFile(at("d/sub/one\ntwo"));
        Files.createFile(at("d/three"));
        mode("d", "rwxr-xr-x");
        mode("d/sub", "rwx------");
        mode("d/sub/one\ntwo", "rw-------");
        mode("d/three", "rw-r--r--");

        converges(
                "file",
                with(with(file("d", "directory"), "recurse", true), "mode", "u=rwX,go=rX"),
                change("mode of 2 inside", "", "u=rwX,go=rX"));

        assertThat(mode("d/sub")).isEqualTo("rwxr-xr-x");
        assertThat(mode("d/sub/one\ntwo")).isEqualTo("rw-r--r--");
    }

    @Test
    void touchesOnlyWhatIsMissing() throws Exception {
        converges("file", file("f", "touch"), change("state", "absent", "file"));

        assertThat(at("f")).isEmptyFile();
    }

    @Test
    void aMissingFileIsUnknownInAPlanAndAFailureInARun() {
        BlockResult planned = plan("file", file("f", "file"));

        assertThat(planned.status()).isEqualTo(Status.DEFERRED);
        assertThat(planned.deferred()).contains(at("f") + " doesn't exist yet");
        assertThat(failure("file", file("f", "file"))).isEqualTo(at("f") + " doesn't exist");
    }

    @Test
    void leadsALinkElsewhere() throws Exception {
        Files.createDirectory(at("old"));
        Files.createDirectory(at("new folder"));
        Files.createSymbolicLink(at("l"), at("old"));

        converges(
                "file",
                with(file("l", "link"), "src", "new folder"),
                change("link", at("old").toString(), "new folder"));

        assertThat(Files.readSymbolicLink(at("l"))).isEqualTo(Path.of("new folder"));
        assertThat(at("old")).isEmptyDirectory();
    }

    @Test
    void replacesAFileByALinkOnlyByForce() throws Exception {
        Files.writeString(at("l"), "x");
        Map<String, Object> link = with(file("l", "link"), "src", at("nowhere").toString());

        assertThat(failure("file", link)).isEqualTo(at("l") + " is a file, not a link");

        converges(
                "file",
                with(link, "force", true),
                change("state", "file", "link"),
                change("link", "", at("nowhere").toString()));
    }

    @Test
    void aLinkToNothingNeedsForce() {
        Map<String, Object> link = with(file("l", "link"), "src", "nowhere");

        assertThat(failure("file", link))
                .isEqualTo(at("nowhere") + ", where the link " + at("l") + " is to lead, doesn't exist");
    }

    @Test
    void givesAFileAnotherName() throws Exception {
        Files.writeString(at("f"), "x");

        converges(
                "file",
                with(file("h", "hard"), "src", at("f").toString()),
                change("hard link", "", at("f").toString()));

        assertThat(Files.isSameFile(at("f"), at("h"))).isTrue();
    }

    @Test
    void removesFoldersButNotWhatALinkLeadsTo() throws Exception {
        Files.createDirectories(at("d/e"));
        Files.createDirectory(at("kept"));
        Files.createSymbolicLink(at("l"), at("kept"));

        converges("file", file("d", "absent"), change("state", "directory", "absent"));
        converges("file", file("l", "absent"), change("state", "link", "absent"));

        assertThat(at("d")).doesNotExist();
        assertThat(at("kept")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/etc/", "/usr/lib", "/usr/lib/.", "/tmp/x/../../etc", "/dev/sda"})
    void refusesToRemoveWhatTheHostNeeds(String path) {
        Map<String, Object> parameters = parameters("path", path, "state", "absent");

        assertThat(plan("file", parameters).status()).isEqualTo(Status.FAILED);
        assertThat(failure("file", parameters)).startsWith(path + " is not removed");
    }

    @Test
    void refusesAFolderWhereAFileIs() throws Exception {
        Files.createFile(at("f"));

        assertThat(failure("file", file("f", "directory"))).isEqualTo(at("f") + " is a file, not a folder");
    }

    @Test
    void saysWhoIsMissing() throws Exception {
        Files.createFile(at("f"));
        Map<String, Object> parameters = with(file("f", "file"), "owner", "no-such-user");

        assertThat(plan("file", parameters).changes()).containsExactly(change("owner", owner("f"), "no-such-user"));
        assertThat(failure("file", parameters)).isEqualTo("this host has no such user or group: no-such-user");
    }

    @Test
    void aUserByNumberIsTheSameUser() throws Exception {
        Files.createFile(at("f"));
        String uid = Files.getAttribute(at("f"), "unix:uid").toString();

        assertThat(run("file", with(file("f", "file"), "owner", uid)).status()).isEqualTo(Status.OK);
    }

    private String owner(String name) throws Exception {
        return Files.getOwner(at(name)).getName();
    }
}

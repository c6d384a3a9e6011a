package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.lab.NeedsLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// `repository` with real apt in a throwaway copy of this machine, and a repository on its file system.
@NeedsLab
@Timeout(120)
@ParameterizedClass
@ValueSource(strings = {"dash", "busybox sh"})
class RepositoryTest {
    @TempDir
    static Path shared;

    static AptRepository packages;

    @TempDir
    Path folder;

    private final String shellCommand;
    private ThrowawayRoot machine;

    RepositoryTest(String shellCommand) {
        this.shellCommand = shellCommand;
    }

    @BeforeAll
    static void makeARepository() throws Exception {
        packages = AptRepository.in(shared.resolve("packages"), "podwright-stand-in=1.0", "podwright-other=2.0");
    }

    @BeforeEach
    void open() throws Exception {
        machine = ThrowawayRoot.of(shellCommand, folder);
        // No list is asked for that lies elsewhere.
        machine.shell("rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*");
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private Map<String, Object> repository(Object... namesAndValues) {
        Map<String, Object> parameters = LocalHost.parameters(
                "name", "test", "uris", List.of(packages.uri()), "suites", List.of("./"), "key", packages.keyUri());
        parameters.putAll(LocalHost.parameters(namesAndValues));
        return parameters;
    }

    private BlockResult changes(Map<String, Object> parameters, Change... changes) {
        BlockResult planned = machine.plan("repository", parameters);
        assertThat(planned.failure()).as(planned.toString()).isEmpty();
        assertThat(planned.changes()).containsExactly(changes);
        BlockResult applied = machine.run("repository", parameters);
        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).containsExactly(changes);
        assertThat(machine.run("repository", parameters).status()).isEqualTo(Status.OK);
        return applied;
    }

    private BlockResult.Failure failure(Map<String, Object> parameters) {
        BlockResult result = machine.run("repository", parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure().orElseThrow();
    }

    @Test
    void addsARepositoryThatPackagesCanBeInstalledFrom() {
        changes(
                repository(),
                new Change("key /etc/apt/keyrings/test.gpg", "absent", packages.keyUri()),
                new Change("repository test", "absent", "/etc/apt/sources.list.d/test.sources"),
                new Change("test Types", "absent", "deb"),
                new Change("test URIs", "absent", packages.uri()),
                new Change("test Suites", "absent", "./"),
                new Change("test Signed-By", "absent", "/etc/apt/keyrings/test.gpg"));
        assertThat(machine.run("package", Map.of("name", "podwright-stand-in=1.0"))
                        .status())
                .isEqualTo(Status.CHANGED);

        changes(
                repository("options", Map.of("Languages", "none"), "priority", 600L),
                new Change("test Languages", "absent", "none"),
                new Change("test priority", "absent", "600 (origin \"\")"));
        assertThat(machine.shell("apt-cache policy podwright-other")).contains("600");

        changes(
                Map.of("name", "test", "state", "absent"),
                new Change("/etc/apt/sources.list.d/test.sources", "present", "absent"),
                new Change("/etc/apt/preferences.d/test.pref", "present", "absent"),
                new Change("/etc/apt/keyrings/test.gpg", "present", "absent"));
    }

    @Test
    void aChangeIsNamedFieldByFieldAndCommentsDontCount() {
        machine.run("repository", repository("update", false));
        machine.shell(
                "cd /etc/apt/sources.list.d && { echo '# a note'; sed 's/^Suites: /Suites:   /' test.sources; } >new"
                        + " && mv new test.sources");

        assertThat(machine.run("repository", repository("update", false)).status())
                .isEqualTo(Status.OK);
        changes(
                repository("update", false, "suites", List.of("stable"), "components", List.of("main", "extra")),
                new Change("test Suites", "./", "stable"),
                new Change("test Components", "absent", "main extra"));
    }

    @Test
    void takesWholeEntriesAndPutsTheKeyIn() {
        changes(
                LocalHost.parameters(
                        "name",
                        "test",
                        "line",
                        List.of("deb [arch=all,amd64]  " + packages.uri() + " ./"),
                        "key",
                        packages.keyUri()),
                new Change("key /etc/apt/keyrings/test.gpg", "absent", packages.keyUri()),
                new Change("repository test", "absent", "/etc/apt/sources.list.d/test.list"),
                new Change(
                        "test deb [arch=all,amd64 signed-by=/etc/apt/keyrings/test.gpg] " + packages.uri() + " ./",
                        "absent",
                        "enabled"));
        assertThat(machine.run("package", Map.of("name", "podwright-other")).status())
                .isEqualTo(Status.CHANGED);
    }

    @Test
    void anEntryWithAnotherKeyIsNamedAndReplacedOnlyWhereThatIsAllowed() {
        String old = "/etc/apt/sources.list.d/old.list";
        machine.shell("mkdir -p /usr/share/keyrings; cp " + packages.folder() + "/key.asc /usr/share/keyrings/old.asc; "
                + "printf '%s\\n' '# from the old days' 'deb [signed-by=/usr/share/keyrings/old.asc] " + packages.uri()
                + "/ ./' >" + old);
        // What apt itself says of both, so that the failure below is known to be the right one.
        machine.run("repository", repository("name", "early", "update", false, "replaces", List.of("old.list")));
        machine.shell(
                "printf '%s\\n' 'deb [signed-by=/usr/share/keyrings/old.asc] " + packages.uri() + "/ ./' >" + old);
        assertThat(machine.shell("apt-get update 2>&1 || :")).contains("Conflicting values set for option Signed-By");
        machine.run("repository", Map.of("name", "early", "state", "absent"));
        machine.shell("printf '%s\\n' '# from the old days' 'deb [signed-by=/usr/share/keyrings/old.asc] "
                + packages.uri() + "/ ./' >" + old);

        BlockResult.Failure failure = failure(repository());
        assertThat(failure.message())
                .contains(old + " line 2")
                .contains("E: Conflicting values set for option Signed-By");
        assertThat(failure.hint()).contains("replaces");
        assertThat(machine.shell("ls /etc/apt/sources.list.d")).doesNotContain("test.sources");

        BlockResult applied = machine.run("repository", repository("replace_conflicting", true));
        assertThat(applied.changes()).contains(new Change(old + " line 2", "enabled", "disabled"));
        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(machine.run("repository", repository("replace_conflicting", true))
                        .status())
                .isEqualTo(Status.OK);
        assertThat(machine.shell("cat " + old)).contains("# from the old days").contains("# deb [signed-by");
        assertThat(machine.shell("apt-get update 2>&1")).doesNotContain("Conflicting");

        assertThat(machine.run("repository", repository("replaces", List.of("old.list")))
                        .changes())
                .containsExactly(new Change(old, "present", "absent"));
    }

    @Test
    void aStanzaWithAnotherKeyIsDisabled() {
        String old = "/etc/apt/sources.list.d/old.sources";
        machine.shell("""
                cat >%s <<END
                # Two stanzas, of which one is ours.
                Types: deb
                URIs: file:///nowhere %s/
                Suites: ./
                Enabled: yes
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----

                Types: deb
                URIs: file:///elsewhere
                Suites: ./
                END
                """.formatted(old, packages.uri()));

        assertThat(failure(repository()).message()).contains(old + " line 2").contains("((in the file), not ");
        assertThat(machine.run("repository", repository("replace_conflicting", true, "update", false))
                        .changes())
                .contains(new Change(old + " line 2", "enabled", "disabled"));
        assertThat(machine.shell("cat " + old))
                .contains("Types: deb\nEnabled: no\nURIs: file:///nowhere")
                .doesNotContain("Enabled: yes");
        assertThat(machine.run("repository", repository("replace_conflicting", true, "update", false))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void aRepositoryThatCantBeReadLeavesNothingBehind() {
        machine.run("repository", repository("update", false));
        String before = machine.shell("cat /etc/apt/sources.list.d/test.sources; cksum /etc/apt/keyrings/test.gpg");

        BlockResult.Failure failure = failure(repository("suites", List.of("nowhere/"), "priority", 700L));

        assertThat(failure.message()).startsWith("fetch the package lists of test failed");
        assertThat(machine.shell("cat /etc/apt/sources.list.d/test.sources; cksum /etc/apt/keyrings/test.gpg"))
                .isEqualTo(before);
        assertThat(machine.shell("ls /etc/apt/preferences.d")).doesNotContain("test.pref");
    }

    @Test
    void aWrongKeyIsRefusedByAptAndNothingStays() {
        BlockResult.Failure failure = failure(repository("key", packages.uri() + "/other.asc"));

        assertThat(failure.message())
                .startsWith("fetch the package lists of test failed")
                .contains("NO_PUBKEY");
        assertThat(machine.shell("ls /etc/apt/sources.list.d /etc/apt/keyrings"))
                .doesNotContain("test");
    }

    @Test
    void onlyAKeyWithTheFingerprintIsTaken() throws Exception {
        String spaced = packages.fingerprint()
                .toLowerCase(Locale.ROOT)
                .replaceAll("(.{4})", "$1 ")
                .strip();
        BlockResult.Failure failure =
                failure(repository("key", packages.uri() + "/other.asc", "fingerprint", List.of(spaced)));
        assertThat(failure.message()).contains("has the fingerprint ").endsWith(", not " + packages.fingerprint());

        assertThat(machine.run("repository", repository("fingerprint", List.of(spaced)))
                        .status())
                .isEqualTo(Status.CHANGED);
        // A key that was exchanged on the host is noticed and fetched anew.
        machine.shell("cp " + packages.folder() + "/other.asc /etc/apt/keyrings/test.gpg");
        BlockResult mended = machine.run("repository", repository("fingerprint", List.of(spaced)));
        assertThat(mended.status()).as(mended.toString()).isEqualTo(Status.CHANGED);
        assertThat(mended.changes()).hasSize(1).first().extracting(Change::to).isEqualTo(packages.fingerprint());
        assertThat(failure(repository("fingerprint", List.of("1234ABCD"))).message())
                .contains("not a whole fingerprint");
    }

    @Test
    void takesAKeyAsTextAndAPathThatIsThere() throws Exception {
        assertThat(machine.run("repository", repository("key", packages.key())).status())
                .isEqualTo(Status.CHANGED);
        assertThat(machine.run("repository", repository("key", packages.key())).status())
                .isEqualTo(Status.OK);

        changes(
                repository("key", packages.folder() + "/key.asc"),
                new Change("test Signed-By", "/etc/apt/keyrings/test.gpg", packages.folder() + "/key.asc"));
        assertThat(machine.plan("repository", repository("key", "/nowhere.gpg")).status())
                .isEqualTo(Status.DEFERRED);
        assertThat(failure(repository("key", "nonsense")).message()).contains("neither an address nor a path");
        assertThat(failure(repository("key", "file:///etc/passwd", "uris", List.of("file:///nowhere"), "name", "more"))
                        .message())
                .contains("not an OpenPGP key");
        assertThat(Files.exists(Path.of("/etc/apt/sources.list.d/test.sources")))
                .isFalse();
    }
}

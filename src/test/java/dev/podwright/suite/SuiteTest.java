package dev.podwright.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.connection.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every case of the suite by Podwright: on local connections, and by SSH. `-Dsuite.accept=true` accepts what
/// happens now where Ansible has no say: where the case isn't in its dialect, or differs on purpose.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuiteTest {
    private Path folder = Path.of("");

    private Path local = Path.of("");
    private Path ssh = Path.of("");
    private OpenSshServer server;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        local = Files.writeString(folder.resolve("local.yml"), "all: {vars: {connection: local}}\n");
        server = OpenSshServer.start(Files.createDirectory(folder.resolve("sshd")));
        ssh = Files.writeString(folder.resolve("ssh.yml"), server.inventory());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> runsByLocalConnections() {
        return tests("local", local);
    }

    @TestFactory
    Stream<DynamicTest> runsBySsh() {
        return tests("ssh", ssh);
    }

    private Stream<DynamicTest> tests(String kind, Path connection) {
        return SuiteCase.all().stream()
                .map(each ->
                        dynamicTest(each.name(), () -> check(each, folder.resolve(kind, each.name()), connection)));
    }

    private static void check(SuiteCase suiteCase, Path folder, Path connection) {
        if (suiteCase.text("needs").equals("root")) {
            Assumptions.assumeTrue(
                    "root".equals(System.getProperty("user.name")) || System.getenv("CI") != null, "needs root");
        }
        PodwrightRun run = PodwrightRun.of(suiteCase, folder, connection);
        boolean ours = !suiteCase.isIn(Dialect.ANSIBLE) || suiteCase.differs();
        if (ours && SuiteCase.accepts()) {
            suiteCase.accept(Dialect.PODWRIGHT, run.results());
            return;
        }
        assertThat(run.results().yaml())
                .as("%s: %s%n%s", suiteCase.path(), suiteCase.text("about"), run.console())
                .isEqualTo(suiteCase.expected(Dialect.PODWRIGHT).yaml());
    }

    @TestFactory
    List<DynamicTest> everyCaseSaysWhatItIsAbout() {
        return SuiteCase.all().stream()
                .map(each -> dynamicTest(each.name(), () -> {
                    assertThat(each.text("about")).as("about").isNotBlank();
                    assertThat(each.isIn(Dialect.PODWRIGHT))
                            .as("a playbook of ours")
                            .isTrue();
                    assertThat(each.expected(Dialect.PODWRIGHT).hosts())
                            .as("expected")
                            .isNotEmpty();
                    assertThat(each.node().containsKey("expected_of_ansible"))
                            .as("only where it differs, and is in Ansible's dialect")
                            .isEqualTo(each.differs() && each.isIn(Dialect.ANSIBLE));
                }))
                .toList();
    }
}

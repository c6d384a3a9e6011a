package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With a parameter of this machine's kernel that means little to it; its value is put back.
class SysctlTest extends PrivateHost {
    private static final Path PARAMETER = Path.of("/proc/sys/net/ipv4/ipfrag_secret_interval");
    private static final String NAME = "net.ipv4.ipfrag_secret_interval";

    private String before = "";

    SysctlTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void remember() {
        before = running(NAME);
    }

    @AfterEach
    void putBack() throws Exception {
        Files.writeString(PARAMETER, before + "\n");
    }

    /// Such a file can only be read in one go.
    private String running(String name) {
        return said("cat /proc/sys/" + name.replace('.', '/')).strip();
    }

    private Map<String, Object> parameter(Object... more) {
        Map<String, Object> all = parameters(more);
        all.putIfAbsent("name", NAME);
        all.putIfAbsent("sysctl_file", at("sysctl.d/50-own.conf").toString());
        return all;
    }

    private Change inFile(String from, String to) {
        return change("value in " + at("sysctl.d/50-own.conf"), from, to);
    }

    @Test
    void setsTheRunningValueAndKeepsIt() throws Exception {
        BlockResult set =
                converges("sysctl", parameter("value", "7"), change("running value", before, "7"), inFile("", "7"));
        assertThat(running(NAME)).isEqualTo("7");
        assertThat(text("sysctl.d/50-own.conf")).isEqualTo(NAME + " = 7\n");
        assertThat(output(set, "value")).isEqualTo("7");

        converges("sysctl", parameter("value", "8"), change("running value", "7", "8"), inFile("7", "8"));
        converges("sysctl", parameter("state", "absent"), inFile("8", ""));
        assertThat(text("sysctl.d/50-own.conf")).isEmpty();
    }

    @Test
    void leavesOtherLinesAndReplacesEachOfItsOwn() throws Exception {
        Files.createDirectories(at("sysctl.d"));
        Files.writeString(at("sysctl.d/50-own.conf"), """
                # mine
                net/ipv4/ipfrag_secret_interval=1
                vm.swappiness = 10
                 -%s  =  2
                """.formatted(NAME));
        converges("sysctl", parameter("value", before), inFile("2", before));
        assertThat(text("sysctl.d/50-own.conf"))
                .isEqualTo("# mine\nvm.swappiness = 10\n" + NAME + " = " + before + "\n");
    }

    @Test
    void comparesWordsNotBlanks() {
        String range = running("net.ipv4.ip_local_port_range");
        Map<String, Object> same =
                parameter("name", "net.ipv4.ip_local_port_range", "value", range.replace("\t", "   "));
        converges("sysctl", same, inFile("", range.replace("\t", " ")));
    }

    @Test
    void leavesTheRunningValueWhereAsked() {
        converges("sysctl", parameter("value", "9", "reload", false), inFile("", "9"));
        assertThat(running(NAME)).isEqualTo(before);
    }

    @Test
    void warnsOfAFileThatIsReadLater() {
        run("copy", parameters("dest", "/etc/sysctl.d/99-later.conf", "src", FileContent.of(NAME + "=3\n")));
        BlockResult set = run("sysctl", parameter("value", before, "sysctl_file", "/etc/sysctl.d/50-own.conf"));
        assertThat(set.warnings())
                .containsExactly("/etc/sysctl.d/99-later.conf is read later and sets " + NAME + " to 3 at each boot");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(failure("sysctl", parameter("name", "net.bridge.nothing", "value", "1")))
                .isEqualTo("this kernel has no parameter net.bridge.nothing");
        assertThat(failure("sysctl", parameter("value", "many")))
                .startsWith("the kernel doesn't take many for " + NAME);
        assertThat(failure("sysctl", parameter("name", "../x", "value", "1")))
                .contains("is not the name of a kernel parameter");
        assertThat(run("sysctl", parameter("name", "net.nothing", "value", "1", "ignoreerrors", true))
                        .status())
                .isEqualTo(Status.CHANGED);
    }
}

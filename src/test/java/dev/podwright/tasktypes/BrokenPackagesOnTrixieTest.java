package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHosts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Lab
class BrokenPackagesOnTrixieTest extends BrokenPackages {

    BrokenPackagesOnTrixieTest(LabHosts hosts) throws Exception {
        super(hosts);
    }

    @Test
    void waitsForWhoeverHoldsTheLockOfDpkgAndNamesIt() {
        String lock = "/var/lib/dpkg/lock-frontend";
        List<String> progress = heard();

        BlockResult result = runWhileHeld(lock, HELLO, progress);

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(progress)
                .anySatisfy(said -> assertThat(said)
                        .matches("waiting for perl \\(process \\d+\\), which holds " + lock + ", to finish"));
    }

    @Test
    void waitsForWhoeverFetchesThePackageLists() {
        List<String> progress = heard();

        BlockResult result = runWhileHeld(
                "/var/lib/apt/lists/lock",
                Map.of("name", "hello", "update_cache", true, "cache_valid_time", 0L),
                progress);

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(progress).anySatisfy(said -> assertThat(said).contains("which holds /var/lib/apt/lists/lock"));
    }

    @Test
    void completesAnInstallationThatWasKilled() {
        installBroken("", "postinst", "[ -e /srv/broken/done ] || { touch /srv/broken/done; kill -9 $PPID; }");
        assertThat(state()).isEqualTo("half-configured");

        assertThat(installing()).contains("was interrupted; completing it with dpkg --configure -a");

        assertThat(state()).isEqualTo("installed");
    }

    @Test
    void saysWhichPackageWasKilledWhileItWasUnpacked() {
        installBroken("", "preinst", "[ -e /srv/broken/done ] || { touch /srv/broken/done; kill -9 $PPID; }");
        assertThat(state()).isEqualTo("half-installed");

        BlockResult.Failure failure = failure(HELLO);

        assertThat(failure.message()).contains("the package broken is half installed, and no repository has it");
        assertThat(failure.hint()).contains("dpkg --remove --force-remove-reinstreq broken");
    }

    @Test
    void installsWhatAHalfInstalledPackageDependsOn() {
        installBroken("netcat-traditional", "postinst", "exit 0");
        assertThat(state()).isEqualTo("unpacked");

        assertThat(installing()).contains("lack others that they depend on; installing these");

        assertThat(state()).isEqualTo("installed");
    }

    @Test
    void removesNothingToMendAHost() {
        installBroken("no-such-package", "postinst", "exit 0");

        assertThat(failure(HELLO).message())
                .isEqualTo(
                        "install hello failed: packages on this host lack others, and only removing some would mend that");

        assertThat(state()).isEqualTo("unpacked");
    }

    @Test
    void namesThePackageWhoseScriptFails() {
        installBroken("", "postinst", "exit 3");

        assertThat(failure(HELLO).message())
                .isEqualTo("install hello failed: an installation script of the package broken failed");
    }

    @Test
    void goesOnWithoutARepositoryWhoseKeyIsMissing() {
        source("deb [signed-by=/srv/broken/lasting.asc] copy:/srv/broken/expired-key ./");

        BlockResult result = run(Map.of("name", "hello", "update_cache", true, "cache_valid_time", 0L));

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("copy:/srv/broken/expired-key", "Missing key 79D1DD003EE1875D06EC8A0ADED385D727BDA504")
                .contains("put the key in place with a repository task");
        assertThat(failure(Map.of("name", "no-such-package", "update_cache", true, "cache_valid_time", 0L))
                        .hint())
                .contains("one can't: copy:/srv/broken/expired-key");
    }

    @Test
    void saysThatTheClockIsBehind() {
        source("deb [signed-by=/srv/broken/lasting.asc check-date=yes] copy:/srv/broken/future ./");

        BlockResult result = run(Map.of("update_cache", true, "cache_valid_time", 0L));

        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("is not valid yet", "the clock of this host is behind (20");
    }

    @Test
    void saysWhichSourceIsListedTwiceWithDifferentKeys() {
        source("deb [signed-by=/srv/broken/lasting.asc] copy:/srv/broken/future ./\n"
                + "deb [signed-by=/srv/broken/expired.asc] copy:/srv/broken/future ./");

        BlockResult.Failure failure = failure(HELLO);

        assertThat(failure.message())
                .contains("Conflicting values set for option Signed-By regarding source copy:/srv/broken/future/");
        assertThat(failure.hint()).contains("listed twice with different keys");
    }

    @Test
    void saysThatNoSpaceIsLeft() {
        sh("mount -t tmpfs -o size=8k tmpfs /var/cache/apt/archives; mkdir /var/cache/apt/archives/partial");

        BlockResult.Failure failure = failure(HELLO);

        assertThat(failure.message()).isEqualTo("install hello failed: no space is left on this host");
        assertThat(failure.hint()).contains("apt-get clean");
    }
}

package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHosts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What apt and dpkg of Debian 12 word otherwise.
@Lab(image = "bookworm")
class BrokenPackagesOnBookwormTest extends BrokenPackages {

    BrokenPackagesOnBookwormTest(LabHosts hosts) throws Exception {
        super(hosts);
    }

    @Test
    void waitsForWhoeverHoldsTheLockOfDpkg() {
        List<String> progress = heard();

        BlockResult result = runWhileHeld("/var/lib/dpkg/lock-frontend", HELLO, progress);

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(progress).anySatisfy(said -> assertThat(said).startsWith("waiting for perl (process "));
    }

    @Test
    void goesOnWithoutARepositoryWhoseKeyHasExpired() {
        source("deb [signed-by=/srv/broken/expired.asc] copy:/srv/broken/expired-key ./");

        BlockResult result = run(Map.of("name", "hello", "update_cache", true, "cache_valid_time", 0L));

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("EXPKEYSIG DED385D727BDA504", "put the publisher's present key in place");
    }

    @Test
    void namesAKeyThatIsMissing() {
        source("deb [signed-by=/srv/broken/lasting.asc] copy:/srv/broken/expired-key ./");

        assertThat(run(Map.of("update_cache", true, "cache_valid_time", 0L)).warnings())
                .singleElement()
                .asString()
                .contains("NO_PUBKEY DED385D727BDA504", "put the key in place");
    }
}

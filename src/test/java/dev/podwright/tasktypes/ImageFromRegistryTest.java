package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Failure;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.source.Secret;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `ensure_image` with a real engine that pulls from stand-in registries on loopback.
class ImageFromRegistryTest extends DockerHost {
    private static final String RETRY = "toomanyrequests: retry-after: 100ms, allowed: 44000/minute";
    private StandInRegistry registry;
    private StandInRegistry mirror;

    ImageFromRegistryTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void startRegistries() throws Exception {
        Files.writeString(at("hello"), "hello " + System.nanoTime() + "\n");
        Process tar = new ProcessBuilder("tar", "-C", folder.toString(), "-c", "hello").start();
        byte[] layer = tar.getInputStream().readAllBytes();
        registry = new StandInRegistry(layer, "amd64");
        mirror = new StandInRegistry(layer, "amd64");
    }

    @AfterEach
    void stopRegistries() throws Exception {
        for (StandInRegistry each : List.of(registry, mirror)) {
            for (String name : docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", each.image("app"))
                    .lines()
                    .toList()) {
                docker("image", "rm", name.replace(":<none>", "@" + each.digest()));
            }
            each.close();
        }
    }

    private Map<String, Object> app(Object... more) {
        Map<String, Object> parameters = parameters("image", registry.image("app:1"), "retry_for", 20L);
        parameters.putAll(parameters(more));
        return parameters;
    }

    @Test
    void pullsFromARegistry() {
        BlockResult result =
                converges("ensure_image", app(), change("image " + registry.image("app:1"), "absent", "present"));

        assertThat(output(result, "source")).isEqualTo("pulled");
        assertThat(output(result, "pulled_from")).isEqualTo(registry.image("app:1"));
    }

    @Test
    void waitsAsLongAsARegistryThatLimitsTheRateAsksFor() {
        registry.refuse(2, 429, "TOOMANYREQUESTS", RETRY);

        BlockResult result = run("ensure_image", app());

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(output(result, "source")).isEqualTo("pulled");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void triesTheNextSourceWhereARegistryKeepsRefusing() {
        registry.refuse(100, 429, "TOOMANYREQUESTS", "toomanyrequests: retry-after: 1h");
        String other = mirror.image("app:copy");

        BlockResult result = converges(
                "ensure_image",
                app("sources", List.of(other)),
                change("image " + registry.image("app:1"), "absent", "present"));

        assertThat(output(result, "pulled_from")).isEqualTo(other);
        assertThat(result.warnings()).singleElement().asString().contains("toomanyrequests", "trying " + other);
        converges(
                "ensure_image",
                app("sources", List.of(other), "state", "absent"),
                change("image " + registry.image("app:1"), "present", "absent"),
                change("image " + other, "present", "absent"));
    }

    @Test
    void triesTheNextSourceWhereARegistryIsOutOfReach() throws Exception {
        registry.close();
        String pinned = mirror.image("app@" + mirror.digest());

        BlockResult result = run("ensure_image", app("sources", List.of(pinned)));

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(output(result, "pulled_from")).isEqualTo(pinned);
        assertThat(result.warnings()).singleElement().asString().contains("connection refused");
    }

    @Test
    void saysWhatEachSourceSaid() {
        registry.refuse(100, 404, "MANIFEST_UNKNOWN", "manifest unknown");
        mirror.refuse(100, 429, "TOOMANYREQUESTS", "toomanyrequests: You have reached your pull rate limit");

        Failure failure = failed("ensure_image", app("sources", List.of(mirror.image("app:copy"))));

        assertThat(failure.message()).contains(registry.image("app:1"), "manifest unknown", "pull rate limit");
        assertThat(failure.hint()).contains("name a mirror in sources");
    }

    @Test
    void doesNotAskAgainWhereTheAnswerIsNo() {
        registry.refuse(100, 404, "MANIFEST_UNKNOWN", "manifest unknown");
        assertThat(failed("ensure_image", app()).hint()).isEqualTo("check the name and the tag");

        // An engine may ask twice by itself; a second pull would double that.
        assertThat(registry.asked()).isBetween(1, 2);
    }

    @Test
    void logsInForThisPullAlone() throws Exception {
        registry.require("robot", "it's a secret");

        assertThat(failed("ensure_image", app()).hint()).contains("give username and password");
        assertThat(failed("ensure_image", app("username", "robot", "password", new Secret("wrong")))
                        .message())
                .contains("login as robot");

        BlockResult result = run(
                "ensure_image", app("username", "robot", "password", new Secret("it's a secret"), "pull", "always"));
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(run(
                                "ensure_image",
                                app("username", "robot", "password", new Secret("it's a secret"), "pull", "always"))
                        .status())
                .isEqualTo(Status.OK);
        assertThat(failed("ensure_image", app("pull", "always", "image", registry.image("app:2")))
                        .hint())
                .contains("give username and password");
    }

    @Test
    void pullsAnewWhatIsHereForAnotherPlatform() throws Exception {
        assertThat(run("ensure_image", app()).status()).isEqualTo(Status.CHANGED);

        BlockResult planned = plan("ensure_image", app("platform", "linux/arm64"));

        assertThat(planned.changes())
                .containsExactly(change("platform of " + registry.image("app:1"), "linux/amd64", "linux/arm64"));
        assertThat(plan("ensure_image", app("platform", "linux/amd64")).changes())
                .isEmpty();
    }

    @Test
    void takesAnImageByItsDigestFromItsOwnRegistryOnly() {
        String pinned = registry.image("app@" + registry.digest());

        converges("ensure_image", app("image", pinned), change("image " + pinned, "absent", "present"));

        assertThat(failed("ensure_image", app("image", pinned, "sources", List.of(mirror.image("app:1"))))
                        .message())
                .contains("is pinned by its digest");
    }
}

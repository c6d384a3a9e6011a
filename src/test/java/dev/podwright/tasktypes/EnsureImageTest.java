package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With a registry on loopback that only refuses: what it says, and the ways around it.
class EnsureImageTest extends DockerHost {
    private final String image =
            "podwright-test/image:" + ProcessHandle.current().pid();

    EnsureImageTest(String shellCommand) {
        super(shellCommand);
    }

    @AfterEach
    void removeImage() throws Exception {
        if (!docker("image", "ls", "--quiet", image).isEmpty()) {
            docker("image", "rm", image);
        }
    }

    private Map<String, Object> here() {
        return parameters("image", image, "pull", "never");
    }

    @Test
    void leavesAnImageThatIsHere() {
        BlockResult result = run("ensure_image", parameters("image", IMAGE));

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.OK);
        assertThat(output(result, "source")).isEqualTo("present");
        assertThat(output(result, "image_id")).startsWith("sha256:");
    }

    @Test
    void loadsAnArchiveUnderTheNameAskedFor() throws Exception {
        docker("save", "--output", at("image.tar").toString(), IMAGE);

        BlockResult result = converges(
                "ensure_image",
                with(here(), "archive", at("image.tar").toString()),
                change("image " + image, "absent", "present"));

        assertThat(output(result, "source")).isEqualTo("loaded");
        converges("ensure_image", with(here(), "state", "absent"), change("image " + image, "present", "absent"));
    }

    @Test
    void saysThatThereIsNoWay() {
        assertThat(failed("ensure_image", here()).message()).endsWith("is not on this host, and pull is never");
        assertThat(failed("ensure_image", with(here(), "archive", at("missing").toString()))
                        .message())
                .isEqualTo("there is no readable archive " + at("missing") + " on this host");
    }

    @Test
    void tellsWhyARegistryRefuses() throws Exception {
        assertThat(refusal(404, "MANIFEST_UNKNOWN", "manifest unknown").hint()).isEqualTo("check the name and the tag");
        assertThat(refusal(401, "UNAUTHORIZED", "authentication required").hint())
                .contains("give username and password");
        assertThat(refusal(429, "TOOMANYREQUESTS", "toomanyrequests: pull rate limit")
                        .hint())
                .contains("name a mirror in sources");
    }

    private BlockResult.Failure refusal(int status, String code, String message) throws Exception {
        try (StandInRegistry registry = new StandInRegistry(new byte[0], "amd64").refuse(100, status, code, message)) {
            return failed("ensure_image", parameters("image", registry.image("app:1"), "retry_for", 0L));
        }
    }

    @Test
    void goesOnWithTheArchiveWhereTheRegistryIsOutOfReach() throws Exception {
        docker("save", "--output", at("image.tar").toString(), IMAGE);
        String unreachable = "127.0.0.1:9/podwright-test:1";
        try {
            BlockResult result = run(
                    "ensure_image",
                    parameters("image", unreachable, "archive", at("image.tar").toString()));

            assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
            assertThat(result.warnings()).singleElement().asString().contains("connection refused");
        } finally {
            docker("image", "rm", unreachable);
        }
    }
}

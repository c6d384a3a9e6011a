package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeMappingsTest {
    @Test
    void readsAMapFromHostPathsAndVolumesInItsOrder() {
        Map<String, Object> volumes = new LinkedHashMap<>();
        volumes.put("/srv/models", "/models:ro");
        volumes.put("cache", "/root/.cache");

        assertThat(VolumeMappings.read(volumes)).isEqualTo(List.of("/srv/models:/models:ro", "cache:/root/.cache"));
    }

    @Test
    void readsDockersStrings() {
        assertThat(VolumeMappings.read(List.of("/a:/b", "cache:/c:ro,z", "/anonymous")))
                .isEqualTo(List.of("/a:/b", "cache:/c:ro,z", "/anonymous"));
        assertThat(VolumeMappings.read("/a:/b")).isEqualTo(List.of("/a:/b"));
        assertThat(VolumeMappings.read(List.of())).isEmpty();
    }

    @Test
    void keepsSecretsSecret() {
        assertThat(VolumeMappings.read(List.of(new Secret("/private:/data"))))
                .isEqualTo(List.of(new Secret("/private:/data")));
        assertThatThrownBy(() -> VolumeMappings.read(new Secret("private:data")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a secret")
                .hasMessageNotContaining("private:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "/a:b", ":/b", "/a:/b:ro:z", "", "cache:"})
    void refusesWhatNamesNoPathInTheContainer(String volume) {
        assertThatThrownBy(() -> VolumeMappings.read(List.of(volume)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must name an absolute path in the container, as /srv/data:/data or /srv/data:/data:ro do,"
                        + " not \"" + volume + "\"");
    }

    @Test
    void refusesOtherValues() {
        List<Object> others = List.of(
                8080L, true, List.of(8080L), List.of(Map.of("a", "/b")), Map.of("/a", List.of("/b")), NullValue.NULL);
        for (Object other : others) {
            assertThatThrownBy(() -> VolumeMappings.read(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("must map host paths or volume names to container paths");
        }
    }

    @Test
    void refusesTwoMountsAtOnePlace() {
        assertThatThrownBy(() -> VolumeMappings.read(List.of("/a:/data", "/b:/data:ro")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mounts \"/data\" twice");
        assertThat(VolumeMappings.read(Map.of("/a", "/data", "/b", "/data2"))).hasSize(2);
    }
}

package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
    @Test
    void textTakesNumbersAndBooleansAsWritten() {
        assertThat(convert(ParameterType.STRING, new BigDecimal("1.10"))).isEqualTo("1.10");
        assertThat(convert(ParameterType.STRING, true)).isEqualTo("true");
        assertThat(convert(ParameterType.STRING, 22L)).isEqualTo("22");
        assertThat(convert(ParameterType.STRING, new Secret("s"))).isEqualTo(new Secret("s"));
        assertThat(convert(ParameterType.SECRET, "s")).isEqualTo(new Secret("s"));
        assertThat(convert(ParameterType.CONTENT, new Secret("s"))).isEqualTo(new Secret("s"));
    }

    @Test
    void numbersAreReadFromText() {
        assertThat(convert(ParameterType.INT, "12")).isEqualTo(12L);
        assertThat(convert(ParameterType.INT, new BigDecimal("12.0"))).isEqualTo(12L);
        assertThat(convert(ParameterType.NUMBER, "0.5")).isEqualTo(new BigDecimal("0.5"));
        assertThat(convert(ParameterType.CPUS, new BigDecimal("0.50"))).isEqualTo("0.5");
        assertThat(convert(ParameterType.CPUS, 2L)).isEqualTo("2");
        assertThat(convert(ParameterType.BOOL, "Yes")).isEqualTo(true);
        assertThat(convert(ParameterType.BOOL, "off")).isEqualTo(false);
    }

    @Test
    void aSingleValueIsAListOfOne() {
        assertThat(convert(ParameterType.LIST, "a")).isEqualTo(List.of("a"));
        assertThat(convert(ParameterType.LIST, List.of(1L, "a"))).isEqualTo(List.of(1L, "a"));
    }

    @Test
    void anUnquotedNoMeansTheChoiceOfThatName() {
        Parameter restart = new Parameter(
                "restart", ParameterType.ENUM, false, Optional.empty(), List.of("no", "always", "unless-stopped"), "");
        assertThat(restart.convert(false)).isEqualTo("no");
        assertThat(restart.convert("always")).isEqualTo("always");
        assertThatThrownBy(() -> restart.convert("alway"))
                .hasMessage("must be one of no, always, unless-stopped, not \"alway\" (did you mean \"always\"?)");
        assertThatThrownBy(() -> restart.convert(true)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "4g, 4294967296",
        "512m, 536870912",
        "512MiB, 536870912",
        "1 KB, 1024",
        "1.5k, 1536",
        "10b, 10",
        "7, 7",
        "2T, 2199023255552",
        "1pib, 1125899906842624"
    })
    void readsSizesAsDockerDoes(String text, long bytes) {
        assertThat(convert(ParameterType.SIZE, text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "90s, 90", "5m, 300", "2h, 7200", "1d, 86400", "1h30m, 5400", "1d 2h, 93600"})
    void readsDurations(String text, long seconds) {
        assertThat(convert(ParameterType.DURATION, text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIZE | lots | must be a size such as 4g or 512m, not \"lots\"",
                "SIZE | -1 | must be a size such as 4g or 512m, not \"-1\"",
                "SIZE | 9000p | must be a size below 8192p, not \"9000p\"",
                "DURATION | soon | must be a duration in whole seconds, such as 90, 90s, 5m or 2h, not \"soon\"",
                "DURATION | '' | must be a duration in whole seconds, such as 90, 90s, 5m or 2h, not \"\"",
                "DURATION | 99999999999999999d | must be a duration in whole seconds, such as 90, 90s, 5m or 2h, not \"99999999999999999d\"",
                "INT | 1.5 | must be a whole number, not \"1.5\"",
                "INT | 1e400 | must be a whole number, not \"1e400\"",
                "NUMBER | x | must be a number, not \"x\"",
                "BOOL | maybe | must be true or false, not \"maybe\"",
                "PATH | etc/x | must be an absolute path on the host, not \"etc/x\"",
                "CPUS | 0 | must be a number of CPUs above 0, such as 2 or 0.5, not \"0\"",
                "MAP | x | must be a map, not \"x\"",
            })
    void saysWhatWouldBeRight(ParameterType type, String value, String message) {
        assertThatThrownBy(() -> convert(type, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(value = ParameterType.class, mode = EnumSource.Mode.EXCLUDE, names = "ANY")
    void takesNothingForNothing(ParameterType type) {
        assertThatThrownBy(() -> convert(type, NullValue.NULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    @ParameterizedTest
    @EnumSource(
            value = ParameterType.class,
            names = {"INT", "BOOL", "SIZE", "DURATION", "PORT_MAPPING", "PATH", "GPUS"})
    void doesNotShowASecretThatDoesNotFit(ParameterType type) {
        assertThatThrownBy(() -> convert(type, new Secret("hunter2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | auto",
                "all | all",
                "none | none",
                "2 | count:2",
                "0 | none",
                "device=0 | ids:0",
                "0,1:2 | ids:0,1:2",
                "GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e | ids:GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e"
            })
    void readsGpus(String text, String expected) {
        assertThat(convert(ParameterType.GPUS, text)).isEqualTo(expected);
    }

    @Test
    void aNumberInAListNamesAGpu() {
        assertThat(convert(ParameterType.GPUS, 2L)).isEqualTo("count:2");
        assertThat(convert(ParameterType.GPUS, List.of(2L))).isEqualTo("ids:2");
        assertThat(convert(ParameterType.GPUS, List.of())).isEqualTo("none");
        assertThat(convert(ParameterType.GPUS, false)).isEqualTo("none");
        for (Object value : List.of("some", "-1", true, Map.of(), List.of("all"), "GPU-1", "0,,1")) {
            assertThatThrownBy(() -> convert(ParameterType.GPUS, value))
                    .hasMessageStartingWith("must be auto, all, none");
        }
        assertThatThrownBy(() -> convert(ParameterType.GPUS, "0,0")).hasMessage("names the GPU 0 twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8080:80 | 80/tcp=8080@", "80 | 80/tcp=auto@", "127.0.0.1:8080:80/udp | 80/udp=8080@127.0.0.1",
                "[::1]:8080:80 | 80/tcp=8080@::1", "127.0.0.1::80 | 80/tcp=auto@127.0.0.1", "0:80 | 80/tcp=auto@",
                "8000-8001:90-91 | 90/tcp=8000@ 91/tcp=8001@", "[::1]::80 | 80/tcp=auto@::1"
            })
    void readsDockersPorts(String text, String expected) {
        assertThat(ports(text)).isEqualTo(expected);
        assertThat(ports(List.of(text))).isEqualTo(expected);
    }

    @Test
    void readsAMapOfPorts() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("80", 8080L);
        map.put("22", "auto");
        map.put("60000-60001/udp", "same");
        map.put("443/tcp", "127.0.0.1:8443");
        map.put("90-91", "auto");
        assertThat(ports(map))
                .isEqualTo("80/tcp=8080@ 22/tcp=auto@ 60000/udp=60000@ 60001/udp=60001@"
                        + " 443/tcp=8443@127.0.0.1 90/tcp=auto@ 91/tcp=auto@");
        assertThat(ports(List.of(Map.of("80", 8080L), 22L))).isEqualTo("80/tcp=8080@ 22/tcp=auto@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http",
                "0:70000",
                "70000",
                "80:0",
                "8000-8002:80-81",
                "8000-8010:80",
                "80/icmp",
                "81-80",
                "a:80:80",
                "",
                "1:2:3:4",
                "::1:80:80",
                "-1:80"
            })
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> ports(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAPortTwice() {
        assertThatThrownBy(() -> ports(List.of("8080:80", "8080:81"))).hasMessage("publishes host port 8080/tcp twice");
        assertThatThrownBy(() -> ports(List.of("80", "80"))).hasMessage("publishes container port 80/tcp twice");
        assertThat(ports(List.of("8080:80", "8080:80/udp", "8081:80"))).hasSizeGreaterThan(1);
    }

    @Test
    void refusesRangesOfDifferentLengths() {
        assertThatThrownBy(() -> ports("8000-8010:80"))
                .hasMessage("maps 1 container ports to 11 host ports (8000-8010); write ranges of one length, or auto");
    }

    private static String ports(Object value) {
        List<?> ports = (List<?>) convert(ParameterType.PORT_MAPPING, value);
        String[] shown = ports.stream()
                .map(port -> (Map<?, ?>) port)
                .map(port -> port.get("container") + "/" + port.get("protocol") + "=" + port.get("host") + "@"
                        + port.get("address"))
                .toArray(String[]::new);
        return String.join(" ", Arrays.asList(shown));
    }

    private static Object convert(ParameterType type, Object value) {
        return new Parameter("p", type, false, Optional.empty(), List.of("a"), "").convert(value);
    }
}

package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        "gpu-01, gpu-01",
        "gpu[1:3], gpu1 gpu2 gpu3",
        "gpu[08:11].example.org, gpu08.example.org gpu09.example.org gpu10.example.org gpu11.example.org",
        "rack-[a:c], rack-a rack-b rack-c",
        "node[0:10:5], node0 node5 node10",
        "r[a:b]-[1:2], ra-1 ra-2 rb-1 rb-2",
        "2001:db8::1, 2001:db8::1",
    })
    void expandsRanges(String written, String names) {
        assertThat(String.join(" ", HostNames.expand(written, Location.named("test"), problems)))
                .isEqualTo(names);
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "gpu-01, '', gpu-01, ''",
        "gpu-01:2222, '', gpu-01, 2222",
        "admin@gpu-01, admin, gpu-01, ''",
        "gpu[01:03]:2222, '', gpu[01:03], 2222",
        "gpu[01:03], '', gpu[01:03], ''",
        "2001:db8::1, '', 2001:db8::1, ''",
        "root@[2001:db8::1]:22, root, 2001:db8::1, 22",
    })
    void takesUserAndPortFromTheName(String written, String user, String name, String port) {
        HostNames.Written parsed = HostNames.parse(written);

        assertThat(parsed.user().orElse("")).isEqualTo(user);
        assertThat(parsed.name()).isEqualTo(name);
        assertThat(parsed.port().map(String::valueOf).orElse("")).isEqualTo(port);
    }
}

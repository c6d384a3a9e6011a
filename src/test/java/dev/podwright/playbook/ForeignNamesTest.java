package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignNamesTest {
    private static final Pattern COUNTERPART = Pattern.compile("is \"(\\w+)\"|; \"(\\w+)\" can");
    private static final Collection<String> BUILT_IN =
            TaskTypeLibrary.of(List.of()).names();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apt",
                "yum_repository",
                "systemd",
                "docker_container",
                "docker_image",
                "lineinfile",
                "replace",
                "get_url",
                "uri",
                "modprobe",
                "synchronize",
                "slurp",
                "raw",
                "pip",
                "wait_for_connection"
            })
    void namesOnlyTaskTypesThatExist(String foreign) {
        Matcher named = COUNTERPART.matcher(hint(foreign, BUILT_IN));

        assertThat(named.find()).isTrue();
        assertThat(BUILT_IN).contains(named.group(1) == null ? named.group(2) : named.group(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ansible.builtin.lineinfile | Ansible's lineinfile has no counterpart; \"template\" can do its work",
                "get_url                    | Ansible's get_url has no counterpart; \"shell\" can do its work",
                "modprobe                   | Ansible's modprobe has no counterpart; \"command\" can do its work",
                "include_tasks              | write \"import_tasks\": the file is read before the run, and a \"when\" or \"tags\" beside it hold for each"
                        + " of its tasks",
                "ansible.builtin.copy       | write \"copy\"",
            })
    void saysWhatToWriteInstead(String foreign, String hint) {
        assertThat(hint(foreign, List.of("copy", "template", "command", "shell")))
                .isEqualTo(hint);
    }

    @Test
    void namesACounterpartOnceThereIsOne() {
        List<String> more = new ArrayList<>(BUILT_IN);
        more.add("download");

        assertThat(hint("get_url", more)).isEqualTo("the counterpart of Ansible's get_url is \"download\"");
        assertThat(hint("get_url", List.of()))
                .isEqualTo("Ansible's get_url has no counterpart; write a task type of your own");
    }

    private static String hint(String foreign, Collection<String> known) {
        return ForeignNames.taskTypeHint(foreign, known).orElseThrow();
    }
}

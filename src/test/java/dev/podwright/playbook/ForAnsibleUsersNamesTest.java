package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.suite.Markdown;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `docs/for-ansible-users.md` names the keywords and modules that the reader of playbooks knows of, and no others.
class ForAnsibleUsersNamesTest {
    private static final Set<String> IMPORTS = Set.of("import_tasks", "import_playbook");

    private final Markdown page = Markdown.read(Path.of("docs/for-ansible-users.md"));
    private final Collection<String> taskTypes =
            TaskTypeLibrary.of(List.of(Path.of("templates"))).names();

    @Test
    void whatIsCalledAKeywordIsOne() {
        for (String keyword : names(page.section("## Keywords").table())) {
            assertThat(IMPORTS.contains(keyword) || keywords().contains(keyword))
                    .as(keyword)
                    .isTrue();
        }
    }

    @Test
    void everyKeywordIsThere() {
        assertThat(names(page.section("## Keywords").table())).containsAll(keywords());
    }

    @Test
    void whatIsNotHereHasAHint() {
        for (String name : names(page.section("## Keywords").tables().get(1))) {
            assertThat(ForeignNames.keywordHint(name).or(() -> ForeignNames.taskTypeHint(name, taskTypes)))
                    .as(name)
                    .isPresent();
        }
    }

    @Test
    void everyModuleIsATaskTypeOrHasAHint() {
        for (String name : names(page.section("## Task types").table())) {
            assertThat(taskTypes.contains(name)
                            || ForeignNames.taskTypeHint(name, taskTypes).isPresent())
                    .as(name)
                    .isTrue();
        }
    }

    private static Set<String> keywords() {
        Set<String> all = new TreeSet<>();
        for (KnownKeys keys : List.of(KnownKeys.PLAY, KnownKeys.BLOCK, KnownKeys.TASK)) {
            all.addAll(keys.names());
        }
        return all;
    }

    private static List<String> names(List<List<String>> table) {
        return table.stream()
                .flatMap(cells -> Markdown.codes(cells.getFirst()).stream())
                .toList();
    }
}

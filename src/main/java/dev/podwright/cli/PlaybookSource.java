package dev.podwright.cli;

import dev.podwright.playbook.Playbook;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.List;

/// Where playbooks come from.
sealed interface PlaybookSource permits PlaybookFiles, AdHocTask {
    PlaybookSource NONE = new PlaybookFiles(List.of());

    /// The folders beside whose `templates/`, `group_vars/` and `host_vars/` they stand.
    List<Path> folders();

    /// Reads them; what is wrong with them is added to the problems.
    List<Playbook> read(TaskTypeLibrary library, Vault vault, Problems problems);
}

package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;

/// The playbooks that a command names.
final class PlaybookNames {
    @Parameter(description = "PLAYBOOK…")
    private List<String> playbooks = new ArrayList<>();

    /// @throws UsageException where none was given
    PlaybookFiles files() {
        if (playbooks.isEmpty()) {
            throw new UsageException("PLAYBOOK… is missing", "--help shows how the command is used");
        }
        return PlaybookFiles.named(playbooks);
    }

    /// Takes the playbooks of an earlier run.
    ///
    /// @param origin what the earlier run is called in messages
    /// @throws UsageException where others were given
    void of(String origin, List<String> theirs) {
        if (!playbooks.isEmpty() && !playbooks.equals(theirs)) {
            throw new UsageException(
                    origin + " is of other playbooks: " + String.join(" ", theirs),
                    "leave the playbooks out, they are known");
        }
        playbooks = theirs;
    }
}

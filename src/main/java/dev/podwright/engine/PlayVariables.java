package dev.podwright.engine;

import dev.podwright.source.Vault;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What is the same for all hosts of a play.
///
/// @param extra `-e`
/// @param files `vars_files`, later files having won
/// @param vars of the play
/// @param folder of the playbook
/// @param hosts whom expressions may ask about
/// @param vault opens values that stand encrypted
/// @param mask learns what was decrypted
record PlayVariables(
        Map<String, Object> extra,
        Map<String, ValueTemplate> files,
        Map<String, ValueTemplate> vars,
        Map<String, Object> playMap,
        Map<String, Object> runMap,
        Path folder,
        PlayHosts hosts,
        Vault vault,
        Mask mask) {

    /// What holds for a host wherever it is asked: without the play's own variables.
    PlayVariables withoutVars() {
        return new PlayVariables(extra, Map.of(), Map.of(), playMap, runMap, folder, hosts, vault, mask);
    }

    static Map<String, Object> playMap(String name, List<String> hosts) {
        return Map.of("name", name, "hosts", hosts);
    }

    static Map<String, Object> runMap(String id, boolean plan) {
        return Map.of("id", id, "plan", plan);
    }
}

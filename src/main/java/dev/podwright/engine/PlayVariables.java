package dev.podwright.engine;

import dev.podwright.source.Vault;
import dev.podwright.template.ValueTemplate;
import java.util.List;
import java.util.Map;

/// What is the same for all hosts of a play.
///
/// @param extra `-e`
/// @param files `vars_files`, later files having won
/// @param vars of the play
/// @param vault opens values that stand encrypted
/// @param mask learns what was decrypted
record PlayVariables(
        Map<String, Object> extra,
        Map<String, ValueTemplate> files,
        Map<String, ValueTemplate> vars,
        Map<String, Object> playMap,
        Map<String, Object> runMap,
        Vault vault,
        Mask mask) {

    static Map<String, Object> playMap(String name, List<String> hosts) {
        return Map.of("name", name, "hosts", hosts);
    }

    static Map<String, Object> runMap(String id, boolean plan) {
        return Map.of("id", id, "plan", plan);
    }
}

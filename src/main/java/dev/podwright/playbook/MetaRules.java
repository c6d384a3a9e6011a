package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a `meta` task can't be: it steers the run, so it has no result, no items and no other host.
record MetaRules(Fields task, Reading reading) {
    static final String TYPE = "meta";

    private static final List<String> OF_RESULTS = List.of(
            "loop",
            "register",
            "until",
            "retries",
            "changed_when",
            "failed_when",
            "notify",
            "delegate_to",
            "run_once",
            "throttle");

    /// Ansible's actions that have no counterpart.
    private static final Map<String, String> FOREIGN = Map.of(
            "refresh_inventory", "the inventory is read once, before the first host is connected to",
            "clear_facts", "facts are gathered anew in each run; leave it out",
            "clear_host_errors", "\"ignore_errors\", \"ignore_unreachable\" or a \"rescue\" keeps a host in the run",
            "end_role", "there are no roles: \"end_host\" and \"end_play\" end the play",
            "role_complete", "there are no roles; leave it out");

    void check(YamlNode value) {
        if (reading.ofHandlers()) {
            reading.problem(
                    task.location(), "meta can't be a handler", "notified handlers run where the tasks flush them");
        }
        for (YamlNode.Entry entry : task.mapping().entries()) {
            if (OF_RESULTS.contains(entry.name())) {
                task.problem(
                        entry.key(),
                        "meta steers the run and has no result: \"" + entry.name() + "\" can't go with it",
                        "\"when\" says whether it holds");
            }
        }
        action(value).ifPresent(this::check);
    }

    private void check(YamlNode.Scalar action) {
        if (action.text().contains("[=")) {
            task.problem(
                    action,
                    "what meta does can't depend on a variable: it is needed before any host is known",
                    "write a meta task for each action, with a \"when\"");
        }
        Optional.ofNullable(FOREIGN.get(action.text()))
                .ifPresent(hint -> task.problem(
                        action, "Ansible's meta action \"" + action.text() + "\" has no counterpart", hint));
    }

    private static Optional<YamlNode.Scalar> action(YamlNode value) {
        YamlNode node =
                value instanceof YamlNode.Mapping map ? map.get("action").orElse(value) : value;
        return node instanceof YamlNode.Scalar scalar ? Optional.of(scalar) : Optional.empty();
    }
}

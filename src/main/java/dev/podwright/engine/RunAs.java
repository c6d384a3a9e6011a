package dev.podwright.engine;

import dev.podwright.connection.Become;
import dev.podwright.playbook.Keywords;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Secret;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// As whom a task runs on its host, and how its shell comes to be that user.
///
/// @param user empty for the login user
/// @param flags further arguments of the method's program
record RunAs(Optional<String> user, Become.Method method, List<String> flags) {
    static final RunAs LOGIN_USER = new RunAs(Optional.empty(), Become.Method.SUDO, List.of());

    RunAs {
        flags = List.copyOf(flags);
    }

    /// The playbook's word, else the connection's (`become` in the inventory or `-b`), else what the task type needs.
    static RunAs of(TaskType type, Keywords.Become said, Scope scope, HostVariables host) {
        boolean become = said.wanted()
                .map(template -> TaskPreparer.bool(template, scope))
                .or(() -> Optional.ofNullable(host.connection().get("become")).map(Boolean.TRUE::equals))
                .map(wanted -> wanted || (said.wanted().isEmpty() && type.become()))
                .orElse(type.become());
        if (!become) {
            return LOGIN_USER;
        }
        String user = said.user()
                .map(template -> template.evaluate(scope).toString())
                .orElseGet(() ->
                        host.connection().getOrDefault("become_user", "root").toString());
        return user.equals(host.facts().get("user"))
                ? LOGIN_USER
                : new RunAs(Optional.of(user), method(said, scope, host), flags(said, scope, host));
    }

    Become become(Optional<Secret> password) {
        return user.isEmpty() ? Become.NOT : new Become(user, password, method, flags);
    }

    private static Become.Method method(Keywords.Become said, Scope scope, HostVariables host) {
        String word = means("become_method", said.method(), scope, host).orElse("sudo");
        return Become.Method.named(word)
                .orElseThrow(() -> new EvaluationException(new Problem(
                        said.method().map(ValueTemplate::location).orElseGet(() -> Location.named("become_method")),
                        "become_method is \"" + word + "\", which isn't known",
                        "one of "
                                + Arrays.stream(Become.Method.values())
                                        .map(method -> method.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }

    private static List<String> flags(Keywords.Become said, Scope scope, HostVariables host) {
        String flags =
                means("become_flags", said.flags(), scope, host).orElse("").strip();
        return flags.isEmpty() ? List.of() : List.of(flags.split("\\s+"));
    }

    /// As in Ansible the inventory, which knows what a host has, goes before the playbook's keyword.
    private static Optional<String> means(
            String name, Optional<ValueTemplate> keyword, Scope scope, HostVariables host) {
        Optional<Object> connection = Optional.ofNullable(host.connection().get(name));
        return connection
                .filter(_ -> host.inventory(name).isPresent())
                .or(() -> keyword.map(template -> template.evaluate(scope)))
                .or(() -> connection)
                .map(Object::toString);
    }
}

package dev.podwright.template;

import java.util.List;
import java.util.Optional;

/// `lookup("env", name[, default])` and `lookup("file", name)`: Ansible's function of that name.
final class Lookup {
    static final String NAME = "lookup";

    private static final String THERE_ARE = "the lookups are env and file";

    private Lookup() {}

    static Object call(List<Object> arguments, Scope scope) {
        CallArguments given = CallArguments.of(arguments, 1, 3);
        String kind = given.text("the kind of lookup").replaceFirst("^ansible\\.builtin\\.", "");
        return switch (kind) {
            case "env" -> {
                CallArguments its = CallArguments.of(rest(arguments), 1, 2);
                String name = its.text("the variable's name");
                yield scope.lookups().environment(name, its.text("the default", ""));
            }
            case "file" -> {
                CallArguments its = CallArguments.of(rest(arguments), 1, 1);
                yield scope.lookups().file(its.text("the file's name"));
            }
            default ->
                throw new CallException(
                        "there is no lookup \"%s\"".formatted(kind),
                        instead(kind).map(hint -> THERE_ARE + "; " + hint).orElse(THERE_ARE));
        };
    }

    private static List<Object> rest(List<Object> arguments) {
        return arguments.subList(1, arguments.size());
    }

    /// What does the work of a lookup that only Ansible has.
    private static Optional<String> instead(String kind) {
        return switch (kind) {
            case "pipe", "lines" ->
                Optional.of("for a command's output register the result of \"command\" with delegate_to: localhost");
            case "password", "random_string" -> Optional.of("keep passwords in a file that podwright vault encrypts");
            case "template" -> Optional.of("the task type \"template\" renders files");
            case "first_found" -> Optional.of("choose by a condition: (c)?then(\"a.txt\", \"b.txt\")");
            case "vars", "varnames" -> Optional.of(".vars[name] is the variable of that name");
            case "fileglob" -> Optional.of("list the files in a variable");
            case "items", "list", "dict", "sequence", "subelements", "nested", "indexed_items", "together" ->
                Optional.of("lists need none: 1..3, xs + ys, map?keys, nested lists by [#list] in a template");
            case "url" -> Optional.of("the task type \"download\" fetches files");
            default -> Optional.empty();
        };
    }
}

package dev.podwright.tasktype;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Parameters that say the same in different ways, so that a task gives one of them.
///
/// @param names two at least, in the order of the manifest
/// @param required whether one must be given (the manifest's `one_of`), or none will do (`at_most_one_of`)
public record Alternatives(List<String> names, boolean required) {
    public Alternatives {
        names = List.copyOf(names);
    }

    /// Adds a problem where none is given and one must be.
    ///
    /// @param given the names of the parameters that a task gives
    public void refuseNone(String taskType, Collection<String> given, Location task, Problems problems) {
        if (required && names.stream().noneMatch(given::contains)) {
            problems.add(task, "%s needs %s".formatted(taskType, joined("or")), "give one of them");
        }
    }

    /// Adds a problem for each that is given beside another.
    ///
    /// @param given the names of the parameters that a task gives
    public void refuseSeveral(
            String taskType, Collection<String> given, Function<String, Location> placeOf, Problems problems) {
        List<String> chosen = names.stream().filter(given::contains).toList();
        chosen.stream()
                .skip(1)
                .forEach(name -> problems.add(
                        placeOf.apply(name),
                        "%s takes only one of %s".formatted(taskType, joined("and")),
                        "\"%s\" is given already; leave one out".formatted(chosen.getFirst())));
    }

    /// For people: `Exactly one of cmd and argv must be given.`
    public String sentence() {
        return required
                ? "Exactly one of %s must be given.".formatted(joined("and"))
                : "At most one of %s may be given.".formatted(joined("and"));
    }

    private String joined(String word) {
        String first = String.join(", ", names.subList(0, names.size() - 1));
        return first + " " + word + " " + names.getLast();
    }
}

package dev.podwright.engine;

import dev.podwright.inventory.Addition;
import dev.podwright.inventory.ConnectionVariables;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.ValueTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `add_host` and `group_by`: the inventory of the run grows. Nothing changes on a host, so they are never `changed`,
/// and a plan does them too.
record InventoryActions(LiveInventory inventory, String host) {
    static final String ADD_HOST = "add_host";
    static final String GROUP_BY = "group_by";

    private static final Set<String> OWN = Set.of("name", "groups");

    Outcome addHost(Task task, Map<String, Object> arguments) {
        String name = name(task, "name", arguments);
        List<String> groups = names(task, "groups", arguments);
        Map<String, Object> others = new LinkedHashMap<>(arguments);
        others.keySet().removeAll(OWN);
        inventory.add(new Addition(name, groups, List.of()), variables(task, others));
        String within = groups.isEmpty() ? "" : ", in " + String.join(", ", groups);
        return new Outcome.Ok(TaskResult.message("host " + name + within));
    }

    Outcome groupBy(Task task, Map<String, Object> arguments) {
        Map<String, Object> dashed = new LinkedHashMap<>(arguments);
        dashed.replaceAll((_, value) -> dashed(value));
        String group = name(task, "key", dashed);
        inventory.add(new Addition(host, List.of(group), names(task, "parents", dashed)), Map.of());
        return new Outcome.Ok(TaskResult.message("in group " + group).outputs(Map.of("group", group)));
    }

    /// As in Ansible: what a host tells of itself may well have spaces in it, such as a GPU's model.
    private static Object dashed(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(InventoryActions::dashed).toList()
                : value.toString().replace(' ', '-');
    }

    private static String name(Task task, String parameter, Map<String, Object> arguments) {
        return valid(task, parameter, String.valueOf(arguments.get(parameter)));
    }

    private static List<String> names(Task task, String parameter, Map<String, Object> arguments) {
        List<String> names = new ArrayList<>();
        if (arguments.get(parameter) instanceof List<?> list) {
            list.forEach(item -> names.addAll(List.of(String.valueOf(item).split("\\s*,\\s*"))));
        }
        return names.stream().map(name -> valid(task, parameter, name)).toList();
    }

    /// A name that patterns can say.
    private static String valid(Task task, String parameter, String name) {
        if (!name.matches("[^\\s,&!~@\\[\\]*?]+")) {
            throw new EvaluationException(new Problem(
                    TaskPreparer.placeOf(task, parameter),
                    "\"%s\" can't be the name of a host or group".formatted(name),
                    "names have no spaces, and none of , & ! ~ @ [ ] * ?"));
        }
        return name;
    }

    /// The host's variables, Ansible's names for how to reach it as ours.
    private static Map<String, ValueTemplate> variables(Task task, Map<String, Object> values) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        values.forEach((name, value) -> {
            Location place = TaskPreparer.placeOf(task, name);
            entries.add(new YamlNode.Entry(scalar(place, name), scalar(place, value)));
        });
        Problems problems = new Problems();
        Map<String, ValueTemplate> variables = new LinkedHashMap<>();
        ConnectionVariables.translate(new YamlNode.Mapping(task.location(), entries), problems)
                .entries()
                .forEach(entry -> variables.put(
                        entry.name(),
                        ValueTemplate.constant(
                                entry.value().toValue(), entry.value().location())));
        problems.sorted().stream().findFirst().ifPresent(problem -> {
            throw new EvaluationException(problem);
        });
        return variables;
    }

    private static YamlNode.Scalar scalar(Location place, Object value) {
        return new YamlNode.Scalar(place, value.toString(), value, true, "");
    }
}

package dev.podwright.playbook;

import dev.podwright.source.JsonSchema;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskType;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.tasktype.TaskTypeSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the readers of this package take, as a JSON Schema for editors, with the reference of every task type in it.
public final class PlaybookSchema {
    private static final String PLAY = "play";
    private static final String BLOCK = "block";
    private static final String TASK = "task";
    private static final String HANDLER = "handler";
    private static final String HANDLERS = "block_of_handlers";
    private static final String TYPE = "task_type_";

    private final SortedMap<String, TaskType> types = new TreeMap<>();

    /// @param problems what is wrong with the library's task types; such a type isn't in the schema
    public PlaybookSchema(TaskTypeLibrary library, Problems problems) {
        library.names().forEach(name -> library.find(name, problems).ifPresent(type -> types.put(name, type)));
    }

    /// The schema of a playbook: a list of plays.
    public String ofPlaybooks() {
        JsonSchema item = new JsonSchema(Map.of())
                .with("type", "object")
                .with("if", given("import_playbook"))
                .with("then", properties(KnownKeys.PLAYBOOK_IMPORT))
                .with("else", JsonSchema.defined(PLAY));
        return JsonSchema.listOf(item).document("Podwright playbook", definitions());
    }

    /// The schema of a file of tasks, as `import_tasks` takes it.
    public String ofTasks() {
        return JsonSchema.defined(KeywordForms.STEPS_DEFINITION).document("Podwright tasks", definitions());
    }

    static JsonSchema properties(KnownKeys known) {
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        known.keywords().forEach(keyword -> properties.put(keyword.name(), keyword.schema()));
        return JsonSchema.map(properties);
    }

    private Map<String, JsonSchema> definitions() {
        Map<String, JsonSchema> definitions = new LinkedHashMap<>();
        definitions.put(PLAY, properties(KnownKeys.PLAY).required(List.of("hosts")));
        definitions.put(KeywordForms.STEPS_DEFINITION, steps(TASK, BLOCK));
        definitions.put(KeywordForms.HANDLERS_DEFINITION, steps(HANDLER, HANDLERS));
        definitions.put(BLOCK, properties(KnownKeys.BLOCK).required(List.of(BLOCK)));
        definitions.put(HANDLERS, blockOfHandlers());
        definitions.put(TASK, task(false));
        definitions.put(HANDLER, task(true));
        types.forEach((name, type) ->
                definitions.put(TYPE + name, new TaskTypeSchema(type, KeywordForms.VARIABLE_NAME.schema()).schema()));
        return definitions;
    }

    /// A list, or a key without value, as where all of a list is commented out. Blocks and imports are told by their
    /// keys, so that an editor complains of what is wrong and doesn't try all kinds.
    private static JsonSchema steps(String task, String block) {
        JsonSchema importOrTask = new JsonSchema(Map.of())
                .with("if", given("import_tasks"))
                .with("then", properties(KnownKeys.TASK_IMPORT))
                .with("else", JsonSchema.defined(task));
        JsonSchema step = JsonSchema.of("object")
                .with("if", given(BLOCK, "rescue", "always"))
                .with("then", JsonSchema.defined(block))
                .with("else", importOrTask);
        return JsonSchema.of("array", "null").with("items", step);
    }

    /// Handlers are notified one by one, so nothing rescues a block of them.
    private static JsonSchema blockOfHandlers() {
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        KnownKeys.BLOCK.keywords().forEach(keyword -> properties.put(keyword.name(), keyword.schema()));
        properties.put(BLOCK, JsonSchema.defined(KeywordForms.HANDLERS_DEFINITION));
        properties.keySet().removeAll(List.of("rescue", "always"));
        return JsonSchema.map(properties).required(List.of(BLOCK));
    }

    private JsonSchema task(boolean handler) {
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        KnownKeys.TASK.keywords().stream()
                .filter(keyword -> handler || !keyword.name().equals("listen"))
                .forEach(keyword -> properties.put(keyword.name(), keyword.schema()));
        types.keySet().forEach(name -> properties.put(name, JsonSchema.defined(TYPE + name)));
        List<JsonSchema> rules = new ArrayList<>();
        if (handler) {
            rules.add(given("name", "listen"));
        }
        rules.add(new JsonSchema(Map.of()).with("dependencies", Map.of("loop_control", List.of("loop"))));
        return JsonSchema.map(properties)
                .with(
                        "oneOf",
                        types.keySet().stream()
                                .map(name -> given(name).keywords())
                                .toList())
                .also(rules);
    }

    /// One of these keys is there.
    private static JsonSchema given(String... keys) {
        List<JsonSchema> each = List.of(keys).stream()
                .map(key -> new JsonSchema(Map.of()).required(List.of(key)))
                .toList();
        return each.size() == 1 ? each.getFirst() : JsonSchema.combined("anyOf", each);
    }
}

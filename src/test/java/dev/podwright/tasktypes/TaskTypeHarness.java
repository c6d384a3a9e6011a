package dev.podwright.tasktypes;

import dev.podwright.connection.Become;
import dev.podwright.connection.Block;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.RemoteShell;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.tasktype.Arguments;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.tasktype.TaskType;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs single task types on a host as the engine does, without an inventory or a playbook. Local files and content
/// are given in the form that templates see: [FileContent].
public final class TaskTypeHarness implements AutoCloseable {
    private static final Set<ParameterType> FILES = EnumSet.of(
            ParameterType.LOCAL_FILE, ParameterType.LOCAL_TEMPLATE, ParameterType.CONTENT, ParameterType.LOCAL_TARGET);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final TaskTypeLibrary library = TaskTypeLibrary.of(List.of(Path.of("templates")));
    private final RemoteShell shell;
    private final Map<String, Object> facts = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private TaskTypeHarness(RemoteShell shell) {
        this.shell = shell;
    }

    public static TaskTypeHarness on(Connection connection, Become become) throws ConnectionException {
        return new TaskTypeHarness(RemoteShell.open(connection, become));
    }

    /// What the templates see under `facts` from now on.
    public TaskTypeHarness fact(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    /// A variable of the snippets' environment from now on.
    public TaskTypeHarness environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// The check alone, as in a plan.
    public BlockResult plan(String type, Map<String, Object> parameters) {
        return submit(type, parameters, true, BlockListener.NONE);
    }

    /// Check, apply, verify.
    public BlockResult run(String type, Map<String, Object> parameters) {
        return run(type, parameters, BlockListener.NONE);
    }

    /// The same, with somebody who hears of its progress.
    public BlockResult run(String type, Map<String, Object> parameters, BlockListener listener) {
        return submit(type, parameters, false, listener);
    }

    /// A check of its own making, which calls these built-in libraries and those given with their text.
    public BlockResult check(String script, List<String> builtIn, Map<String, String> more) {
        Map<String, Script> libraries = libraries(builtIn);
        more.forEach((name, text) -> libraries.put(name, new Script(text, Set.of())));
        Block block = new Block(
                new Script(script, Set.of()),
                Optional.empty(),
                libraries,
                true,
                false,
                true,
                Map.of(),
                Optional.of(LIMIT));
        return shell.submit(block, BlockListener.NONE).join();
    }

    private BlockResult submit(String name, Map<String, Object> parameters, boolean plan, BlockListener listener) {
        TaskType type = type(name);
        Scope scope = Scope.of(variables(type, parameters, plan));
        Block block = new Block(
                type.check().orElseThrow().renderTraced(scope),
                type.apply().map(apply -> apply.renderTraced(scope)),
                libraries(type.libraries()),
                plan,
                type.verify(),
                true,
                Map.copyOf(environment),
                Optional.of(LIMIT));
        return shell.submit(block, listener).join();
    }

    private TaskType type(String name) {
        Problems problems = new Problems();
        Optional<TaskType> type = library.find(name, problems);
        problems.throwIfAny();
        return type.orElseThrow(() -> new AssertionError("there is no task type " + name));
    }

    private Map<String, Script> libraries(List<String> names) {
        Map<String, Script> libraries = new LinkedHashMap<>();
        for (String name : names) {
            libraries.put(
                    name, new Script(library.shellLibrary(name).orElseThrow().text(), Set.of()));
        }
        return libraries;
    }

    private Map<String, Object> variables(TaskType type, Map<String, Object> parameters, boolean plan) {
        Map<String, Object> given = new LinkedHashMap<>(parameters);
        Map<String, Object> files = new HashMap<>();
        for (Parameter parameter : type.parameters()) {
            if (FILES.contains(parameter.type()) && given.containsKey(parameter.name())) {
                files.put(parameter.name(), given.getOrDefault(parameter.name(), NullValue.NULL));
                given.put(parameter.name(), "a file");
            }
        }
        SourceFile task = new SourceFile("test", "");
        Problems problems = new Problems();
        Map<String, Object> variables =
                new HashMap<>(Arguments.of(type, given, _ -> task.whole(), task.whole(), problems));
        problems.throwIfAny();
        variables.putAll(files);
        variables.put("facts", facts);
        variables.put("host", Map.of("name", "test", "groups", List.of("all")));
        variables.put("run", Map.of("id", "20261123-120000", "plan", plan));
        return variables;
    }

    @Override
    public void close() {
        shell.close();
    }
}

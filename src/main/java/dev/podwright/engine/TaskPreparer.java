package dev.podwright.engine;

import dev.podwright.connection.Block;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.tasktype.Arguments;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.tasktype.Snippet;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Expression;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import dev.podwright.template.ValueTemplate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes of a task and the variables that hold for it what is to be done on the host: conditions, arguments, rendered
/// snippets. It changes nothing, and asks nothing of the host.
final class TaskPreparer {
    private final RunContext run;

    TaskPreparer(RunContext run) {
        this.run = run;
    }

    /// @param place the host that it is for
    /// @throws EvaluationException where an input is missing or doesn't fit
    /// @throws dev.podwright.template.PendingValueException where an input isn't known yet
    Prepared prepare(Task task, Keywords keywords, Variables variables, HostRun place) {
        for (Expression condition : keywords.when()) {
            if (!condition.test(variables)) {
                return skip(condition);
            }
        }
        Map<String, Object> given = evaluateAll(task.arguments(), variables);
        if (task.type().onController()) {
            return new Prepared.OnController(converted(task, given));
        }
        return onHost(task, keywords, variables, place, given);
    }

    /// Whether a condition rules the task out for all items of a loop, whose items can't be had.
    Optional<Prepared.Skip> ruledOut(Keywords keywords, Variables variables) {
        try {
            for (Expression condition : keywords.when()) {
                if (!condition.test(variables)) {
                    return Optional.of(skip(condition));
                }
            }
        } catch (EvaluationException | PendingValueException _) {
            // The conditions need the item: what is wrong with the loop counts.
        }
        return Optional.empty();
    }

    private static Prepared.Skip skip(Expression condition) {
        return new Prepared.Skip("when: " + condition.text());
    }

    private Prepared onHost(
            Task task, Keywords keywords, Variables variables, HostRun place, Map<String, Object> given) {
        TaskType type = task.type();
        List<Prepared.Upload> uploads = new ArrayList<>();
        boolean plan = checkOnly(keywords, variables);
        Map<String, Object> arguments = arguments(task, given, variables, uploads);
        Scope scope = snippetScope(arguments, variables, plan);
        Block block = new Block(
                render(type.check(), scope),
                type.apply().map(apply -> render(Optional.of(apply), scope)),
                run.libraries().inOrder(type.libraries()),
                plan,
                type.verify(),
                isTrue(keywords.ignoreErrors(), variables, false),
                environment(keywords, variables),
                timeout(keywords, variables));
        return new Prepared.OnHost(
                block,
                RunAs.of(type, keywords.become(), variables, place.variables()),
                List.copyOf(uploads),
                place,
                fetched(type, arguments));
    }

    private static Optional<Path> fetched(TaskType type, Map<String, Object> arguments) {
        return type.parameters().stream()
                .filter(parameter -> parameter.type() == ParameterType.LOCAL_TARGET)
                .map(parameter -> arguments.get(parameter.name()))
                .filter(Map.class::isInstance)
                .map(target -> Path.of(String.valueOf(((Map<?, ?>) target).get("path"))))
                .findFirst();
    }

    private Script render(Optional<Snippet> template, Scope scope) {
        Script script = template.map(snippet -> snippet.renderTraced(scope)).orElseGet(() -> new Script("", Set.of()));
        run.mask().learn(script.secrets());
        return script;
    }

    /// The parameters' values as templates see them.
    Map<String, Object> arguments(
            Task task, Map<String, Object> given, Scope variables, List<Prepared.Upload> uploads) {
        Map<String, Object> values = converted(task, given);
        for (Parameter parameter : task.type().parameters()) {
            Object value = values.get(parameter.name());
            if (value != null) {
                boolean decrypt = !Boolean.FALSE.equals(values.get("decrypt"));
                LocalFiles.Opening opening = new LocalFiles.Opening(variables.vault(), decrypt);
                values.put(parameter.name(), localContent(task, parameter, value, variables, opening, uploads));
            }
        }
        for (Parameter parameter : task.type().parameters()) {
            if (parameter.type() == ParameterType.LOCAL_TARGET && values.containsKey(parameter.name())) {
                values.put(
                        parameter.name(),
                        target(task, parameter, values, variables).describe());
            }
        }
        return values;
    }

    /// The given values as the parameters' types, and the defaults of the others.
    private static Map<String, Object> converted(Task task, Map<String, Object> given) {
        Problems problems = new Problems();
        Map<String, Object> values = new LinkedHashMap<>(
                Arguments.of(task.type(), given, name -> placeOf(task, name), task.typeLocation(), problems));
        if (!problems.isEmpty()) {
            throw new EvaluationException(problems.sorted().getFirst());
        }
        return values;
    }

    private static LocalTarget target(Task task, Parameter parameter, Map<String, Object> values, Scope variables) {
        Object host = variables.get("host").orElseThrow();
        return new LocalTarget(
                String.valueOf(values.get(parameter.name())),
                String.valueOf(values.get("src")),
                Boolean.TRUE.equals(values.get("flat")),
                String.valueOf(((Map<?, ?>) host).get("name")),
                task.folder(),
                placeOf(task, parameter.name()));
    }

    private Object localContent(
            Task task,
            Parameter parameter,
            Object value,
            Scope variables,
            LocalFiles.Opening opening,
            List<Prepared.Upload> uploads) {
        var place = placeOf(task, parameter.name());
        return switch (parameter.type()) {
            case LOCAL_FILE -> run.localFiles().file(value.toString(), task.folder(), place, opening, uploads);
            case LOCAL_TEMPLATE -> run.localFiles().template(value.toString(), task.folder(), place, variables);
            case CONTENT -> run.localFiles().content(value);
            case STRING,
                    ANY,
                    BOOL,
                    INT,
                    NUMBER,
                    ENUM,
                    LIST,
                    MAP,
                    SECRET,
                    PATH,
                    DURATION,
                    SIZE,
                    CPUS,
                    GPUS,
                    PORT_MAPPING,
                    VOLUME_MAPPING,
                    LOCAL_TARGET -> value;
        };
    }

    static Location placeOf(Task task, String parameter) {
        ValueTemplate argument = task.arguments().get(parameter);
        return argument == null ? task.typeLocation() : argument.location();
    }

    /// What a snippet sees: its parameters, and `facts`, `host` and `run`.
    static Scope snippetScope(Map<String, Object> arguments, Variables variables, boolean plan) {
        Map<String, Object> run = new LinkedHashMap<>();
        variables
                .get("run")
                .ifPresent(map -> ((Map<?, ?>) map).forEach((key, value) -> run.put(key.toString(), value)));
        run.put("plan", plan);
        return new SnippetScope(arguments, variables, run);
    }

    Map<String, Object> evaluateAll(Map<String, ValueTemplate> templates, Scope scope) {
        Map<String, Object> values = new LinkedHashMap<>();
        templates.forEach((name, template) -> {
            Object value = template.evaluate(scope);
            run.mask().learnAll(value);
            if (value != NullValue.NULL) {
                values.put(name, value);
            }
        });
        return values;
    }

    private Map<String, String> environment(Keywords keywords, Scope scope) {
        Map<String, String> environment = new LinkedHashMap<>();
        evaluateAll(keywords.environment(), scope)
                .forEach((name, value) -> environment.put(
                        name,
                        switch (value) {
                            case Secret(String revealed) -> revealed;
                            case List<?> _, Map<?, ?> _ ->
                                throw notText(name, keywords.environment().get(name));
                            default -> value.toString();
                        }));
        return environment;
    }

    private static EvaluationException notText(String name, @Nullable ValueTemplate template) {
        return new EvaluationException(new Problem(
                template == null ? Location.named("environment") : template.location(),
                "environment variable \"" + name + "\" must be text, not a list or map",
                "join a list's items: [=list?join(\",\")]"));
    }

    private Optional<Duration> timeout(Keywords keywords, Scope scope) {
        long seconds = keywords.timeout()
                .map(template -> number(template, scope))
                .orElse(run.options().taskTimeout());
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    boolean checkOnly(Keywords keywords, Scope scope) {
        return isTrue(keywords.checkMode(), scope, run.plan());
    }

    static boolean isTrue(Optional<ValueTemplate> keyword, Scope scope, boolean otherwise) {
        return keyword.map(template -> bool(template, scope)).orElse(otherwise);
    }

    static boolean bool(ValueTemplate template, Scope scope) {
        Object value = template.evaluate(scope);
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new EvaluationException(new Problem(template.location(), "must be true or false, not \"" + value + "\""));
    }

    static long number(ValueTemplate template, Scope scope) {
        Object value = template.evaluate(scope);
        try {
            return new BigDecimal(value.toString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException _) {
            throw new EvaluationException(
                    new Problem(template.location(), "must be a whole number, not \"" + value + "\""));
        }
    }
}

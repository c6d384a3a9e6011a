package dev.podwright.engine;

import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Expression;
import dev.podwright.template.ValueTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the engine does itself, without the host: the task types with `runs: controller`.
final class ControllerActions {
    private static final String SET_FACT = "set_fact";

    private final RunContext run;
    private final HostRun host;

    ControllerActions(RunContext run, HostRun host) {
        this.run = run;
        this.host = host;
    }

    /// Whether an action has no effect but its message, so that it needn't wait for the tasks before it.
    static boolean onlySpeaks(String type) {
        return type.equals("debug");
    }

    /// Whether one host does it for all, also where the playbook doesn't say `run_once`.
    static boolean runsOnce(String type) {
        return type.equals(InventoryActions.ADD_HOST);
    }

    /// The facts that a task gives where it succeeds.
    static Set<String> factNames(Task task) {
        return task.type().name().equals(SET_FACT)
                ? task.arguments().keySet()
                : task.type().facts().keySet();
    }

    /// Whether the engine has an action of that name.
    static boolean exists(String type) {
        return List.of(
                        "debug",
                        "assert",
                        "fail",
                        SET_FACT,
                        "pause",
                        MetaAction.TYPE,
                        InventoryActions.ADD_HOST,
                        InventoryActions.GROUP_BY)
                .contains(type);
    }

    /// @throws EvaluationException where an expression among the arguments can't be evaluated
    Outcome run(TaskContext context, Map<String, Object> arguments, Variables variables) throws InterruptedException {
        Task task = context.task();
        return switch (task.type().name()) {
            case "debug" -> debug(task, arguments, variables);
            case "assert" -> check(task, arguments, variables);
            case "fail" -> Outcome.failed(TaskResult.message(text(arguments, "msg", "failed as the playbook asked")));
            case SET_FACT -> setFact(arguments);
            case "pause" -> pause(context, arguments);
            case InventoryActions.ADD_HOST -> inventory().addHost(task, arguments);
            case InventoryActions.GROUP_BY -> inventory().groupBy(task, arguments);
            default ->
                throw new IllegalStateException("no action " + task.type().name());
        };
    }

    private InventoryActions inventory() {
        return new InventoryActions(run.hosts(), host.name());
    }

    private Outcome debug(Task task, Map<String, Object> arguments, Variables variables) {
        long verbosity = Long.parseLong(text(arguments, "verbosity", "0"));
        if (verbosity > run.options().verbosity()) {
            return new Outcome.Skipped(TaskResult.message("shown with -" + "v".repeat((int) verbosity)));
        }
        Object shown = arguments.containsKey("var")
                ? evaluate(task, "var", text(arguments, "var", ""), variables)
                : arguments.getOrDefault("msg", "");
        return new Outcome.Ok(TaskResult.message(ValueText.of(shown)));
    }

    /// All conditions are tried, so that the message names each that doesn't hold.
    private static Outcome check(Task task, Map<String, Object> arguments, Variables variables) {
        List<String> failed = new ArrayList<>();
        for (Object condition : asList(arguments.getOrDefault("that", List.of()))) {
            Object holds =
                    condition instanceof Boolean ? condition : evaluate(task, "that", condition.toString(), variables);
            if (!Boolean.TRUE.equals(holds)) {
                failed.add(holds instanceof Boolean ? condition.toString() : condition + " (it gave " + holds + ")");
            }
        }
        if (failed.isEmpty()) {
            boolean quiet = Boolean.TRUE.equals(arguments.get("quiet"));
            return new Outcome.Ok(TaskResult.message(quiet ? "" : text(arguments, "success_msg", "")));
        }
        String conditions = "does not hold: " + String.join("; ", failed);
        return arguments.containsKey("fail_msg")
                ? Outcome.failed(
                        TaskResult.message(text(arguments, "fail_msg", "")).hint(conditions))
                : Outcome.failed(TaskResult.message(conditions));
    }

    private Outcome setFact(Map<String, Object> arguments) {
        arguments.forEach(host.variables()::fact);
        return new Outcome.Ok(TaskResult.EMPTY);
    }

    private Outcome pause(TaskContext context, Map<String, Object> arguments) throws InterruptedException {
        if (run.plan()) {
            return new Outcome.Skipped(TaskResult.message("a plan waits for nothing"));
        }
        String prompt = text(arguments, "prompt", "");
        if (!arguments.containsKey("seconds") && !arguments.containsKey("minutes")) {
            return ask(context.task(), prompt.isEmpty() ? "Press Enter to continue" : prompt);
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(text(arguments, "seconds", "0")))
                .plusMinutes(Long.parseLong(text(arguments, "minutes", "0")));
        String said = prompt.isEmpty() ? "waiting " + wait.toSeconds() + " s" : prompt;
        run.events()
                .send(new RunEvent.TaskProgress(
                        Instant.now(), host.name(), context.id(), run.mask().text(said)));
        Thread.sleep(wait);
        return new Outcome.Ok(TaskResult.message(prompt).outputs(Map.of("user_input", "")));
    }

    private Outcome ask(Task task, String prompt) throws InterruptedException {
        Optional<String> answer = run.pauses().isEmpty()
                ? Optional.empty()
                : run.pauses().get().ask(task, run.mask().text(prompt));
        return answer.<Outcome>map(line -> new Outcome.Ok(TaskResult.message("").outputs(Map.of("user_input", line))))
                .orElseGet(() -> Outcome.failed(TaskResult.message("there is no terminal to ask at: " + prompt)
                        .hint("give it seconds or minutes, or leave it out by a tag or a condition")));
    }

    private static List<?> asList(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }

    private static String text(Map<String, Object> arguments, String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise).toString();
    }

    private static Object evaluate(Task task, String argument, String expression, Variables variables) {
        Problems problems = new Problems();
        Location place = place(task.arguments().get(argument), expression, task.typeLocation());
        return Expression.compile(expression, place, problems)
                .orElseThrow(() -> new EvaluationException(problems.sorted().getFirst()))
                .evaluate(variables);
    }

    /// Where an expression stands: for one of a list's items, the item's place.
    private static Location place(@Nullable ValueTemplate argument, String expression, Location otherwise) {
        if (argument == null) {
            return otherwise;
        }
        if (argument.node() instanceof YamlNode.Sequence(Location _, List<YamlNode> items)) {
            return items.stream()
                    .filter(item -> item.toValue().equals(expression))
                    .findFirst()
                    .map(YamlNode::location)
                    .orElse(argument.location());
        }
        return argument.location();
    }
}

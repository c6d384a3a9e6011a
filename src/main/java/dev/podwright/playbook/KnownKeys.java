package dev.podwright.playbook;

import static dev.podwright.playbook.KeywordForms.BATCHES;
import static dev.podwright.playbook.KeywordForms.BOOL;
import static dev.podwright.playbook.KeywordForms.CONDITION;
import static dev.podwright.playbook.KeywordForms.COUNT;
import static dev.podwright.playbook.KeywordForms.DURATION;
import static dev.podwright.playbook.KeywordForms.ENVIRONMENT;
import static dev.podwright.playbook.KeywordForms.FILE;
import static dev.podwright.playbook.KeywordForms.FLAG;
import static dev.podwright.playbook.KeywordForms.HANDLERS;
import static dev.podwright.playbook.KeywordForms.LOOP;
import static dev.podwright.playbook.KeywordForms.NAMES;
import static dev.podwright.playbook.KeywordForms.PATTERNS;
import static dev.podwright.playbook.KeywordForms.PERCENT;
import static dev.podwright.playbook.KeywordForms.PORT;
import static dev.podwright.playbook.KeywordForms.STEPS;
import static dev.podwright.playbook.KeywordForms.STRING;
import static dev.podwright.playbook.KeywordForms.TEXT;
import static dev.podwright.playbook.KeywordForms.TEXTS;
import static dev.podwright.playbook.KeywordForms.VALUE;
import static dev.podwright.playbook.KeywordForms.VARIABLES;
import static dev.podwright.playbook.KeywordForms.VARIABLE_NAME;

import dev.podwright.playbook.Keyword.Form;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The keys that plays, blocks, tasks and imports understand, what each takes and what it means. The readers, the
/// schemas for editors and the reference are made from these lists.
record KnownKeys(List<Keyword> keywords) {
    static final List<String> CONNECTIONS = List.of("ssh", "local", "docker");
    static final List<String> BECOME_METHODS = List.of("sudo", "su", "doas");

    static final KnownKeys LOOP_CONTROL = loopControl();
    static final KnownKeys PROMPT = prompt();

    private static final Keyword WHEN = key(
            "when",
            CONDITION,
            "Only where this holds. A bare expression such as `gpu.count > 0`; of a list all must hold.");

    /// What plays, blocks, imports of tasks and tasks share.
    private static final List<Keyword> SHARED = List.of(
            key("name", STRING, "What it is called in the output."),
            key(
                    "vars",
                    VARIABLES,
                    "Variables, which hold inside. They may use each other, and are computed when they are used."),
            key("environment", ENVIRONMENT, "Environment variables of what runs on the host."),
            key("become", BOOL, "Whether to run as another user, by default root."),
            key("become_user", STRING, "The user to become; `root` unless said otherwise."),
            key(
                    "become_method",
                    KeywordForms.choice(false, BECOME_METHODS),
                    "How to become another user; `sudo` unless said otherwise."),
            key("become_flags", STRING, "Further arguments for the program that does it, such as sudo."),
            key(
                    "tags",
                    NAMES,
                    "Words for `--tags` and `--skip-tags`; `always` and `never` are special. A list, or one text with commas."),
            key("ignore_errors", BOOL, "Go on after a failure."),
            key("ignore_unreachable", BOOL, "Go on with the next task where the host couldn't be reached."),
            key("no_log", FLAG, "Show nothing but the state: no parameters, outputs, messages."),
            key("check_mode", BOOL, "`true`: only check, also in a run. `false`: apply, also in a plan."),
            key("diff", BOOL, "Whether changed content is shown as a diff."),
            key("throttle", COUNT, "On how many hosts at once a task may run; 0 means no limit."),
            key("any_errors_fatal", FLAG, "A failure on one host ends the play for all hosts."));

    /// What blocks, imports of tasks and tasks share beside that.
    private static final List<Keyword> INNER = List.of(
            WHEN,
            key("timeout", DURATION, "End a task after this long."),
            key("run_once", FLAG, "On the first host only; all hosts get its result."),
            key("delegate_to", STRING, "Another host that does it in this host's place, such as `localhost`."),
            key(
                    "notify",
                    NAMES,
                    "Handlers to run where this changes something, by their names or by what they listen to."));

    private static final List<Keyword> OF_PLAYS = List.of(
            key(
                    "hosts",
                    PATTERNS,
                    "Which hosts: `all`, a group, a host, or a pattern such as `gpu:!broken`, `web*`, `~regex`."),
            key("remote_user", STRING, "The user to log in as."),
            key("port", PORT, "The port of the SSH server."),
            key("connection", KeywordForms.choice(false, CONNECTIONS), "How hosts are reached."),
            key(
                    "vars_files",
                    TEXTS,
                    "Files of variables, relative to the playbook; later ones win. Those of Ansible Vault may be encrypted."),
            key(
                    "vars_prompt",
                    KeywordForms.listOf(PROMPT, "name"),
                    "Variables to ask the operator for before the play starts."),
            key(
                    "serial",
                    BATCHES,
                    "How many hosts at a time go through the whole play: such as `2`, `25%`, or `[1, 5, 25%]`."),
            key(
                    "strategy",
                    words(Play.Strategy.values()),
                    "`free`: every host goes at its own pace. `linear`: all end a task before any begins the next."),
            key("order", words(Play.Order.values()), "In which order hosts are begun."),
            key("gather_facts", FLAG, "Whether the small facts are gathered at connect."),
            key("max_fail_percentage", PERCENT, "The play ends for all hosts when more of them have failed."),
            key("force_handlers", FLAG, "Run notified handlers also on hosts that have failed."),
            key("pre_tasks", STEPS, "Tasks before all others; the handlers they notify run right after them."),
            key("tasks", STEPS, "What is to be done, in this order."),
            key("post_tasks", STEPS, "Tasks after all others and their handlers."),
            key(
                    "handlers",
                    HANDLERS,
                    "Tasks that run once, after the others, where a task that notifies them has changed something."));

    static final KnownKeys PLAY = with(SHARED, List.of(), OF_PLAYS);

    static final KnownKeys PLAYBOOK_IMPORT = of(
            key("import_playbook", FILE, "Another playbook, whose plays stand here; relative to this file."),
            key("name", TEXT, "What it is called."),
            key("vars", VARIABLES, "Variables for the imported plays; they win over the plays' own."),
            WHEN,
            key("tags", NAMES, "Tags for all of its tasks."));

    static final KnownKeys BLOCK = with(
            SHARED,
            INNER,
            List.of(
                    key("block", STEPS, "Tasks that share keywords."),
                    key("rescue", STEPS, "Runs where one of the block's tasks has failed."),
                    key("always", STEPS, "Runs whatever has happened before.")));

    static final KnownKeys TASK_IMPORT = with(
            SHARED,
            INNER,
            List.of(key("import_tasks", FILE, "A file of tasks, which stand here; relative to this file.")));

    static final KnownKeys TASK = with(
            SHARED,
            INNER,
            List.of(
                    key("loop", LOOP, "Do it for each item of a list, which is `item`."),
                    key("loop_control", KeywordForms.mapOf(LOOP_CONTROL), "More about the loop."),
                    key(
                            "register",
                            VARIABLE_NAME,
                            "The name of a variable that takes the result: `changed`, `failed`, `skipped`, `msg`, `rc`, `stdout`, `stdout_lines`, `stderr`, `stderr_lines`, `results` of a loop, and the task type's outputs."),
                    key(
                            "until",
                            CONDITION,
                            "Try again until this holds; the name that `register` gives is the last try's result."),
                    key(
                            "retries",
                            COUNT,
                            "How often to try again; 3 unless said otherwise. Without `until`: until it doesn't fail."),
                    key("delay", DURATION, "How long to wait between two tries; 5 seconds unless said otherwise."),
                    key("changed_when", CONDITION, "Whether the task counts as changed."),
                    key("failed_when", CONDITION, "Whether the task counts as failed."),
                    key("listen", NAMES, "For handlers: what they can be notified by besides their names.")));

    KnownKeys {
        keywords = List.copyOf(keywords);
    }

    List<String> names() {
        return keywords.stream().map(Keyword::name).toList();
    }

    boolean contains(String name) {
        return keywords.stream().anyMatch(keyword -> keyword.name().equals(name));
    }

    private static KnownKeys loopControl() {
        return of(
                key("loop_var", VARIABLE_NAME, "What the item is called instead of `item`."),
                key("index_var", VARIABLE_NAME, "A variable for the item's number, which counts from 0."),
                key("label", VALUE, "What the item is called in the output."),
                key("pause", DURATION, "How long to wait between two items."));
    }

    private static KnownKeys prompt() {
        return of(
                key("name", VARIABLE_NAME, "The variable."),
                key("prompt", TEXT, "The question."),
                key("default", VALUE, "What holds where nothing is answered."),
                key(
                        "private",
                        FLAG,
                        "Whether the answer isn't shown while it is typed, and is a secret; true unless said otherwise."),
                key("confirm", FLAG, "Whether it must be typed twice."),
                key(
                        "encrypt",
                        KeywordForms.choice(false, PromptReader.SCHEMES),
                        "The variable holds a hash of the answer, as `/etc/shadow` does, made this way."),
                key("salt", TEXT, "The salt of that hash; a random one unless said otherwise."),
                key("unsafe", FLAG, "Needless, for those who come from Ansible: no answer is read as an expression."));
    }

    private static Keyword key(String name, Form form, String doc) {
        return new Keyword(name, form, doc);
    }

    private static Form words(Enum<?>[] values) {
        return KeywordForms.choice(
                true,
                Stream.of(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static KnownKeys of(Keyword... keywords) {
        return new KnownKeys(List.of(keywords));
    }

    private static KnownKeys with(List<Keyword> shared, List<Keyword> inner, List<Keyword> own) {
        return new KnownKeys(Stream.of(own, shared, inner).flatMap(List::stream).toList());
    }
}

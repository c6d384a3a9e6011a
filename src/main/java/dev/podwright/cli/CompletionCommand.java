package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Suggestions;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.List;

/// `podwright completion bash|zsh|fish`: made from the commands' own options.
final class CompletionCommand implements Command {
    private static final String BASH = "bash";
    private static final String ZSH = "zsh";
    private static final String FISH = "fish";
    static final List<String> SHELLS = List.of(BASH, ZSH, FISH);

    @Parameter(required = true, description = "SHELL: bash, zsh or fish")
    private String shell = "";

    @Override
    public ExitCode run(Environment environment) {
        environment.out().print(script());
        return ExitCode.OK;
    }

    private String script() {
        return switch (shell) {
            case BASH -> BashCompletion.script();
            case ZSH -> ZshCompletion.script();
            case FISH -> FishCompletion.script();
            default ->
                throw new UsageException(
                        "there is no completion for \"" + shell + "\"",
                        Suggestions.didYouMean(shell, SHELLS, "there are " + String.join(", ", SHELLS)));
        };
    }

    /// What a command takes besides options, for the first and for those behind it.
    record Operands(Completable first, Completable others) {
        static Operands of(CommandName command) {
            return switch (command) {
                case RUN, PLAN, VALIDATE, RENDER -> same(new Completable.Files());
                case TASK -> new Operands(taskTypes(), new Completable.Unknown());
                case TASKS -> same(taskTypes());
                case INVENTORY, FACTS, PING -> same(new Completable.Hosts());
                case REPORT -> new Operands(new Completable.Runs(), new Completable.Unknown());
                case INIT -> new Operands(new Completable.Folders(), new Completable.Unknown());
                case SCHEMA -> words(SchemaCommand.KINDS);
                case VAULT -> new Operands(new Completable.Words(VaultCommand.ACTIONS), new Completable.Files());
                case TEMPLATES -> new Operands(new Completable.Words(List.of("list", "eject")), taskTypes());
                case COMPLETION -> words(SHELLS);
                case VERSION -> words(List.of());
            };
        }

        private static Operands same(Completable all) {
            return new Operands(all, all);
        }

        private static Operands words(List<String> words) {
            return new Operands(new Completable.Words(words), new Completable.Unknown());
        }

        /// The built-in ones.
        private static Completable taskTypes() {
            return new Completable.Words(
                    List.copyOf(TaskTypeLibrary.of(List.of()).names()));
        }
    }
}

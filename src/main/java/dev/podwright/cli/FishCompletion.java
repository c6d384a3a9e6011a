package dev.podwright.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The completion for fish.
final class FishCompletion {
    private FishCompletion() {}

    static String script() {
        List<String> commands = new ArrayList<>(List.of(
                "complete -c podwright -n __fish_use_subcommand -a help -d 'Say more about a command'",
                "complete -c podwright -n '__podwright_command help' -a '%s'"
                        .formatted(String.join(" ", CommandName.words()))));
        for (CommandName command : CommandName.values()) {
            commands.add("complete -c podwright -n __fish_use_subcommand -a %s -d %s"
                    .formatted(command.word(), quoted(command.summary())));
        }
        String cases = Arrays.stream(CommandName.values())
                .flatMap(command -> command(command).stream())
                .collect(Collectors.joining("\n"));
        return CompletionTemplate.fill("fish", Map.of("COMMANDS", String.join("\n", commands), "CASES", cases));
    }

    private static List<String> command(CommandName command) {
        List<String> lines = new ArrayList<>();
        for (CompletionOption option : CompletionOption.of(command)) {
            String names = option.names().stream()
                    .map(name -> (name.startsWith("--") ? "-l " : "-s ") + name.replaceFirst("^-+", ""))
                    .collect(Collectors.joining(" "));
            String value = option.value().map(FishCompletion::value).orElse("");
            lines.add("complete -c podwright -n '__podwright_command %s' %s%s -d %s"
                    .formatted(command.word(), names, value, quoted(option.description())));
        }
        CompletionCommand.Operands operands = CompletionCommand.Operands.of(command);
        if (operands.first().equals(operands.others())) {
            operand(lines, "__podwright_command " + command.word(), operands.first());
        } else {
            operand(lines, "__podwright_first " + command.word(), operands.first());
            operand(
                    lines,
                    "__podwright_command %1$s; and not __podwright_first %1$s".formatted(command.word()),
                    operands.others());
        }
        return lines;
    }

    private static void operand(List<String> lines, String condition, Completable value) {
        String completed = completed(value);
        if (!completed.isEmpty()) {
            lines.add("complete -c podwright -n '%s'%s".formatted(condition, completed));
        }
    }

    private static String value(Completable value) {
        String completed = completed(value);
        return " -r" + (completed.isEmpty() ? " -f" : completed);
    }

    private static String completed(Completable value) {
        return switch (value) {
            case Completable.Unknown _ -> "";
            case Completable.Files _ -> " -F";
            case Completable.Folders _ -> " -f -a '(__fish_complete_directories)'";
            case Completable.Users _ -> " -f -a '(__fish_complete_users)'";
            case Completable.Hosts _ -> " -f -a '(__podwright_hosts)'";
            case Completable.Runs _ -> " -f -a '(__podwright_runs)'";
            case Completable.Words(List<String> words) ->
                words.isEmpty() ? "" : " -f -a '" + String.join(" ", words) + "'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

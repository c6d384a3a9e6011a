package dev.podwright.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The completion for zsh, by its `_arguments`.
final class ZshCompletion {
    private ZshCompletion() {}

    static String script() {
        String commands = Arrays.stream(CommandName.values())
                .map(command -> quoted(command.word() + ":" + command.summary().replace(":", "\\:")))
                .collect(Collectors.joining("\n"));
        String cases =
                Arrays.stream(CommandName.values()).map(ZshCompletion::command).collect(Collectors.joining("\n"));
        return CompletionTemplate.fill("zsh", Map.of("COMMANDS", commands.indent(8), "CASES", cases.indent(8)));
    }

    private static String command(CommandName command) {
        List<String> specs = new ArrayList<>();
        CompletionOption.of(command).forEach(option -> specs.add(option(option)));
        CompletionCommand.Operands operands = CompletionCommand.Operands.of(command);
        specs.add(quoted("1:argument:" + action(operands.first())));
        specs.add(quoted("*:argument:" + action(operands.others())));
        return "%s)\n    _arguments -s -S \\\n        %s ;;"
                .formatted(command.word(), String.join(" \\\n        ", specs));
    }

    /// `(-i --inventory)'{-i,--inventory}'[…]:INVENTORY:_files'`; a star before it where it may be repeated.
    private static String option(CompletionOption option) {
        String names =
                option.names().size() == 1 ? option.names().getFirst() : "{" + String.join(",", option.names()) + "}";
        String before = option.repeatable() ? "'*'" : quoted("(" + String.join(" ", option.names()) + ")");
        String value = option.value()
                .map(completable -> ":" + option.placeholder().replace(":", "\\:") + ":" + action(completable))
                .orElse("");
        return before + names + quoted("[" + escaped(option.description()) + "]" + value);
    }

    private static String action(Completable value) {
        return switch (value) {
            case Completable.Unknown _ -> " ";
            case Completable.Files _ -> "_files";
            case Completable.Folders _ -> "_files -/";
            case Completable.Users _ -> "_users";
            case Completable.Hosts _ -> "_podwright_hosts";
            case Completable.Runs _ -> "_podwright_runs";
            case Completable.Words(List<String> words) when words.isEmpty() -> " ";
            case Completable.Words(List<String> words) -> "(" + String.join(" ", words) + ")";
        };
    }

    private static String escaped(String description) {
        return description.replaceAll("([\\[\\]\\\\])", "\\\\$1");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

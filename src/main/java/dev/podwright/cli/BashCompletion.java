package dev.podwright.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The completion for bash, 3.2 or newer.
final class BashCompletion {
    private BashCompletion() {}

    static String script() {
        String cases =
                Arrays.stream(CommandName.values()).map(BashCompletion::command).collect(Collectors.joining("\n"));
        return CompletionTemplate.fill(
                "bash", Map.of("COMMANDS", String.join(" ", CompletionTemplate.commands()), "CASES", cases.indent(4)));
    }

    private static String command(CommandName command) {
        List<CompletionOption> options = CompletionOption.of(command);
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (CompletionOption option : options) {
            option.value()
                    .ifPresent(value -> names.computeIfAbsent(function(value), _ -> new ArrayList<>())
                            .addAll(option.names()));
        }
        CompletionCommand.Operands operands = CompletionCommand.Operands.of(command);
        List<String> lines = new ArrayList<>(List.of(command.word() + ")", "    case $previous in"));
        names.forEach((function, all) -> lines.add("    %s) %s ;;".formatted(String.join("|", all), function)));
        lines.add("    *)");
        lines.add("        case $word in");
        lines.add("        -*) _podwright_words '%s' ;;"
                .formatted(options.stream()
                        .flatMap(option -> option.names().stream())
                        .collect(Collectors.joining(" "))));
        lines.add("        *) if [ \"$operands\" -eq 0 ]; then %s; else %s; fi ;;"
                .formatted(function(operands.first()), function(operands.others())));
        lines.add("        esac ;;");
        lines.add("    esac ;;");
        return String.join("\n", lines);
    }

    private static String function(Completable value) {
        return switch (value) {
            case Completable.Unknown _ -> ":";
            case Completable.Files _ -> "_podwright_files -f";
            case Completable.Folders _ -> "_podwright_files -d";
            case Completable.Users _ -> "_podwright_words \"$(compgen -u)\"";
            case Completable.Hosts _ -> "_podwright_words \"$(_podwright_hosts)\"";
            case Completable.Runs _ -> "_podwright_words \"latest $(_podwright_runs)\"";
            case Completable.Words words -> "_podwright_words '" + String.join(" ", words.words()) + "'";
        };
    }
}

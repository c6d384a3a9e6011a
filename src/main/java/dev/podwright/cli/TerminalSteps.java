package dev.podwright.cli;

import dev.podwright.engine.StepPrompt;
import java.util.Locale;
import java.util.Optional;

/// `--step`: asks at the terminal, as Ansible does. The end of input is a no.
record TerminalSteps(Environment environment) implements StepPrompt {
    @Override
    public Answer ask(String task) {
        environment.out().flush();
        while (true) {
            Optional<String> line =
                    environment.askLine().apply("Perform task: %s (N)o/(y)es/(c)ontinue".formatted(task));
            switch (line.orElse("").strip().toLowerCase(Locale.ROOT)) {
                case "", "n", "no" -> {
                    return Answer.NO;
                }
                case "y", "yes" -> {
                    return Answer.YES;
                }
                case "c", "continue" -> {
                    return Answer.CONTINUE;
                }
                default -> environment.warn("answer n, y or c");
            }
        }
    }
}

package dev.podwright.cli;

import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Problem;
import dev.podwright.source.Suggestions;
import java.util.List;

/// Finds the command, runs it, and turns whatever ends it into a message and an exit code.
final class CommandLine {
    private final Environment environment;

    CommandLine(Environment environment) {
        this.environment = environment;
    }

    ExitCode run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (UsageException e) {
            return misunderstood(e);
        } catch (InvalidInputException e) {
            return invalid(e.problems());
        } catch (RuntimeException | StackOverflowError e) {
            return defect(e, arguments);
        } finally {
            environment.out().flush();
        }
    }

    private ExitCode dispatch(List<String> arguments) {
        String first = arguments.isEmpty() ? "help" : arguments.getFirst();
        List<String> rest = arguments.stream().skip(1).toList();
        return switch (first) {
            case "help", "-h", "--help" -> help(rest);
            case "--version" -> new VersionCommand().run(environment);
            default -> run(find(first), rest);
        };
    }

    private ExitCode run(CommandName name, List<String> arguments) {
        if (name == CommandName.VERSION && arguments.isEmpty()) {
            return new VersionCommand().run(environment);
        }
        Command command = name.make();
        return new Arguments(command).parse(arguments) ? command.run(environment) : help(List.of(name.word()));
    }

    private ExitCode help(List<String> about) {
        environment.out().print(about.isEmpty() ? Help.overview() : help(about.getFirst()));
        return ExitCode.OK;
    }

    private static String help(String about) {
        return HelpTopic.find(about).map(HelpTopic::text).orElseGet(() -> Help.of(find(about)));
    }

    private static CommandName find(String word) {
        return CommandName.find(word)
                .orElseThrow(() -> new UsageException(
                        "there is no command \"" + word + "\"",
                        Suggestions.didYouMean(word, CommandName.words(), "podwright --help lists the commands")));
    }

    private ExitCode misunderstood(UsageException e) {
        environment.warn("podwright: " + e.getMessage());
        if (!e.hint().isEmpty()) {
            environment.warn("  " + e.hint());
        }
        return ExitCode.USAGE;
    }

    private ExitCode invalid(List<Problem> problems) {
        problems.forEach(problem -> environment.warn(problem.render()));
        environment.warn(problems.size() == 1 ? "1 problem found" : problems.size() + " problems found");
        return ExitCode.INVALID_INPUT;
    }

    private ExitCode defect(Throwable e, List<String> arguments) {
        environment.warn("podwright: this is a defect in Podwright, not in your input: " + e);
        if (!environment.variable("PODWRIGHT_DEBUG").isEmpty() || arguments.contains("-vvv")) {
            e.printStackTrace(environment.err());
            environment.err().flush();
        } else {
            environment.warn("  PODWRIGHT_DEBUG=1 shows where; please report it with that");
        }
        return ExitCode.DEFECT;
    }
}

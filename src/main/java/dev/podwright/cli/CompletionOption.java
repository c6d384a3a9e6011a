package dev.podwright.cli;

import com.beust.jcommander.IParameterValidator;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterDescription;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An option of a command, as far as shells want to know it.
///
/// @param names with their dashes
/// @param description one line
/// @param repeatable whether it may be given several times
/// @param placeholder what stands for the value in help texts; may be empty
/// @param value empty where it takes none
record CompletionOption(
        List<String> names, String description, boolean repeatable, String placeholder, Optional<Completable> value) {

    /// All options of a command, ordered by name; `--help` last.
    static List<CompletionOption> of(CommandName command) {
        Stream<CompletionOption> options = Arguments.parser(command.make()).getParameters().stream()
                .filter(option -> option.getParameter().names().length > 0)
                .map(CompletionOption::of)
                .sorted(Comparator.comparing(option -> option.names().getFirst().replaceFirst("^-+", "")));
        CompletionOption help = new CompletionOption(
                List.of("-h", "--help"), "say more about the command", false, "", Optional.empty());
        return Stream.concat(options, Stream.of(help)).toList();
    }

    private static CompletionOption of(ParameterDescription option) {
        Parameter parameter = option.getParameterAnnotation();
        Class<?> type = option.getParameterized().getType();
        boolean counted = List.of(parameter.names()).contains("-v");
        boolean takesValue = type != boolean.class && !counted;
        return new CompletionOption(
                List.of(parameter.names()),
                parameter.description(),
                counted || List.class.isAssignableFrom(type),
                parameter.placeholder(),
                takesValue ? Optional.of(value(parameter)) : Optional.empty());
    }

    private static Completable value(Parameter parameter) {
        return Arrays.stream(parameter.validateWith())
                .filter(Choice.class::isAssignableFrom)
                .map(CompletionOption::words)
                .findFirst()
                .orElseGet(() -> Completable.of(parameter.placeholder()));
    }

    private static Completable words(Class<? extends IParameterValidator> choice) {
        try {
            return new Completable.Words(choice.asSubclass(Choice.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .words());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

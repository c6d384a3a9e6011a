package dev.podwright.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import com.beust.jcommander.ParameterException;
import dev.podwright.source.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills a command's fields from its arguments, which it reads as getopt does: `-CD`, `-f10`, `--forks=10`, `-vvv`,
/// and an end of options by `--`. JCommander alone would take a misspelt option for a playbook's name. Used once.
final class Arguments {
    /// Counts; it reaches its field as `-v COUNT`.
    private static final String COUNTED = "-v";

    private final JCommander parser;
    private final Map<String, ParameterDescription> options = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private int count;
    private boolean helpWanted;

    Arguments(Object command) {
        parser = parser(command);
        for (ParameterDescription option : parser.getParameters()) {
            for (String name : option.getParameter().names()) {
                options.put(name, option);
            }
        }
    }

    static JCommander parser(Object command) {
        JCommander parser = JCommander.newBuilder()
                .addObject(command)
                .expandAtSign(false)
                .allowParameterOverwriting(true)
                .build();
        parser.createDescriptions();
        return parser;
    }

    /// @return false where help was asked for instead
    /// @throws UsageException where an argument isn't understood
    boolean parse(List<String> arguments) {
        Deque<String> words = new ArrayDeque<>(arguments);
        while (!words.isEmpty() && !helpWanted) {
            String word = words.removeFirst();
            if (word.equals("--")) {
                operands.addAll(words);
                words.clear();
            } else if (word.length() > 1 && word.startsWith("-")) {
                option(word, words);
            } else {
                operands.add(word);
            }
        }
        if (!helpWanted) {
            fill();
        }
        return !helpWanted;
    }

    private void option(String word, Deque<String> rest) {
        if (word.startsWith("--")) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                single(word, rest);
            } else {
                withValue(word.substring(0, equals), word.substring(equals + 1));
            }
        } else if (word.length() == 2) {
            single(word, rest);
        } else {
            bundle(word.substring(0, 2), word.substring(2), rest);
        }
    }

    /// `-Cv` is `-C -v`, and `-f10` is `-f 10`.
    private void bundle(String first, String others, Deque<String> rest) {
        if (takesValue(first)) {
            withValue(first, others);
        } else {
            single(first, rest);
            rest.addFirst("-" + others);
        }
    }

    private void single(String name, Deque<String> rest) {
        if (name.equals("-h") || name.equals("--help")) {
            helpWanted = true;
        } else if (isCounted(name)) {
            count++;
        } else if (!takesValue(name)) {
            read.add(name);
        } else if (rest.isEmpty()) {
            throw new UsageException("option " + name + " needs a value", "");
        } else {
            withValue(name, rest.removeFirst());
        }
    }

    private void withValue(String name, String value) {
        if (!takesValue(name)) {
            throw new UsageException("option " + name + " takes no value", "");
        }
        read.add(name);
        read.add(value);
    }

    private boolean isCounted(String name) {
        ParameterDescription option = options.get(name);
        return option != null && List.of(option.getParameter().names()).contains(COUNTED);
    }

    private boolean takesValue(String name) {
        ParameterDescription option = options.get(name);
        if (name.equals("-h") || name.equals("--help")) {
            return false;
        }
        if (option == null) {
            throw new UsageException(
                    "there is no option " + name,
                    Suggestions.didYouMean(name, options.keySet(), "--help lists the options"));
        }
        return option.getParameterized().getType() != boolean.class && !isCounted(name);
    }

    private void fill() {
        if (parser.getMainParameterValue() == null && !operands.isEmpty()) {
            throw new UsageException("\"" + operands.getFirst() + "\" is one argument too many", "");
        }
        ParameterDescription operand = parser.getMainParameterValue();
        if (operand != null && operand.getParameterAnnotation().required() && operands.isEmpty()) {
            throw new UsageException(operand.getDescription() + " is missing", "--help shows how the command is used");
        }
        if (count > 0) {
            read.addAll(List.of(COUNTED, String.valueOf(count)));
        }
        read.add("--");
        read.addAll(operands);
        try {
            parser.parse(read.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "--help shows how the command is used");
        }
    }
}

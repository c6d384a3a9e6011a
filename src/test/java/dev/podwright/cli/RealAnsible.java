package dev.podwright.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The Ansible of this machine.
///
/// @param folder where its programs are
/// @param home has nothing in it, so that no settings of the machine's owner count
public record RealAnsible(Path folder, Path home) {
    private static final Path TOOLS =
            Path.of("src/test/resources/ansible-tools").toAbsolutePath();

    /// What a program of Ansible's wrote to standard output, and what to standard error.
    record Answer(int status, String out, String err) {}

    /// Skips the test where there is none; in CI it fails.
    public static RealAnsible required(Path home) {
        Optional<Path> folder = Stream.of(System.getenv("PATH").split(":", -1))
                .map(Path::of)
                .filter(path -> Files.isExecutable(path.resolve("ansible-inventory")))
                .findFirst();
        if (folder.isEmpty()) {
            assertThat(System.getenv("CI")).as("CI must have Ansible").isNull();
            Assumptions.abort("there is no Ansible on this machine");
        }
        return new RealAnsible(folder.get(), home);
    }

    /// Asks `inventories.py` all questions at once.
    List<Answer> inventories(List<List<String>> questions) throws IOException, InterruptedException {
        StringBuilder asked = new StringBuilder();
        questions.forEach(question -> asked.append(Json.compact(question)).append('\n'));
        Answer all = run(python("inventories.py"), asked.toString());
        List<Answer> answers = new ArrayList<>();
        for (String line : all.out.lines().toList()) {
            Map<?, ?> answer = (Map<?, ?>) Json.read(line);
            answers.add(new Answer(
                    ((Number) requireNonNull(answer.get("status"))).intValue(),
                    requireNonNull(answer.get("out")).toString(),
                    requireNonNull(answer.get("err")).toString()));
        }
        assertThat(answers).as(all.err).hasSameSizeAs(questions);
        return answers;
    }

    /// Runs `ansible-playbook` in each folder, with the words in its file `arguments`; `play.py` says what is there
    /// then.
    public void play(Collection<Path> folders) throws IOException, InterruptedException {
        String lines = folders.stream().map(path -> path + "\n").collect(Collectors.joining());
        Answer answer = run(python("play.py"), lines);
        assertThat(answer.status).as(answer.out + answer.err).isZero();
    }

    /// A command that runs a program of ours by what runs Ansible.
    private List<String> python(String program) throws IOException {
        List<String> command = new ArrayList<>(interpreter());
        command.add(TOOLS.resolve(program).toString());
        return command;
    }

    private List<String> interpreter() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("ansible-inventory"))) {
            String first = lines.findFirst().orElseThrow().replaceFirst("^#!\\s*", "");
            return List.of(first.split("\\s+"));
        }
    }

    /// Runs `ansible-vault`.
    String vault(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("ansible-vault").toString()));
        command.addAll(List.of(arguments));
        Answer answer = run(command, "");
        assertThat(answer.status).as(answer.err).isZero();
        return answer.out;
    }

    private Answer run(List<String> command, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Path errors = Files.createTempFile(home, "errors", "");
        builder.redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "ANSIBLE_CONFIG",
                        TOOLS.resolve("ansible.cfg").toString(),
                        "ANSIBLE_PYTHON_INTERPRETER",
                        interpreter().getFirst(),
                        "LC_ALL",
                        "C.UTF-8",
                        "PYTHONDONTWRITEBYTECODE",
                        "1"));
        Process process = builder.start();
        try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, Files.readString(errors));
    }
}

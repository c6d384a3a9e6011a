package dev.podwright.cli;

import dev.podwright.connection.SshRehearsal;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Does what most runs do, in a folder of its own that it removes again, so that the Java machine can record what that
/// takes: the launcher makes the ahead-of-time cache from it. Nothing outside the folder is touched, no host is asked.
public final class Training {
    private static final List<String> FILES =
            List.of("playbook.yml", "inventory.yml", "files/plain.txt", "files/page.ftl");

    private final Path folder;
    private final Environment environment;

    private Training(Path folder) {
        this.folder = folder;
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("XDG_STATE_HOME", folder.resolve("state").toString());
        PrintStream said = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        this.environment = new Environment(
                said, said, Map.copyOf(variables), false, _ -> Optional.empty(), _ -> Optional.empty(), () -> "");
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("podwright-training");
        try {
            new Training(folder).perform();
        } finally {
            remove(folder);
        }
    }

    private void perform() throws Exception {
        ProcessExit.prepare();
        for (String file : FILES) {
            unpack(file);
        }
        String playbook = folder.resolve("playbook.yml").toString();
        String inventory = folder.resolve("inventory.yml").toString();
        String place = "place=" + folder.resolve("place");
        type("validate", playbook, "-i", inventory);
        type("plan", playbook, "-i", inventory, "-e", place);
        type("run", playbook, "-i", inventory, "-e", place);
        type("run", playbook, "-i", inventory, "-e", place);
        SshRehearsal.perform(folder);
        type("--version");
    }

    private void type(String... words) {
        ExitCode status = new CommandLine(environment).run(List.of(words));
        if (status != ExitCode.OK) {
            throw new IllegalStateException(List.of(words) + " ended with " + status);
        }
    }

    private void unpack(String file) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream in = Objects.requireNonNull(Training.class.getResourceAsStream("training/" + file))) {
            Files.copy(in, target);
        }
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

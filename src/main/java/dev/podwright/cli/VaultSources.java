package dev.podwright.cli;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Reason;
import dev.podwright.source.Secret;
import dev.podwright.source.VaultPassword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where vault passwords come from: a file, a program, or the operator.
record VaultSources(Environment environment) {
    private static final String PROMPT = "prompt";

    /// @param source `ID@SOURCE`, or a source alone
    VaultPassword labelled(String source) {
        int at = source.indexOf('@');
        String id = at < 0 ? VaultPassword.DEFAULT_ID : source.substring(0, at);
        String place = source.substring(at + 1);
        return place.equals(PROMPT) || place.equals("prompt_ask_vault_pass") ? asked(id) : file(id, place);
    }

    VaultPassword asked(String id) {
        String prompt = id.equals(VaultPassword.DEFAULT_ID) ? "Vault password" : "Vault password (" + id + ")";
        Secret password = environment
                .askPassword()
                .apply(prompt)
                .orElseThrow(() -> new UsageException(
                        "there is no terminal to ask for the " + prompt + " at", "use --vault-password-file"));
        return nonEmpty(id, password.reveal(), prompt);
    }

    VaultPassword file(String id, String name) {
        Path file = Path.of(name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name);
        try {
            String text =
                    Files.isExecutable(file) && !Files.isDirectory(file) ? printed(file, id) : Files.readString(file);
            return nonEmpty(id, text.strip(), name);
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(Location.named(name), "the vault password can't be read from here: " + Reason.of(e)));
        }
    }

    /// A program whose name ends with `-client` is told the id, as Ansible does.
    private static String printed(Path program, String id) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        String name = String.valueOf(program.getFileName());
        if (name.replaceFirst("\\.[^.]*$", "").endsWith("-client")) {
            command.addAll(List.of("--vault-id", id));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("it ended with status " + status);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
        return text;
    }

    private static VaultPassword nonEmpty(String id, String password, String source) {
        if (password.isEmpty()) {
            throw new InvalidInputException(new Problem(
                    Location.named(source), "the vault password is empty", "write it in one line, or print it"));
        }
        return new VaultPassword(id, new Secret(password));
    }
}

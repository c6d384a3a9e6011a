package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
    private final FakeEnvironment fake = new FakeEnvironment();

    @TempDir
    private Path folder;

    @Test
    void asksOnlyWhereWanted() {
        fake.answering("hunter2");
        assertThat(options().password(fake.environment())).isEmpty();
        assertThat(fake.asked()).isEmpty();
        assertThat(options("-k").password(fake.environment())).contains(new Secret("hunter2"));
        assertThat(fake.asked()).containsExactly("SSH password");
    }

    @Test
    void takesTheLoginPasswordForAnEmptySudoPassword() {
        fake.answering("");
        Optional<Secret> login = Optional.of(new Secret("hunter2"));
        assertThat(options("-K").becomePassword(fake.environment(), login)).isEqualTo(login);
        assertThat(fake.asked()).containsExactly("sudo password (empty: the SSH password)");
    }

    @Test
    void readsTheFirstLineOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\nmore\n");
        assertThat(options("--connection-password-file", file.toString()).password(fake.environment()))
                .contains(new Secret("hunter2"));
        assertThatThrownBy(() -> options("--become-password-file", file + "x")
                        .becomePassword(fake.environment(), Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--become-password-file " + file + "x: this file can't be read");
    }

    @Test
    void saysWhatToUseWhereNobodyCanBeAsked() {
        assertThatThrownBy(() -> options("-k").password(fake.environment()))
                .isInstanceOf(UsageException.class)
                .hasMessage("there is no terminal to ask for the SSH password at")
                .extracting(failure -> ((UsageException) failure).hint())
                .isEqualTo("use --connection-password-file");
    }

    private static ConnectionOptions options(String... arguments) {
        ConnectionOptions options = new ConnectionOptions();
        new Arguments(options).parse(List.of(arguments));
        return options;
    }
}

package dev.podwright.connection;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.podwright.source.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers what a server asks at the login: the password, once. Whatever else it asks ends the attempt.
final class SshLogin implements UserInfo, UIKeyboardInteractive {
    private final Optional<Secret> password;
    private boolean answered;

    SshLogin(Optional<Secret> password) {
        this.password = password;
    }

    /// A server that asks again has refused the first answer; one that asks for two things wants more than a password.
    @Override
    public String @Nullable [] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] echo) {
        if (prompts.length == 0) {
            return new String[0];
        }
        if (answered || prompts.length > 1 || echo[0] || password.isEmpty()) {
            return null;
        }
        answered = true;
        return new String[] {password.get().reveal()};
    }

    @Override
    public @Nullable String getPassword() {
        return password.map(Secret::reveal).orElse(null);
    }

    @Override
    public boolean promptPassword(String message) {
        return false;
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false;
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }

    @Override
    public void showMessage(String message) {
        // Banners are the operator's business at a terminal, not a run's.
    }
}

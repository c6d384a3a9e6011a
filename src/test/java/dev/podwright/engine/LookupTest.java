package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.source.VaultPassword;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `lookup` in tasks, and what is said of Ansible's names that have another one here.
@Timeout(60)
class LookupTest {
    @TempDir
    private Path folder;

    private LocalRun run;

    @BeforeEach
    void start() {
        run = new LocalRun(folder);
    }

    @Test
    void readsFilesBesideThePlaybookAndTheEnvironment() {
        run.write("files/key.pub", "ssh-ed25519 AAAA\n\n");
        run.write("near.txt", "near");
        run.run("""
                - hosts: one
                  tasks:
                    - debug: {msg: "<[=lookup('file', 'key.pub')]> [=lookup('ansible.builtin.file', 'near.txt')]"}
                    - debug: {msg: "[=(lookup('env', 'PATH') == env.PATH)?c] [=lookup('env', 'NO_SUCH_NAME', 'none')]"}
                """);
        assertThat(run.messages()).containsExactly("<ssh-ed25519 AAAA> near", "true none");
    }

    @Test
    void encryptedFilesNeedThePassword() throws VaultException {
        VaultPassword password = new VaultPassword(VaultPassword.DEFAULT_ID, new Secret("pw"));
        run.write("files/token", Vault.of(List.of(password)).encrypt("t0ken\n", "default"));
        run.run("- {hosts: one, tasks: [{name: Token, debug: {msg: \"[=lookup('file', 'token')]\"}}]}");
        assertThat(run.messages())
                .singleElement()
                .asString()
                .contains("token is encrypted: no vault password was given");
        assertThat(run.result("Token").hint()).contains("--ask-vault-pass");
    }

    @Test
    void snippetsLookNothingUp() {
        run.write("templates/look/task.yml", "summary: Looks something up\n");
        run.write("templates/look/check.sh.ftl", "pw_ok [=lookup('env', 'PATH')]\n");
        run.run("- {hosts: one, tasks: [{name: Look, look: {}}]}");
        assertThat(run.states()).containsExactly("one Look: failed");
        assertThat(run.result("Look").msg()).contains("lookup");
        assertThat(run.result("Look").hint()).contains("parameter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lookup('file', 'gone.txt')    | there is no file gone.txt on this machine | looked for
            lookup('pipe', 'date')        | there is no lookup "pipe"     | register the result of "command" with delegate_to: localhost
            lookup('colour', 'red')       | there is no lookup "colour"   | the lookups are env and file
            lookup('file')                | takes 1 argument, not 0       | ''
            query('file', 'a')            | "query" is not defined        | the function is lookup(…)
            ansible_distribution          | "ansible_distribution" is not defined | write facts.os.id
            ansible_facts['os_family']    | "ansible_facts" is not defined | write facts.os.family
            ansible_facts.default_ipv4    | "ansible_facts" is not defined | addresses are no fact here
            True                          | "True" is not defined         | write true
            """)
    void saysWhatToWriteInstead(String expression, String message, String hint) {
        run.run("- {hosts: one, tasks: [{name: Ask, debug: {msg: \"[=%s]\"}}]}".formatted(expression));
        assertThat(run.states()).isEqualTo(List.of("one Ask: failed"));
        assertThat(run.result("Ask").msg()).contains(message);
        assertThat(run.result("Ask").hint()).contains(hint);
    }
}

package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Ansible Vault has encrypted is opened wherever a file may stand, reaches its host, and is seen nowhere else.
class VaultSecretsTest {
    private static final String WORD = "hunter2";

    @TempDir
    private Path folder;

    private Path password;
    private Path state;

    @BeforeEach
    void prepare() throws IOException {
        password = write("password", "correct horse\n");
        state = Files.createDirectories(folder.resolve("state"));
    }

    @Test
    void encryptedFilesAreCopiedDecryptedAndBelongToTheirOwnerAlone() throws IOException {
        encrypted("files/key.pem", "-----BEGIN-----\n" + WORD + "-in-a-file\n");
        encrypted("templates/app.conf.ftl", "token = " + WORD + "\nhost = [=host.name]\n");
        write("play.yml", """
                - hosts: localhost
                  tasks:
                    - copy: {src: files/key.pem, dest: "%1$s/key"}
                    - copy: {src: files/key.pem, dest: "%1$s/still-encrypted", decrypt: false}
                    - template: {src: templates/app.conf.ftl, dest: "%1$s/conf"}
                """.formatted(folder));

        FakeEnvironment planned =
                told("plan", "-D", "-v", "-o", folder.resolve("kept.plan").toString());
        FakeEnvironment run = told("run", "-D", "-v");

        assertThat(folder.resolve("key")).hasContent("-----BEGIN-----\n" + WORD + "-in-a-file\n");
        assertThat(folder.resolve("conf")).hasContent("token = " + WORD + "\nhost = localhost\n");
        assertThat(folder.resolve("still-encrypted")).content().startsWith("$ANSIBLE_VAULT;");
        for (String file : List.of("key", "conf")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        isNowhere(planned, run);
        assertThat(told("plan", "--detailed-exitcode").out()).contains("changed=0");
    }

    @Test
    void encryptedBytesThatAreNoTextArriveAsTheyAre() throws Exception {
        byte[] bytes = {0, (byte) 0xff, (byte) 0xfe, '\n', (byte) 0x80};
        RealAnsible ansible = RealAnsible.required(folder);
        Files.write(folder.resolve("keystore"), bytes);
        ansible.vault(
                "encrypt",
                "--vault-password-file",
                password.toString(),
                folder.resolve("keystore").toString());
        write("play.yml", """
                - hosts: localhost
                  tasks:
                    - copy: {src: keystore, dest: "%s/arrived"}
                """.formatted(folder));

        told("run");

        assertThat(folder.resolve("arrived")).hasBinaryContent(bytes);
    }

    @Test
    void everyFileOfAProjectMayBeEncrypted() throws IOException {
        encrypted("hosts", "all:\n  hosts:\n    here: {ansible_connection: local, from_hosts: " + WORD + "-1}\n");
        encrypted("group_vars/all/secrets.yml", "from_group: " + WORD + "-2\n");
        encrypted(
                "host_vars/here.yml",
                "from_host: [" + WORD + "-3, " + WORD + "-4]\nnested: {deep: {deeper: " + WORD + "-0}}\n");
        encrypted("vars.yml", "from_vars: " + WORD + "-5\n");
        encrypted("extra.yml", "from_extra: " + WORD + "-6\n");
        encrypted("tasks.yml", """
                - shell: "echo [=from_hosts] [=from_group] [=from_vars] [=from_extra] %1$s-7 > '%2$s/made'"
                - debug: {msg: "%1$s-8 [=from_hosts]"}
                - debug: {msg: "item [=item] [=nested.deep.deeper]"}
                  loop: "[=from_host]"
                - shell: "echo [=item]; exit 3"
                  loop: ["[=from_host[0]]", "[=from_group?upper_case]"]
                  register: tried
                  ignore_errors: true
                - debug: {msg: "[=tried.results[0].stdout] [=from_vars?length]"}
                - fail: {msg: "It is [=from_extra]"}
                  ignore_errors: true
                - set_fact: {joined: "[=from_hosts]/[=from_group]"}
                - debug: {msg: "[=joined?replace('/', '-')]"}
                """.formatted(WORD, folder));
        write("play.yml", """
                - hosts: all
                  vars_files: [vars.yml]
                  tasks:
                    - import_tasks: tasks.yml
                """);
        String[] options = {
            "-i",
            folder.resolve("hosts").toString(),
            "-e",
            "@" + folder.resolve("extra.yml"),
            "-v",
            "--report",
            "json=" + folder.resolve("state/events.json"),
            "--report",
            "html=" + folder.resolve("state/page.html"),
            "--report",
            "junit=" + folder.resolve("state/junit.xml")
        };

        FakeEnvironment run = told("run", options);
        FakeEnvironment list = inventory("--list");
        FakeEnvironment explain = inventory("here", "--explain");
        FakeEnvironment graph = inventory("--graph", "--vars");
        FakeEnvironment yaml = inventory("--list", "--yaml", "--export");

        assertThat(folder.resolve("made")).hasContent("%1$s-1 %1$s-2 %1$s-5 %1$s-6 %1$s-7".formatted(WORD));
        assertThat(list.out()).contains("\"from_group\" : \"***\"");
        isNowhere(run, list, explain, graph, yaml);
    }

    @Test
    void saysWhichFileCannotBeOpenedAndWhatToDo() throws IOException {
        encrypted("files/key", WORD);
        encrypted("app.ftl", WORD);
        encrypted("tasks.yml", "- debug: {msg: " + WORD + "}\n");
        write("play.yml", """
                - hosts: localhost
                  tasks:
                    - import_tasks: tasks.yml
                    - template: {src: app.ftl, dest: /nowhere/app}
                """);
        assertThat(locked().err().replace(folder + "/", "")).contains("""
                app.ftl: the file is encrypted: no vault password was given
                    give the password: --ask-vault-pass, --vault-password-file or --vault-id
                tasks.yml: the file is encrypted: no vault password was given
                    give the password: --ask-vault-pass, --vault-password-file or --vault-id
                """);
        write("play.yml", """
                - hosts: localhost
                  tasks:
                    - copy: {src: files/key, dest: /nowhere/key}
                """);
        FakeEnvironment locked = locked();
        assertThat(locked.out().replace(folder + "/", ""))
                .contains("files/key is encrypted: no vault password was given", "give the password: --ask-vault-pass");
    }

    private FakeEnvironment locked() {
        FakeEnvironment podwright = new FakeEnvironment().with("XDG_STATE_HOME", state.toString());
        assertThat(podwright.run("run", folder.resolve("play.yml").toString())).isNotEqualTo(ExitCode.OK);
        return podwright;
    }

    private FakeEnvironment inventory(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-i", folder.resolve("hosts").toString(), "--vault-password-file", password.toString()));
        return finished("inventory", all);
    }

    private FakeEnvironment told(String command, String... words) {
        List<String> all = new ArrayList<>(List.of(folder.resolve("play.yml").toString()));
        all.addAll(List.of("--vault-password-file", password.toString()));
        all.addAll(List.of(words));
        return finished(command, all);
    }

    private FakeEnvironment finished(String command, List<String> words) {
        FakeEnvironment podwright = new FakeEnvironment().with("XDG_STATE_HOME", state.toString());
        ExitCode exit =
                podwright.run(Stream.concat(Stream.of(command), words.stream()).toArray(String[]::new));
        assertThat(exit).as(podwright.out() + podwright.err()).isEqualTo(ExitCode.OK);
        return podwright;
    }

    /// Neither in what was shown nor in what was written beside the files that were meant to hold it.
    private void isNowhere(FakeEnvironment... shown) throws IOException {
        for (FakeEnvironment each : shown) {
            assertThat(each.out() + each.err()).doesNotContainIgnoringCase(WORD);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> written = files.filter(Files::isRegularFile)
                    .filter(file -> !List.of("key", "conf", "made")
                            .contains(file.getFileName().toString()))
                    .toList();
            for (Path file : written) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContainIgnoringCase(WORD);
            }
            assertThat(written).anyMatch(file -> file.startsWith(state));
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void encrypted(String name, String text) throws IOException {
        Path file = write(name, text);
        finished("vault", List.of("encrypt", file.toString(), "--vault-password-file", password.toString()));
    }
}

package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionVariablesTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ansible_host: 192.0.2.1             | address           | 192.0.2.1",
                "ansible_ssh_port: '22'              | port              | 22",
                "ansible_user: root                  | user              | root",
                "ansible_connection: smart           | connection        | ssh",
                "ansible_connection: local           | connection        | local",
                "ansible_private_key_file: ~/.ssh/id | identity_file     | ~/.ssh/id",
                "ansible_become: 'yes'               | become            | true",
                "ansible_become_pass: x              | become_password   | x",
                "ansible_become_method: sudo         | become_method     | sudo",
                "ansible_host_key_checking: false    | host_key_checking | off",
                "host_key_checking: off              | host_key_checking | off",
                "host_key_checking: true             | host_key_checking | strict",
                "ansible_port: '[=base + 1]'         | port              | [=base + 1]",
            })
    void readsAnsiblesNamesAsOurs(String written, String name, String value) {
        assertThat(String.valueOf(translate(written).get(name))).isEqualTo(value);
    }

    @Test
    void keepsTheOriginalNamesAndPrefersOurs() {
        assertThat(translate("{address: a, ansible_host: b, x: 1}"))
                .isEqualTo(Map.of("address", "a", "ansible_host", "b", "x", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-o StrictHostKeyChecking=accept-new       | {host_key_checking=accept-new}",
                "-o 'UserKnownHostsFile /dev/null'         | {known_hosts=/dev/null}",
                "-oConnectTimeout=5                        | {connect_timeout=5}",
                "-i \"/keys/a b\" -p2222                   | {identity_file=/keys/a b, port=2222}",
                "-J a,b -F ./config                        | {proxy_jump=a,b, ssh_config=./config}",
                "-o KexAlgorithms=+diffie-hellman-group1-sha1 | {kex_algorithms=+diffie-hellman-group1-sha1}",
                "-o ProxyJump=first -J second              | {proxy_jump=first}",
                "-o ProxyCommand=\"ssh -W %h:%p -q jump\"  | {proxy_jump=jump}",
            })
    void readsArgumentsOfSsh(String arguments, String expected) {
        Map<String, Object> variables =
                translate("ansible_ssh_extra_args: '%s'".formatted(arguments.replace("'", "''")));
        variables.remove("ansible_ssh_extra_args");

        assertThat(variables).hasToString(expected);
        assertThat(problems.warnings()).isEmpty();
    }

    @Test
    void namesTheArgumentsThatAreNotUsed() {
        assertThat(translate("ansible_ssh_common_args: -C -4p 22 -o ControlPersist=60s -L 80:x:80 -o ProxyCommand=nc"
                        + " -o KexAlgorithms=sntrup761x25519-sha512@openssh.com"))
                .containsEntry("port", 22L);
        assertThat(problems.warnings())
                .extracting(Problem::message)
                .isEqualTo(List.of("arguments of ssh that have no counterpart here are not used:"
                        + " -C, -4, ControlPersist, -L, ProxyCommand, KexAlgorithms"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: ssh",
                "port: 0",
                "port: 65536",
                "port: [22]",
                "ansible_port: 22.5",
                "connect_timeout: 0",
                "connect_timeout: 0.0001",
                "connect_retries: 101",
                "become: maybe",
                "host_key_checking: sometimes",
                "ansible_connection: telnet",
                "user: {name: deploy}",
                "identity_file: [{a: b}]",
            })
    void refusesValuesThatCannotBeMeant(String written) {
        translate(written);

        assertThat(problems.sorted()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: '[=base + 1]'",
                "port: ''",
                "port: ",
                "port: 65535",
                "connect_timeout: 0.5",
                "become: 'Yes'",
                "identity_file: [a, b]",
                "user: 1000",
                "image: [a]",
            })
    void leavesAloneWhatFitsOrIsNotKnownYet(String written) {
        translate(written);

        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void onlyWarnsOfHostsForOtherConnectionsOfAnsible() {
        translate("ansible_connection: winrm");

        assertThat(problems.sorted()).isEmpty();
        assertThat(problems.warnings()).hasSize(1);
    }

    private Map<String, Object> translate(String yaml) {
        YamlNode node = Yaml.read(new SourceFile("vars.yml", yaml), problems).orElseThrow();
        return new LinkedHashMap<>(values(ConnectionVariables.translate((YamlNode.Mapping) node, problems)));
    }

    private static Map<String, Object> values(YamlNode.Mapping mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries()
                .forEach(entry -> values.put(entry.name(), entry.value().toValue()));
        return values;
    }
}

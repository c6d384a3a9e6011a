package dev.podwright.acceptance;

import dev.podwright.lab.LabHost;
import java.util.Map;

/// A playbook as operators write them, over the task types that every host needs.
final class SmallService {
    private static final String PLAYBOOK = """
            - name: A small service
              hosts: all
              become: true
              vars: {greeting: hello, folder: /opt/truth}
              tasks:
                - name: The package
                  package: {name: cron}
                - name: The folder
                  file: {path: "[=folder]", state: directory, mode: "0750", owner: operator, group: root}
                - name: The greeting
                  copy:
                    dest: "[=folder]/greeting"
                    content: "[=greeting] \\"$HOME\\" `id` 'x' \\\\n ä€\\n"
                    mode: "0640"
                  notify: Restart
                - name: Line ends of another system
                  copy: {dest: "[=folder]/endings", content: "one\\r\\ntwo\\r\\nno end"}
                - name: Settings
                  template: {src: settings.ftl, dest: "[=folder]/settings", mode: "0644"}
                - name: The service
                  service: {name: cron, state: started, enabled: true}
                - name: Once
                  command: {argv: [touch, "[=folder]/once"], creates: "[=folder]/once"}
                - name: Who am I
                  command: id -un
                  changed_when: false
                  check_mode: false
                  become: false
              handlers:
                - name: Restart
                  command: {argv: [touch, "[=folder]/restarted"]}
            """;

    private static final String SETTINGS = """
            name = [=host.name]
            path = ${HOME}
            [#if facts.os.family == "debian"]
            family = debian
            [/#if]
            """;

    private final LabHost host;
    private final Operator operator;

    SmallService(LabHost host, Operator operator) {
        this.host = host;
        this.operator = operator;
        operator.writes("service.yml", PLAYBOOK);
        operator.writes("settings.ftl", SETTINGS);
    }

    Told plan(String... flags) {
        return operator.plan("service.yml", flags);
    }

    Told run(String... flags) {
        return operator.run("service.yml", flags);
    }

    static Map<String, String> change(String what, String from, String to) {
        return Map.of("what", what, "from", from, "to", to);
    }

    /// Takes all away but the package, which takes its time.
    void takeFilesAway() {
        host.exec("rm", "-rf", "/opt/truth");
    }

    /// Leaves the host as it was. The package lists stay, which spares other tests to fetch them.
    void takeAway() {
        takeFilesAway();
        host.exec("sh", "-c", "apt-get purge -q -y cron >/dev/null 2>&1");
    }
}

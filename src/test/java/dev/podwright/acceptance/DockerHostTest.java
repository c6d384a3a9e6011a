package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// From a bare host to a web server in a container, and what becomes of it when somebody lays hands on it. The steps
/// follow one another on one host, since Docker takes its time to install.
@Lab(fresh = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DockerHostTest {
    private static final String PLAYBOOK = """
            - name: A web server
              hosts: all
              vars: {page: Hello}
              tasks:
                - name: Docker
                  install_docker: {source: distribution}
                - name: The image
                  ensure_image: {image: "web:1", pull: never, archive: /srv/web.tar}
                  become: true
                - name: The page's folder
                  file: {path: /srv/www, state: directory, mode: "0755"}
                  become: true
                - name: The page
                  copy: {dest: /srv/www/index.html, content: "[=page]\\n", mode: "0644"}
                  become: true
                - name: The server
                  run_container:
                    name: web
                    image: "web:1"
                    command: [/bin/busybox, httpd, -f, -p, "80", -h, /srv]
                    ports: {80: "127.0.0.1:8480"}
                    volumes: {/srv/www: "/srv:ro"}
                    environment: {GREETING: "it's \\"$HOME\\""}
                    labels: {team: "blue & green"}
                    restart: unless-stopped
                - name: It answers
                  wait_for: {port: 8480, timeout: 30s}
            """;

    private static final String TEARDOWN = """
            - hosts: all
              tasks:
                - name: No server
                  remove_container: {name: web, force: true}
            """;

    /// An archive as `docker save` writes it, made where there is no Docker yet.
    private static final String ARCHIVE = """
            set -eu
            apt-get -q update >/dev/null
            apt-get -q -y install --no-install-recommends busybox-static >/dev/null
            cd "$(mktemp -d)"
            mkdir -p root/bin
            cp /bin/busybox root/bin/
            tar -C root -cf layer.tar .
            printf '{"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \\
                "$(dpkg --print-architecture)" "$(sha256sum layer.tar | cut -d ' ' -f 1)" >config.json
            printf '[{"Config":"config.json","RepoTags":["web:1"],"Layers":["layer.tar"]}]' >manifest.json
            tar -cf /srv/web.tar manifest.json config.json layer.tar
            """;

    private static final String[] ALL = {"Docker", "The image", "The page's folder", "The page", "The server"};

    private final LabHost host;
    private final LabHosts hosts;

    @TempDir
    private Path folder = Path.of("");

    DockerHostTest(LabHosts hosts) {
        this.hosts = hosts;
        this.host = hosts.first();
    }

    @BeforeAll
    void makeTheArchive() {
        host.exec("sh", "-c", ARCHIVE);
    }

    @Test
    @Order(1)
    void aPlanForABareHostSaysWhatIsMissingAndLeavesTheHostAlone() {
        List<String> before = host.snapshot();

        Told plan = operator().plan("web.yml");

        Differences.assertNone(before, host);
        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
        assertThat(plan.task("Docker").changes()).hasSize(2);
        assertThat(plan.task("Docker").changes().toString()).contains("docker engine", "docker.io 26.1", "docker-cli");
        assertThat(plan.named("would_change")).containsExactly(ALL);
        assertThat(plan.named("unknown")).containsExactly("It answers");
    }

    @Test
    @Order(2)
    void theRunKeepsThePlanAndTheServerAnswers() {
        Told plan = operator().plan("web.yml");
        Told run = operator().run("web.yml");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(run.named("changed")).containsExactly(ALL);
        assertThat(page()).isEqualTo("Hello\n");
        assertThat(inspect(
                        "{{.Config.Labels.team}} {{.HostConfig.RestartPolicy.Name}} {{json .NetworkSettings.Ports}}"))
                .isEqualTo(
                        "blue & green unless-stopped {\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8480\"}]}\n");
        assertThat(inspect("{{range .Config.Env}}{{println .}}{{end}}")).contains("GREETING=it's \"$HOME\"\n");
    }

    @Test
    @Order(3)
    void aSecondRunChangesNothingAndSoDoesAPlan() {
        List<String> before = host.snapshot();

        Told run = operator().run("web.yml");
        Told plan = operator().plan("web.yml", "--detailed-exitcode");

        Differences.assertNone(before, host);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.states().values()).as(run.out()).containsOnly("ok");
        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
    }

    @Test
    @Order(4)
    void aContainerRemovedByHandIsTheOnlyThingThatComesBack() {
        host.exec("docker", "rm", "-f", "web");
        List<String> before = host.snapshot();

        Told plan = operator().plan("web.yml");
        Differences.assertNone(before, host);
        Told run = operator().run("web.yml");

        assertThat(plan.named("would_change")).containsExactly("The server");
        assertThat(plan.named("unknown")).containsExactly("It answers");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(page()).isEqualTo("Hello\n");
    }

    @Test
    @Order(5)
    void aRestartPolicyChangedByHandIsNamedAndSetBackInPlace() {
        String id = inspect("{{.Id}}");
        host.exec("docker", "update", "--restart", "no", "web");

        Told plan = operator().plan("web.yml");
        Told run = operator().run("web.yml");

        assertThat(plan.task("The server").changes())
                .isEqualTo(List.of(SmallService.change("restart", "no", "unless-stopped")));
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(inspect("{{.Id}}")).isEqualTo(id);
        assertThat(inspect("{{.HostConfig.RestartPolicy.Name}}")).isEqualTo("unless-stopped\n");
    }

    @Test
    @Order(6)
    void aContainerStoppedByHandIsStartedAgain() {
        host.exec("docker", "stop", "-t", "0", "web");

        Told plan = operator().plan("web.yml");
        Told run = operator().run("web.yml");

        assertThat(plan.named("would_change")).containsExactly("The server");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(page()).isEqualTo("Hello\n");
    }

    @Test
    @Order(7)
    void anotherDeclarationReplacesTheContainerAndNamesTheField() {
        String other = PLAYBOOK.replace("127.0.0.1:8480", "127.0.0.1:8481").replace("port: 8480", "port: 8481");
        operator().writes("other.yml", other);

        Told plan = operator().plan("other.yml");
        Told run = operator().run("other.yml");
        Told back = operator().run("web.yml");

        assertThat(plan.named("would_change")).containsExactly("The server");
        assertThat(plan.task("The server").changes().toString()).contains("what=ports", "8480", "8481");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(back.named("changed")).containsExactly("The server");
        assertThat(page()).isEqualTo("Hello\n");
    }

    @Test
    @Order(8)
    void aPortThatIsTakenFailsBeforeTheRunningServerIsTouched() {
        operator().writes("taken.yml", PLAYBOOK.replace("127.0.0.1:8480", "127.0.0.1:22"));
        String id = inspect("{{.Id}} {{.State.StartedAt}}");

        Told run = operator().run("taken.yml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.HOST_FAILED);
        assertThat(run.task("The server").text("msg")).startsWith("port 127.0.0.1:22/tcp is taken by sshd");
        assertThat(inspect("{{.Id}} {{.State.StartedAt}}")).isEqualTo(id);
        assertThat(page()).isEqualTo("Hello\n");
    }

    @Test
    @Order(9)
    void theServerGoesAwayOnce() {
        operator().writes("teardown.yml", TEARDOWN);

        Told plan = operator().plan("teardown.yml");
        Told run = operator().run("teardown.yml");
        Told again = operator().run("teardown.yml");

        assertThat(plan.named("would_change")).containsExactly("No server");
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(again.named("ok")).containsExactly("No server");
        assertThat(host.exec("docker", "ps", "-aq")).isEmpty();
    }

    private Operator operator() {
        Operator operator = Operator.loggingIn("operator", folder, hosts.inventory(), "-l", host.name());
        operator.writes("web.yml", PLAYBOOK);
        return operator;
    }

    private String page() {
        return host.exec("busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:8480/");
    }

    private String inspect(String format) {
        return host.exec("docker", "container", "inspect", "-f", format, "web");
    }
}

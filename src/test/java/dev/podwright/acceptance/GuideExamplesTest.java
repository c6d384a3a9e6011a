package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.Podwright;
import dev.podwright.container.AuthenticationException;
import dev.podwright.container.CallEndedException;
import dev.podwright.container.ContainerInfo;
import dev.podwright.container.ContainerManager;
import dev.podwright.container.ContainerPort;
import dev.podwright.container.ContainerSpec;
import dev.podwright.container.ContainerStatus;
import dev.podwright.container.Dind;
import dev.podwright.container.DockerMode;
import dev.podwright.container.ExecResult;
import dev.podwright.container.ExecSpec;
import dev.podwright.container.GpuInfo;
import dev.podwright.container.Gpus;
import dev.podwright.container.HostAddress;
import dev.podwright.container.HostKeyException;
import dev.podwright.container.HostNeeds;
import dev.podwright.container.HostPlan;
import dev.podwright.container.HostPort;
import dev.podwright.container.HostPreparation;
import dev.podwright.container.HostUnreachableException;
import dev.podwright.container.ImageUnavailableException;
import dev.podwright.container.Logs;
import dev.podwright.container.MissingRequirementException;
import dev.podwright.container.NoSuchContainerException;
import dev.podwright.container.Pod;
import dev.podwright.container.PodUser;
import dev.podwright.container.PodUserInfo;
import dev.podwright.container.PodwrightException;
import dev.podwright.container.PortTakenException;
import dev.podwright.container.Preference;
import dev.podwright.container.Remove;
import dev.podwright.container.RootlessDocker;
import dev.podwright.container.TaskFailedException;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/library.md` shows, as it stands there; `LibraryGuideTest` holds the page to this file. The host that
/// it calls gpu-01 is one of the lab, without a GPU.
@Lab(fresh = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(300)
class GuideExamplesTest {
    /// The host's own files as an image, so that it needs no registry.
    private static final String MAKE_IMAGE = """
            set -eu
            export DEBIAN_FRONTEND=noninteractive
            apt-get -qq update
            apt-get -qq install --no-install-recommends busybox-static mosh >/dev/null
            apt-get clean
            tar -C / --one-file-system -cf /var/tmp/image.tar --exclude='./var/lib/apt/lists/*' --exclude='./var/tmp/*' \\
                --exclude='./home/*' --exclude='./etc/ssh/ssh_host_*' .
            """;

    private final LabHosts hosts;
    private final LabHost host;
    private final Path folder;
    private final Podwright podwright;
    private final String key;

    GuideExamplesTest(LabHosts hosts, @TempDir Path folder) throws IOException {
        this.folder = folder;
        this.host = hosts.first();
        this.hosts = hosts;
        this.key = Files.readString(Path.of(hosts.identity() + ".pub")).strip();
        this.podwright = opened(host.port());
    }

    /// @param port of the host called gpu-01, or of what leads there
    private Podwright opened(int port) throws IOException {
        String keys = Files.readString(hosts.knownHosts()).replace(":" + host.port() + " ", ":" + port + " ");
        return Podwright.builder()
                .sshConfig(Path.of("/dev/null"))
                .knownHosts(Files.writeString(Files.createTempFile(folder, "known", "hosts"), keys))
                .host(HostAddress.of("gpu-01")
                        .address("127.0.0.1")
                        .port(port)
                        .user("operator")
                        .identityFile(hosts.identity()))
                .host(HostAddress.of("gpu-02").address("127.0.0.1").port(1).with("connect_retries", 0))
                .open();
    }

    @BeforeAll
    void makeAnImage() {
        host.exec("sh", "-c", MAKE_IMAGE);
    }

    @AfterAll
    void close() {
        podwright.close();
    }

    @Test
    @Order(1)
    void aHostIsPrepared() {
        HostPlan plan = podwright.preparation("gpu-01").plan(HostNeeds.docker());

        assertThat(plan.ready()).isFalse();
        assertThat(prepare(podwright).ready()).isTrue();
        assertThat(podwright.preparation("gpu-01").plan(HostNeeds.docker()).ready())
                .isTrue();
        for (String engine : List.of("/run/docker.sock", "/run/user/1000/docker.sock")) {
            host.exec("docker", "-H", "unix://" + engine, "import", "/var/tmp/image.tar", "debian:13");
        }
    }

    private static HostPlan prepare(Podwright podwright) {
        // region prepare
        HostPreparation preparation = podwright.preparation("gpu-01");
        HostNeeds needs = HostNeeds.docker(); // .withGpus() for the NVIDIA driver and toolkit, too

        HostPlan plan = preparation.plan(needs); // changes nothing
        plan.missing().forEach(step -> System.out.println(step.task() + " " + step.changes()));

        HostPlan done = preparation.prepare(needs);
        // endregion
        return done;
    }

    @Test
    @Order(2)
    void aContainerIsCreatedOnce() throws IOException {
        ContainerInfo web = container(podwright, new Secret("s3cret"));

        assertThat(web.dockerMode()).isEqualTo(DockerMode.ROOTLESS);
        assertThat(web.status()).isEqualTo(ContainerStatus.RUNNING);
        assertThat(host.exec(
                        "busybox",
                        "wget",
                        "-q",
                        "-O",
                        "-",
                        "http://127.0.0.1:" + web.hostPort(80).orElseThrow()))
                .isEqualTo("ready\n");
        assertThat(container(podwright, new Secret("s3cret"))).isEqualTo(web);
    }

    private static ContainerInfo container(Podwright podwright, Secret token) {
        // region container
        ContainerManager containers = podwright.containers("gpu-01");

        ContainerInfo web = containers.createContainer(ContainerSpec.of("debian:13")
                .name("web-1")
                .command("sh", "-c", "echo ready >/srv/index.html; exec busybox httpd -f -v -p 80 -h /srv")
                .option("--init") // ends at once when it is told to
                .port(80, HostPort.AUTO) // or a number, or HostPort.of(8080).at("127.0.0.1")
                .volume("web-1-cache", "/var/cache/web")
                .env("STAGE", "production")
                .secretEnv("TOKEN", token)
                .memory("512m")
                .cpus("0.5")
                .restart("unless-stopped"));

        System.out.println("http://gpu-01:" + web.hostPort(80).orElseThrow());
        // endregion
        return web;
    }

    @Test
    @Order(3)
    void itsUserIsSetUp() {
        PodUserInfo user = user(podwright, key);

        assertThat(user.username()).isEqualTo("pod-user");
        assertThat(user.sudo()).isTrue();
        assertThat(podwright
                        .containers("gpu-01")
                        .exec(
                                "web-1",
                                ExecSpec.command("sudo", "-n", "id", "-u").user("pod-user"))
                        .stdout())
                .isEqualTo("0\n");
    }

    private static PodUserInfo user(Podwright podwright, String key) {
        // region user
        PodUserInfo user = podwright
                .containers("gpu-01")
                .setupPodUser("web-1", PodUser.named("pod-user").authorizedKey(key));
        // endregion
        return user;
    }

    @Test
    @Order(4)
    void aPodIsAContainerWithAUser() {
        Pod pod = pod(podwright, key);

        assertThat(pod.user().sshHostPort()).isEqualTo(pod.container().hostPort(22));
        assertThat(pod.user().moshPorts()).containsExactly(60000, 60001);
    }

    private static Pod pod(Podwright podwright, String key) {
        // region pod
        Pod pod = podwright
                .containers("gpu-01")
                .createPod(
                        ContainerSpec.of("debian:13")
                                .name("pod-1")
                                .command("sleep", "infinity")
                                .port(22, HostPort.AUTO)
                                .port(ContainerPort.udp(60000), HostPort.SAME) // for mosh
                                .port(ContainerPort.udp(60001), HostPort.SAME)
                                .startupHooks(true), // the SSH server comes back when the container starts again
                        PodUser.named("pod-user").ssh(true).authorizedKey(key));

        System.out.println("ssh -p " + pod.user().sshHostPort().orElseThrow() + " pod-user@gpu-01");
        // endregion
        return pod;
    }

    @Test
    @Order(5)
    void withoutAGpuAutoGivesNoneAndANumberIsRefused() {
        assertThat(gpus(podwright).gpuEnabled()).isFalse();
        assertThatThrownBy(() -> podwright
                        .containers("gpu-01")
                        .createContainer(ContainerSpec.of("debian:13").gpus(Gpus.count(2))))
                .isInstanceOf(MissingRequirementException.class);
    }

    private static ContainerInfo gpus(Podwright podwright) {
        // region gpus
        GpuInfo gpus = podwright.gpus("gpu-01").detect();
        if (!gpus.problem().isEmpty()) {
            System.err.println(gpus.problem() + ": " + gpus.remedy());
        }

        ContainerInfo trainer = podwright
                .containers("gpu-01")
                .createContainer(ContainerSpec.of("debian:13")
                        .name("trainer")
                        .command("sleep", "infinity")
                        .gpus(gpus.count() >= 2 ? Gpus.count(2) : Gpus.AUTO)
                        .shm("1g"));

        System.out.println(trainer.gpuCount() + " " + trainer.gpuType()); // 2 NVIDIA H100 80GB HBM3
        // endregion
        return trainer;
    }

    @Test
    @Order(6)
    void aContainerHasAnEngineOfItsOwn() {
        assertThat(dind(podwright).stdout()).matches("[0-9]+\\.[0-9.]+.*\n");
        assertThat(podwright.containers("gpu-01").remove("builder", Remove.FORCE, Remove.VOLUMES))
                .isTrue();
    }

    private static ExecResult dind(Podwright podwright) {
        // region dind
        ContainerManager containers = podwright.containers("gpu-01");
        containers.createContainer(ContainerSpec.of("debian:13")
                .name("builder")
                .command("sleep", "infinity")
                .dind(Dind.DAEMON)
                .rootless(Preference.REQUIRE)); // not on the system's engine, where such a container is as good as root

        ExecResult version = containers.exec("builder", "docker", "version", "--format", "{{.Server.Version}}");
        // endregion
        return version;
    }

    @Test
    @Order(7)
    void theSystemsEngineIsReachedBySudo() {
        assertThat(rootlessElseSudo(podwright)).isEqualTo(DockerMode.ROOTLESS);
        ContainerManager rootful = podwright.containers("gpu-01").rootless(Preference.NEVER);
        assertThat(rootful.createContainer(sleeping("by-sudo")).dockerMode()).isEqualTo(DockerMode.SUDO);
        assertThat(rootful.status("by-sudo")).isEqualTo(ContainerStatus.RUNNING);
        assertThat(podwright.containers("gpu-01").status("by-sudo")).isEqualTo(ContainerStatus.ABSENT);
        assertThatThrownBy(() -> podwright
                        .containers("gpu-01")
                        .createContainer(
                                sleeping("nobody").rootless(Preference.NEVER).useSudo(false)))
                .isInstanceOf(MissingRequirementException.class);
    }

    private static ContainerSpec sleeping(String name) {
        return ContainerSpec.of("debian:13").name(name).command("sleep", "infinity");
    }

    private static DockerMode rootlessElseSudo(Podwright podwright) {
        // region rootless
        RootlessDocker engine =
                podwright.rootlessDocker("gpu-01").fallback(true).ensure();
        if (!engine.reason().isEmpty()) {
            System.err.println("no rootless Docker on gpu-01: " + engine.reason());
        }

        ContainerInfo container = podwright
                .containers("gpu-01")
                .createContainer(ContainerSpec.of("debian:13")
                        .command("sleep", "infinity")
                        .rootless(Preference.PREFER)
                        .useSudo(true));
        System.out.println(container.dockerMode()); // ROOTLESS, ROOTFUL or SUDO
        // endregion
        return container.dockerMode();
    }

    @Test
    @Order(8)
    void aContainerIsLookedAfter() throws Exception {
        afterwards(podwright);

        assertThat(podwright.containers("gpu-01").status("web-1")).isEqualTo(ContainerStatus.ABSENT);
    }

    private static void afterwards(Podwright podwright) {
        // region afterwards
        ContainerManager containers = podwright.containers("gpu-01");

        if (containers.status("web-1") == ContainerStatus.RUNNING) { // ABSENT where there is none
            ExecResult result = containers.exec("web-1", "cat", "/srv/index.html");
            System.out.println(result.exitCode() + " " + result.stdout());
        }
        System.out.println(containers.logs("web-1", Logs.tail(100)).stdout());
        CompletableFuture<Boolean> followed = containers.followAsync("web-1", Logs.tail(0), System.out::println);

        containers.stop("web-1");
        followed.join(); // the log ends with the container; to cancel it ends it earlier
        containers.start("web-1");

        for (ContainerInfo container : containers.list()) { // what Podwright made, in whatever state
            System.out.println(container.name() + " " + container.status() + " " + container.ports());
        }
        boolean wasThere = containers.remove("web-1", Remove.FORCE, Remove.VOLUMES);
        // endregion
        assertThat(wasThere).isTrue();
    }

    @Test
    @Order(9)
    void oneHostOfManyMayBeAway() {
        Map<String, Integer> counts = manyHosts(podwright, List.of("gpu-01", "gpu-02"));

        assertThat(counts).containsOnlyKeys("gpu-01");
    }

    private static Map<String, Integer> manyHosts(Podwright podwright, List<String> hosts) {
        // region many
        Map<String, CompletableFuture<List<ContainerInfo>>> asked = new LinkedHashMap<>();
        for (String host : hosts) {
            asked.put(host, podwright.containers(host).listAsync()); // all at once
        }

        Map<String, Integer> counts = new LinkedHashMap<>();
        asked.forEach((host, answer) -> {
            try {
                counts.put(host, answer.join().size());
            } catch (CompletionException e) { // one that is away holds up no other
                System.err.println(e.getCause());
            }
        });
        // endregion
        return counts;
    }

    @Test
    @Order(10)
    void eachTroubleHasAnExceptionOfItsOwn() {
        ContainerManager here = podwright.containers("gpu-01");
        int taken = here.inspect("pod-1").hostPort(22).orElseThrow();

        assertThat(advice(here, sleeping("fine"))).isEqualTo("it runs");
        assertThat(advice(here, sleeping("second").port(22, taken))).startsWith("another port");
        assertThat(advice(here, ContainerSpec.of("nothing:1").pull("never"))).startsWith("another image");
        assertThat(advice(here, sleeping("greedy").gpus(Gpus.count(1)))).startsWith("another host, or");
        assertThat(advice(podwright.containers("gpu-02"), sleeping("nowhere"))).startsWith("another host:");
        assertThat(advice(here.within(Duration.ofMillis(1)), sleeping("late"))).startsWith("again, with more time");
    }

    private static String advice(ContainerManager containers, ContainerSpec spec) {
        // region exceptions
        try {
            containers.createContainer(spec);
            return "it runs";
        } catch (PodwrightException e) { // its message says which host, what and why
            String remedy = e.remedy().orElse("unknown");
            return switch (e) {
                case PortTakenException _ -> "another port: " + e.getMessage();
                case ImageUnavailableException _ -> "another image: " + e.getMessage();
                case MissingRequirementException _ -> "another host, or prepare this one: " + remedy;
                case HostUnreachableException _ -> "another host: " + e.host() + " can't be reached";
                case AuthenticationException _, HostKeyException _ -> "an operator must look: " + remedy;
                case CallEndedException ended -> "again, with more time: " + ended.reason();
                case NoSuchContainerException _ -> "create it first: " + e.getMessage();
                case TaskFailedException _ ->
                    "a look at " + e.place() + ": " + e.result().stderr();
            };
        }
        // endregion
    }

    @Test
    @Order(11)
    void aCallIsEndedByItsDeadlineOrByWhoeverCancelsIt() throws Exception {
        assertThatThrownBy(() -> deadline(podwright))
                .isInstanceOfSatisfying(
                        CallEndedException.class,
                        ended -> assertThat(ended.reason()).isEqualTo(CallEndedException.Reason.DEADLINE));
        CompletableFuture<ExecResult> job = cancelled(podwright);
        assertThat(job).isCancelled();
    }

    private static void deadline(Podwright podwright) {
        // region deadline
        ContainerManager quick = podwright.containers("gpu-01").within(Duration.ofSeconds(3));
        quick.exec("pod-1", "sleep", "3600"); // throws a CallEndedException with the reason DEADLINE
        // endregion
    }

    private static CompletableFuture<ExecResult> cancelled(Podwright podwright) {
        // region cancel
        CompletableFuture<ExecResult> job =
                podwright.containers("gpu-01").execAsync("pod-1", ExecSpec.command("sleep", "3600"));
        job.cancel(true);
        // endregion
        return job;
    }

    @Test
    @Order(12)
    void aCallIsOneRoundTrip() throws Exception {
        try (CountingProxy proxy = CountingProxy.to(host.port());
                Podwright through = opened(proxy.port())) {
            ContainerManager containers = through.containers("gpu-01");
            Map<String, Integer> first = new LinkedHashMap<>();
            Map<String, Integer> warm = new LinkedHashMap<>();
            roundTrips(containers, proxy, "cold", first);
            roundTrips(containers, proxy, "warm", warm);

            assertThat(warm.values()).as(warm.toString()).containsOnly(1);
            assertThat(first.get("status")).as("with the login: " + first).isLessThanOrEqualTo(20);
        }
    }

    private void roundTrips(
            ContainerManager containers, CountingProxy proxy, String name, Map<String, Integer> counts) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        PodUser user = PodUser.named("pod-user").ssh(true);
        calls.put("status", () -> containers.status(name));
        calls.put(
                "createPod", () -> containers.createPod(sleeping(name + "-pod").startupHooks(true), user));
        calls.put(
                "createContainer",
                () -> containers.createContainer(sleeping(name).startupHooks(true)));
        calls.put("setupPodUser", () -> containers.setupPodUser(name, user));
        calls.put("exec", () -> containers.exec(name, "true"));
        calls.put("logs", () -> containers.logs(name, Logs.tail(1)));
        calls.put("list", containers::list);
        calls.put("stop", () -> containers.stop(name));
        calls.put("start", () -> containers.start(name));
        calls.put("remove", () -> containers.remove(name, Remove.FORCE));
        proxy.roundTrips();
        calls.forEach((call, run) -> {
            run.run();
            counts.put(call, proxy.roundTrips());
        });
    }

    /// Compiled alone: nobody has these hosts.
    static void open(Secret passphrase) {
        // region open
        try (Podwright podwright = Podwright.builder()
                .inventory(Path.of("inventory.yml"))
                .passphrase(passphrase) // of encrypted key files
                .deadline(Duration.ofMinutes(5)) // of each call that has no other
                .open()) {
            ContainerManager containers = podwright.containers("gpu-01");
            containers.list().forEach(container -> System.out.println(container.toJson()));
        }
        // endregion
    }

    /// Compiled alone, too.
    static void readme(int sshPort) {
        // region readme
        try (Podwright podwright = Podwright.open(Path.of("inventory.yml"))) {
            Pod pod = podwright
                    .containers("gpu-01")
                    .createPod(
                            ContainerSpec.of("nvidia/cuda:12.4.1-base-ubuntu22.04")
                                    .name("pod-1")
                                    .command("sleep", "infinity")
                                    .port(22, sshPort)
                                    .gpus(Gpus.AUTO)
                                    .memory("4g"),
                            PodUser.named("pod-user").ssh(true));
            System.out.println(pod.container().toJson());
        }
        // endregion
    }

    /// Compiled alone, too.
    static Podwright singleHosts(Secret password) {
        // region hosts
        Podwright podwright = Podwright.builder()
                .host(HostAddress.of("gpu-01")
                        .address("192.0.2.11")
                        .user("ubuntu")
                        .identityFile(Path.of("/etc/pods/key")))
                .host(HostAddress.of("gpu-02")
                        .address("192.0.2.12")
                        .user("pods")
                        .password(password))
                .host(HostAddress.local("here")) // this machine, without SSH
                .knownHosts(Path.of("/etc/pods/known_hosts"))
                .hostKeyChecking(Podwright.HostKeyChecking.STRICT) // the default
                .open();
        // endregion
        return podwright;
    }
}

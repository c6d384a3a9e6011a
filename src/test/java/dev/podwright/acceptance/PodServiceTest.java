package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.Podwright;
import dev.podwright.container.ContainerSpec;
import dev.podwright.container.HostUnreachableException;
import dev.podwright.container.MissingRequirementException;
import dev.podwright.container.PodUser;
import dev.podwright.container.TaskFailedException;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.example.pods.AllocatedPod;
import org.example.pods.AllocatedPod.State;
import org.example.pods.PodRequest;
import org.example.pods.PodService;
import org.example.pods.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// The example service on four real hosts, each with a Docker engine of its own that it reaches by sudo.
@Lab(hosts = PodServiceTest.HOSTS, fresh = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(300)
class PodServiceTest {
    static final int HOSTS = 4;
    private static final int PODS = 20;
    private static final String IMAGE = "pods/debian:1";
    private static final Resource SMALL = Resource.cpu("64m", "0.5");

    /// The host's own files as an image: Debian with sudo, an SSH server and busybox, without a registry.
    private static final String PREPARE = """
            set -eu
            export DEBIAN_FRONTEND=noninteractive
            apt-get -qq update
            apt-get -qq install --no-install-recommends busybox-static >/dev/null
            tar -C / --one-file-system -cf /var/tmp/image.tar --exclude=./var/cache --exclude=./var/lib/apt --exclude=./home \\
                --exclude=./var/lib/docker --exclude=./var/tmp --exclude='./etc/ssh/ssh_host_*' .
            apt-get -qq install --no-install-recommends docker.io docker-cli >/dev/null
            docker import /var/tmp/image.tar "$1" >/dev/null
            rm /var/tmp/image.tar
            """;

    /// What it serves is its own id.
    private static final String WEB_SERVER = """
            mkdir -p /srv/www
            printf '%s' "$POD_ID" >/srv/www/index.html
            exec busybox httpd -f -p 80 -h /srv/www
            """;

    private static final String INSPECT = """
            {{.Id}} {{.State.Status}} {{(index .NetworkSettings.Ports "22/tcp" 0).HostPort}} \
            {{(index .NetworkSettings.Ports "80/tcp" 0).HostPort}}""";

    private static final String LOGIN = """
            ssh -i /root/key -p "$1" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -q \\
                pod-user@127.0.0.1 'echo "$(id -un) $(sudo -n id -u) $(hostname)"'
            """;

    private final LabHosts hosts;
    private final Podwright podwright;
    private final PodService service;
    private final String key;

    PodServiceTest(LabHosts hosts) throws IOException {
        this.hosts = hosts;
        this.key = Files.readString(Path.of(hosts.identity() + ".pub")).strip();
        this.podwright = LabPodwright.as("operator", hosts).open();
        ContainerSpec base = ContainerSpec.of(IMAGE).pull("never").command("sh", "-c", WEB_SERVER);
        this.service = new PodService(podwright, base, PodUser.named("pod-user").mosh(false));
    }

    @BeforeAll
    void prepareHosts() throws Exception {
        atOnce(hosts.hosts(), host -> host.exec("sh", "-c", PREPARE, "sh", IMAGE));
        for (LabHost host : hosts) {
            host.exec("sh", "-c", "umask 077; printf '%s' \"$1\" >/root/key", "sh", Files.readString(hosts.identity()));
        }
    }

    @AfterAll
    void close() {
        podwright.close();
    }

    @Test
    @Order(1)
    void makesTwentyPodsAtOnceAndRemovesThem() throws Exception {
        Map<LabHost, List<String>> before = snapshots(hosts.hosts());

        List<AllocatedPod> pods = results(atOnce(requests(), service::create));

        assertThat(pods).hasSize(PODS).extracting(AllocatedPod::id).doesNotHaveDuplicates();
        pods.forEach(this::isRight);
        for (LabHost host : hosts) {
            assertThat(service.pods(host.name())).containsExactlyInAnyOrderElementsOf(idsOn(host));
        }
        assertThat(results(atOnce(requests(), service::create))).isEqualTo(pods);
        assertThat(results(atOnce(requests(), this::remove))).containsOnly(State.GONE);
        before.forEach((host, snapshot) -> Differences.assertNone(snapshot, host));
    }

    @Test
    @Order(2)
    void aPodWithoutItsUserIsRemovedAgain() {
        LabHost host = hosts.first();

        assertThatThrownBy(
                        () -> service.create(new PodRequest("halfway", host.name(), SMALL, List.of("no key at all"))))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("container pod-halfway was removed again");
        assertThatThrownBy(() ->
                        service.create(new PodRequest("gpu", host.name(), Resource.gpu(1, "64m", "0.5"), List.of(key))))
                .isInstanceOf(MissingRequirementException.class);

        assertThat(service.pods(host.name())).isEmpty();
        holdsNothing(host);
    }

    @Test
    @Order(3)
    void outlivesAHostThatDiesInTheMiddle() throws Exception {
        LabHost doomed = hosts.hosts().getLast();
        List<LabHost> living = hosts.hosts().subList(0, HOSTS - 1);

        Thread killer = Thread.startVirtualThread(() -> {
            while (doomed.exec("docker", "ps", "--quiet").isEmpty()) {
                Thread.onSpinWait();
            }
            doomed.powerOff();
        });
        Map<PodRequest, Future<AllocatedPod>> pods = atOnce(requests(), service::create);
        killer.join();

        assertThat(pods).allSatisfy((request, pod) -> {
            if (request.host().equals(doomed.name())) {
                assertThat(pod.exceptionNow()).isInstanceOf(HostUnreachableException.class);
            } else {
                isRight(pod.resultNow());
            }
        });
        assertThatThrownBy(() -> service.pods(doomed.name())).isInstanceOf(HostUnreachableException.class);
        for (LabHost host : living) {
            assertThat(service.pods(host.name())).containsExactlyInAnyOrderElementsOf(idsOn(host));
        }
        results(atOnce(requestsOn(living), this::remove));
        living.forEach(PodServiceTest::holdsNothing);
        whatIsLeftGoesWhenItIsBack(doomed);
    }

    private void whatIsLeftGoesWhenItIsBack(LabHost host) throws Exception {
        assertThat(host.tryExec("true").status()).isNotZero();
        host.powerOn();

        List<String> left = service.pods(host.name());
        assertThat(left).isNotEmpty().isSubsetOf(idsOn(host));
        left.forEach(id -> service.remove(host.name(), id));
        holdsNothing(host);
    }

    private static void holdsNothing(LabHost host) {
        assertThat(host.exec("docker", "ps", "--all", "--quiet")).isEmpty();
        assertThat(host.exec("docker", "volume", "ls", "--quiet")).isEmpty();
    }

    /// From outside: what the host and its Docker say, and who answers at the ports.
    private void isRight(AllocatedPod pod) {
        LabHost host = hosts.hosts().stream()
                .filter(one -> one.name().equals(pod.host()))
                .findFirst()
                .orElseThrow();
        String name = "pod-" + pod.id();
        assertThat(pod.state()).isEqualTo(State.RUNNING);
        assertThat(pod.gpus()).isZero();
        assertThat(pod.username()).isEqualTo("pod-user");
        assertThat(host.exec("docker", "inspect", "--format", INSPECT, name))
                .isEqualTo("%s running %d %d\n".formatted(pod.containerId(), pod.sshPort(), pod.webPort()));
        assertThat(host.exec("busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:" + pod.webPort()))
                .isEqualTo(pod.id());
        assertThat(host.exec("sh", "-c", LOGIN, "sh", Integer.toString(pod.sshPort())))
                .isEqualTo("pod-user 0 %s\n".formatted(pod.containerId().substring(0, 12)));
    }

    private State remove(PodRequest request) {
        service.remove(request.host(), request.id());
        return service.state(request.host(), request.id());
    }

    private List<PodRequest> requests() {
        return requestsOn(hosts.hosts());
    }

    private List<PodRequest> requestsOn(List<LabHost> some) {
        return some.stream()
                .flatMap(host -> idsOn(host).stream().map(id -> new PodRequest(id, host.name(), SMALL, List.of(key))))
                .toList();
    }

    private List<String> idsOn(LabHost host) {
        int first = hosts.hosts().indexOf(host);
        return IntStream.range(0, PODS)
                .filter(number -> number % HOSTS == first)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static Map<LabHost, List<String>> snapshots(List<LabHost> hosts) throws InterruptedException {
        Map<LabHost, List<String>> snapshots = new LinkedHashMap<>();
        atOnce(hosts, LabHost::snapshot).forEach((host, snapshot) -> snapshots.put(host, snapshot.resultNow()));
        return snapshots;
    }

    private interface Work<T, R> {
        R on(T one) throws Exception;
    }

    /// Does it for all at once, and waits for all.
    private static <T, R> Map<T, Future<R>> atOnce(List<T> all, Work<T, R> work) throws InterruptedException {
        Map<T, Future<R>> results = new LinkedHashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(one -> results.put(one, executor.submit(() -> work.on(one))));
        }
        return results;
    }

    private static <T, R> List<R> results(Map<T, Future<R>> futures) {
        return futures.values().stream().map(Future::resultNow).toList();
    }
}

package dev.podwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.podwright.connection.CountingConnector;
import dev.podwright.connection.LocalConnector;
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
import dev.podwright.container.Gpus;
import dev.podwright.container.HostNeeds;
import dev.podwright.container.HostPlan;
import dev.podwright.container.HostPort;
import dev.podwright.container.ImageUnavailableException;
import dev.podwright.container.LogLine;
import dev.podwright.container.Logs;
import dev.podwright.container.MissingRequirementException;
import dev.podwright.container.NoSuchContainerException;
import dev.podwright.container.Pod;
import dev.podwright.container.PodUser;
import dev.podwright.container.PodUserInfo;
import dev.podwright.container.PodwrightException;
import dev.podwright.container.PortTakenException;
import dev.podwright.container.Preference;
import dev.podwright.container.Protocol;
import dev.podwright.container.Remove;
import dev.podwright.container.TaskFailedException;
import dev.podwright.lab.NeedsLab;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Json;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The library on this machine with its real Docker engine, by a local connection.
@NeedsLab
@Timeout(120)
class PodwrightTest {
    private static final CountingConnector CONNECTOR = new CountingConnector(new LocalConnector());
    private static final Podwright PODWRIGHT =
            Podwright.builder().connector(CONNECTOR).open();
    private static final ContainerManager PODS = PODWRIGHT.containers("localhost");

    @TempDir
    static Path folder;

    private static DockerHere docker;

    @BeforeAll
    static void haveDockerAndAnImage() throws Exception {
        PODWRIGHT.preparation("localhost").prepare(HostNeeds.docker().rootless(Preference.NEVER));
        docker = DockerHere.withImage(folder);
    }

    @AfterAll
    static void close() throws Exception {
        PODWRIGHT.close();
        docker.removeContainers();
    }

    private static ContainerSpec spec(String name) {
        return ContainerSpec.of(DockerHere.IMAGE)
                .name(docker.named(name))
                .command("sleep", "500")
                .rootless(Preference.NEVER)
                .stopTimeout(Duration.ZERO)
                .stable(Duration.ZERO);
    }

    private static PodUser user() {
        return PodUser.named("anna").sudo(false).mosh(false).shell("/bin/sh");
    }

    private static void remove(String name) {
        PODS.remove(docker.named(name), Remove.FORCE, Remove.VOLUMES);
    }

    @Test
    void createsAContainerAndTellsAllOfIt() throws Exception {
        Instant before = Instant.now().minusSeconds(60);
        ContainerInfo info = PODS.createContainer(spec("told")
                .port(22, HostPort.AUTO)
                .port(ContainerPort.udp(60_000), HostPort.AUTO.at("127.0.0.1"))
                .env("POD_ID", "17")
                .gpus(Gpus.NONE)
                .dind(Dind.NONE));

        assertThat(DockerHere.docker("inspect", "--format", "{{.Id}} {{.Config.Env}}", info.name()))
                .startsWith(info.containerId() + " ")
                .contains("POD_ID=17");
        assertThat(DockerHere.docker("port", info.containerId(), "22/tcp"))
                .contains(":" + info.hostPort(22).orElseThrow());
        assertThat(DockerHere.docker("port", info.containerId(), "60000/udp"))
                .isEqualTo(
                        "127.0.0.1:" + info.hostPort(ContainerPort.udp(60_000)).orElseThrow());
        assertThat(info.name()).isEqualTo(docker.named("told"));
        assertThat(info.image()).isEqualTo(DockerHere.IMAGE);
        assertThat(info.ports().keySet())
                .containsExactly(ContainerPort.tcp(22), new ContainerPort(60_000, Protocol.UDP));
        assertThat(info.createdAt()).isAfter(before);
        assertThat(info.status()).isEqualTo(ContainerStatus.RUNNING);
        assertThat(info.dockerMode()).isIn(DockerMode.ROOTFUL, DockerMode.SUDO);
        assertThat(info.gpuEnabled()).isFalse();
        assertThat(PODS.inspect(info.containerId())).isEqualTo(info);
        assertThat(PODS.list()).contains(info);
        assertThat(Json.read(info.toJson()))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("containerId", info.containerId())
                .containsEntry("status", "running")
                .containsEntry("gpuCount", 0L)
                .containsEntry(
                        "ports", Map.of("22/tcp", (long) info.hostPort(22).orElseThrow(), "60000/udp", (long)
                                info.hostPort(ContainerPort.udp(60_000)).orElseThrow()));
        remove("told");
    }

    @Test
    void creatingTwiceChangesNothing() {
        ContainerInfo first = PODS.createContainer(spec("twice").port(80, HostPort.AUTO));
        ContainerInfo second = PODS.createContainer(spec("twice").port(80, HostPort.AUTO));

        assertThat(second).isEqualTo(first);
        remove("twice");
    }

    @Test
    void givesANameWhereThereIsNone() {
        ContainerInfo info = PODS.createContainer(ContainerSpec.of(DockerHere.IMAGE)
                .command("sleep", "500")
                .rootless(Preference.NEVER)
                .stable(Duration.ZERO));

        assertThat(info.name()).matches("podwright-[0-9a-f]{12}");
        assertThat(PODS.remove(info.containerId(), Remove.FORCE)).isTrue();
        assertThat(PODS.status(info.containerId())).isEqualTo(ContainerStatus.ABSENT);
        assertThat(PODS.remove(info.containerId(), Remove.FORCE)).isFalse();
    }

    @Test
    void createsAContainerWithItsUserInOneRoundTrip() {
        PODS.status("none");
        int before = CONNECTOR.roundTrips();
        // While the container proves that it stays up, the user's task is on its way.
        Pod pod = PODS.createPod(spec("pod").stable(Duration.ofSeconds(2)), user());
        int together = CONNECTOR.roundTrips() - before;
        PodUserInfo again = PODS.setupPodUser(pod.container().containerId(), user());

        assertThat(together).isEqualTo(1);
        assertThat(CONNECTOR.roundTrips() - before - together).isEqualTo(1);
        assertThat(pod.user().username()).isEqualTo("anna");
        assertThat(pod.user().containerId()).isEqualTo(pod.container().containerId());
        assertThat(again).isEqualTo(pod.user());
        assertThat(PODS.exec(pod.container().name(), "id", "-un", "anna").exitCode())
                .isZero();
        remove("pod");
    }

    @Test
    void everyOtherCallTakesOneRoundTrip() {
        PODS.createContainer(spec("trips"));
        int before = CONNECTOR.roundTrips();
        PODS.createContainer(spec("trips"));
        PODS.inspect(docker.named("trips"));
        PODS.list();
        PODS.exec(docker.named("trips"), "true");
        PODS.stop(docker.named("trips"));
        PODS.remove(docker.named("trips"));

        assertThat(CONNECTOR.roundTrips() - before).isEqualTo(6);
        assertThat(CONNECTOR.connections()).isLessThanOrEqualTo(3);
    }

    @Test
    void removesTheContainerAgainWhereItsUserCannotBeHad() {
        PodUser impossible = user().shell("/bin/nosuch");
        TaskFailedException failed =
                catchThrowableOfType(TaskFailedException.class, () -> PODS.createPod(spec("userless"), impossible));

        assertThat(failed.task()).isEqualTo("create_pod_user");
        assertThat(failed).hasMessageContaining("container " + docker.named("userless") + " was removed again");
        assertThat(PODS.status(docker.named("userless"))).isEqualTo(ContainerStatus.ABSENT);
    }

    @Test
    void leavesAContainerAloneThatWasThereBeforeItsUserFailed() {
        PODS.createContainer(spec("before"));
        assertThatThrownBy(() -> PODS.createPod(spec("before"), user().shell("/bin/nosuch")))
                .isInstanceOf(TaskFailedException.class);

        assertThat(PODS.status(docker.named("before"))).isEqualTo(ContainerStatus.RUNNING);
        remove("before");
    }

    @Test
    void aContainerThatDoesNotComeUpGoesUnlessItIsToBeKept() {
        ContainerSpec broken = spec("broken")
                .command("sh", "-c", "echo token $TOKEN >&2; exit 7")
                .secretEnv("TOKEN", new Secret("hunter2-hunter2"))
                .stable(Duration.ofSeconds(2));
        TaskFailedException failed =
                catchThrowableOfType(TaskFailedException.class, () -> PODS.createContainer(broken));
        assertThat(PODS.status(docker.named("broken"))).isEqualTo(ContainerStatus.ABSENT);
        assertThatThrownBy(() -> PODS.createContainer(broken.keepOnFailure(true)))
                .hasMessageContaining("it has been kept");

        assertThat(PODS.status(docker.named("broken"))).isIn(ContainerStatus.EXITED, ContainerStatus.DEAD);
        assertThat(failed.host()).isEqualTo("localhost");
        assertThat(failed.task()).isEqualTo("run_container");
        assertThat(failed.place()).matches("templates/lib/container_start\\.sh:[0-9]+");
        assertThat(failed.result().stderr()).contains("token ***");
        assertThat(failed.toString() + failed.result() + broken).doesNotContain("hunter2");
        assertThat(PODS.logs(docker.named("broken"), Logs.all()).stderr()).isEqualTo("token hunter2-hunter2\n");
        remove("broken");
    }

    @Test
    void saysByItsExceptionWhatWasInTheWay() {
        int taken = PODS.createContainer(spec("holder").port(80, HostPort.AUTO))
                .hostPort(80)
                .orElseThrow();
        PortTakenException port = catchThrowableOfType(
                PortTakenException.class,
                () -> PODS.createContainer(spec("late").port(80, taken)));
        assertThat(port).hasMessageContaining("port " + taken + "/tcp is taken by container " + docker.named("holder"));
        assertThat(port.remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("auto"));
        remove("holder");

        assertThatThrownBy(() -> PODS.createContainer(ContainerSpec.of("podwright-test/nosuch:1")
                        .name(docker.named("late"))
                        .rootless(Preference.NEVER)
                        .pull("never")))
                .isInstanceOf(ImageUnavailableException.class);
        assertThatThrownBy(() -> PODS.createContainer(spec("late").network("podwright-nosuch")))
                .isInstanceOf(MissingRequirementException.class);
        assertThatThrownBy(() -> PODS.inspect(docker.named("late"))).isInstanceOf(NoSuchContainerException.class);
        assertThatThrownBy(() -> PODS.start(docker.named("late"))).isInstanceOf(NoSuchContainerException.class);
        assertThatThrownBy(() -> PODS.exec(docker.named("late"), "true")).isInstanceOf(NoSuchContainerException.class);
        assertThatThrownBy(() -> PODS.setupPodUser(docker.named("late"), user()))
                .isInstanceOf(NoSuchContainerException.class);
        assertThatThrownBy(() -> PODS.logs(docker.named("late"), Logs.all()))
                .isInstanceOf(NoSuchContainerException.class);
        assertThat(PODS.find(docker.named("late"))).isEmpty();
    }

    @Test
    void refusesWhatCannotBeMeantBeforeAnythingIsDone() {
        assertThatThrownBy(
                        () -> PODS.createContainer(spec("wrong").memory("lots").cpus("many")))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems()).hasSize(2));
        assertThatThrownBy(() -> spec("wrong").port(22, 70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PODWRIGHT.containers("nosuch")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void stopsStartsAndRestarts() throws Exception {
        ContainerInfo running =
                PODS.createContainer(spec("states").command("sh", "-c", "trap 'exit 0' TERM; sleep 500 & wait"));
        assertThat(PODS.stop(running.name()).status()).isEqualTo(ContainerStatus.EXITED);
        assertThat(PODS.stop(running.name()).status()).isEqualTo(ContainerStatus.EXITED);
        assertThat(PODS.start(running.containerId())).isEqualTo(running);
        String began = DockerHere.docker("inspect", "--format", "{{.State.StartedAt}}", running.name());
        assertThat(PODS.restart(running.name()).status()).isEqualTo(ContainerStatus.RUNNING);

        assertThat(DockerHere.docker("inspect", "--format", "{{.State.StartedAt}}", running.name()))
                .isNotEqualTo(began);
        remove("states");
    }

    @Test
    void runsCommandsInContainers() {
        PODS.createContainer(spec("exec"));
        String name = docker.named("exec");

        assertThat(PODS.exec(name, "sh", "-c", "echo out; echo err >&2; exit 3"))
                .isEqualTo(new ExecResult(3, "out\n", "err\n"));
        assertThat(PODS.exec(name, ExecSpec.script("echo $TOKEN").secretEnv("TOKEN", new Secret("hunter2"))))
                .isEqualTo(new ExecResult(0, "hunter2\n", ""));
        assertThat(PODS.exec(name, ExecSpec.command("cat").stdin("a b\n")).stdout())
                .isEqualTo("a b\n");
        assertThat(PODS.exec(name, "no such program").exitCode()).isIn(126, 127);
        remove("exec");
    }

    @Test
    void aDeadlineEndsWhatRunsInTheContainer() throws Exception {
        PODS.createContainer(spec("hang"));
        ContainerManager hasty = PODS.within(Duration.ofSeconds(3));
        CallEndedException ended = catchThrowableOfType(
                CallEndedException.class,
                () -> hasty.exec(docker.named("hang"), "sh", "-c", "sleep 321 & sleep 322; true"));

        assertThat(ended.reason()).isEqualTo(CallEndedException.Reason.DEADLINE);
        assertThat(ended.task()).isEqualTo("container_exec");
        assertThat(DockerHere.docker("top", docker.named("hang")))
                .contains("sleep 500")
                .doesNotContain("sleep 32");
        remove("hang");
    }

    @Test
    void cancellingEndsTheCallAndRemovesWhatItHasMade() throws Exception {
        CompletableFuture<ContainerInfo> creating =
                PODS.createContainerAsync(spec("cancelled").stable(Duration.ofSeconds(60)));
        while (docker.containers("{{.Names}} {{.Status}}").stream()
                .noneMatch(line -> line.startsWith(docker.named("cancelled") + " Up"))) {
            Thread.sleep(20);
        }
        assertThat(creating.cancel(true)).isTrue();

        assertThat(creating).isCancelled();
        while (!docker.containers("{{.Names}}").stream()
                .filter(docker.named("cancelled")::equals)
                .toList()
                .isEmpty()) {
            Thread.sleep(20);
        }
    }

    @Test
    void interruptingTheWaitingThreadEndsTheCall() throws Exception {
        PODS.createContainer(spec("interrupted"));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                PODS.exec(docker.named("interrupted"), "sleep", "333");
                thrown.complete(new AssertionError("it came to its end"));
            } catch (PodwrightException e) {
                thrown.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost", e));
            }
        });
        while (!DockerHere.docker("top", docker.named("interrupted")).contains("sleep 333")) {
            Thread.sleep(20);
        }
        waiting.interrupt();

        assertThat(thrown.get(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        CallEndedException.class,
                        e -> assertThat(e.reason()).isEqualTo(CallEndedException.Reason.CANCELLED));
        assertThat(DockerHere.docker("top", docker.named("interrupted"))).doesNotContain("sleep 333");
        remove("interrupted");
    }

    @Test
    void followsALogUntilTheContainerEnds() throws Exception {
        PODS.createContainer(
                spec("talks").command("sh", "-c", "echo one; echo two >&2; cat /proc/sys/kernel/ostype; sleep 500"));
        LinkedBlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
        CompletableFuture<Boolean> following = PODS.followAsync(docker.named("talks"), Logs.all(), lines::add);
        List<LogLine> got = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            got.add(lines.poll(60, TimeUnit.SECONDS));
        }
        assertThat(got)
                .containsExactlyInAnyOrder(
                        new LogLine(false, "one"), new LogLine(true, "two"), new LogLine(false, "Linux"));
        assertThat(following).isNotDone();
        PODS.remove(docker.named("talks"), Remove.FORCE);

        assertThat(following.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).isEmpty();
    }

    @Test
    void aConsumerThatThrowsEndsTheFollowing() {
        PODS.createContainer(spec("refused").command("sh", "-c", "echo one; sleep 500"));

        assertThatThrownBy(() -> PODS.follow(docker.named("refused"), Logs.all(), _ -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        remove("refused");
    }

    @Test
    void createsManyAtOnceWithPortsOfTheirOwn() throws Exception {
        List<CompletableFuture<ContainerInfo>> creating = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            creating.add(PODS.createContainerAsync(spec("many" + i).port(22, HostPort.AUTO)));
        }
        List<ContainerInfo> pods = new ArrayList<>();
        for (CompletableFuture<ContainerInfo> one : creating) {
            pods.add(one.get());
        }
        assertThat(pods).extracting(pod -> pod.hostPort(22).orElseThrow()).doesNotHaveDuplicates();
        List<CompletableFuture<Boolean>> removing = new ArrayList<>();
        pods.forEach(pod -> removing.add(PODS.removeAsync(pod.containerId(), Remove.FORCE)));
        for (CompletableFuture<Boolean> one : removing) {
            assertThat(one.get()).isTrue();
        }
    }

    @Test
    void logsWithHostTaskAndRunAndWithoutSecrets() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.podwright");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            PODS.createContainer(spec("logged").secretEnv("TOKEN", new Secret("hunter2-hunter2")));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        remove("logged");

        List<ILoggingEvent> ours = List.copyOf(lines.list).stream()
                .filter(line -> line.getFormattedMessage().startsWith("run_container on localhost: changed"))
                .toList();
        assertThat(ours).hasSize(1);
        assertThat(ours.getFirst().getMDCPropertyMap())
                .containsEntry("host", "localhost")
                .containsEntry("task", "run_container")
                .containsKey("run");
        assertThat(lines.list.toString()).doesNotContain("hunter2");
    }

    @Test
    void aListenerThatThrowsHurtsNoCall() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (Podwright own = Podwright.builder()
                .listener(_ -> {
                    heard.countDown();
                    throw new IllegalStateException("broken listener");
                })
                .open()) {
            assertThat(own.containers("localhost").status("none")).isEqualTo(ContainerStatus.ABSENT);
        }
        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingFailsCallsUnderWay() throws Exception {
        Podwright own = Podwright.open(inventory());
        CompletableFuture<ContainerInfo> creating =
                own.containers("here").createContainerAsync(spec("closed").stable(Duration.ofSeconds(60)));
        while (docker.containers("{{.Names}}").stream().noneMatch(docker.named("closed")::equals)) {
            Thread.sleep(20);
        }
        own.close();

        assertThatThrownBy(creating::join)
                .cause()
                .isInstanceOfSatisfying(
                        CallEndedException.class,
                        e -> assertThat(e.reason()).isEqualTo(CallEndedException.Reason.CLOSED));
        assertThat(docker.containers("{{.Names}}")).doesNotContain(docker.named("closed"));
        assertThatThrownBy(() -> own.containers("here").list()).isInstanceOf(IllegalStateException.class);
    }

    private static Path inventory() throws IOException {
        return java.nio.file.Files.writeString(
                folder.resolve("inventory.yml"), "all: {hosts: {here: {connection: local}}}\n");
    }

    @Test
    void saysWhatGpusThereAreAndWhatAHostLacks() {
        assertThat(PODWRIGHT.gpus("localhost").detect().devices())
                .hasSameSizeAs(PODWRIGHT.gpus("localhost").detect().devices());
        HostPlan plan = PODWRIGHT
                .preparation("localhost")
                .plan(HostNeeds.docker().rootless(Preference.NEVER).image("podwright-test/nosuch:1"));

        assertThat(plan.steps())
                .extracting(HostPlan.Step::task, HostPlan.Step::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("install_docker", HostPlan.State.READY),
                        org.assertj.core.groups.Tuple.tuple("ensure_image", HostPlan.State.MISSING));
        assertThat(plan.ready()).isFalse();
        assertThat(plan.missing()).hasSize(1);
        assertThat(plan.text()).contains("ensure_image: missing: image podwright-test/nosuch:1: absent → present");
    }
}

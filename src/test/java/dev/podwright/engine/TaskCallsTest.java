package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Connector;
import dev.podwright.connection.CountingConnector;
import dev.podwright.engine.TaskCalls.Mode;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls on this machine through real shells, over connections that tasks can cut.
@Timeout(60)
class TaskCallsTest {
    @TempDir
    Path folder;

    private CountingConnector connector;
    private TaskCalls calls;

    @BeforeEach
    void open() throws IOException {
        taskType("wait", "safe_to_repeat: true\n", """
                touch %1$s/[=name]
                until [ -e %1$s/[=for] ]; do sleep 0.02; done
                pw_output waited true
                """.formatted(folder));
        taskType("cut", "verify: false\n", "pw_change it\n");
        Files.writeString(folder.resolve("templates/cut/apply.sh.ftl"), """
                echo begun >> %1$s/trace
                touch %1$s/lost
                kill -9 $$
                exit
                """.formatted(folder));
        taskType("teach", "facts: {lesson: name}\n", "pw_output name [=name]\n");
        taskType("learnt", "", "pw_output name [=facts.lesson!\"nothing\"]\n");
        taskType(
                "refuse",
                "",
                "pw_fail \"no [=name?no_esc]\" \"give one\" port_taken\n".replace("[=name?no_esc]", "port"));
        taskType("tell", "", "echo [=name]; pw_output name [=name]; pw_fail \"told\"\n");
        connector = new CountingConnector(new FaultyConnector(folder));
        calls = calls(connector, CallLimits.DEFAULT);
    }

    private void taskType(String name, String more, String check) throws IOException {
        Path type = Files.createDirectories(folder.resolve("templates").resolve(name));
        Files.writeString(type.resolve("task.yml"), """
                summary: For tests
                %sparameters:
                  name: {type: string, default: one, doc: A name.}
                  for: {type: string, default: two, doc: Another.}
                outputs:
                  name: {type: string, doc: The name.}
                  waited: {type: bool, doc: Whether it has waited.}
                examples: []
                """.formatted(more));
        Files.writeString(type.resolve("check.sh.ftl"), check);
    }

    private TaskCalls calls(Connector by, CallLimits limits) throws IOException {
        Files.writeString(
                folder.resolve("inventory.yml"),
                "all: {hosts: {here: {connection: local}, there: {connection: local}}}\n");
        Problems problems = new Problems();
        Inventory hosts = Inventory.read(List.of(folder.resolve("inventory.yml").toString()), List.of(), problems);
        problems.throwIfAny();
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of(folder.resolve("templates")));
        return TaskCalls.of(hosts, library, RunOptions.builder(), by, limits);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private HostCall call(String type, Object... namesAndValues) {
        return calls.call("here", Mode.APPLY, List.of(task(type, namesAndValues)), _ -> {});
    }

    private static TaskCall task(String type, Object... namesAndValues) {
        Map<String, Object> arguments = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return new TaskCall(type, arguments);
    }

    private static Outcome outcome(CallResult result) {
        return result.ends().getLast().outcome();
    }

    private static CompletableFuture<CallResult> inBackground(HostCall call) {
        CompletableFuture<CallResult> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(call.run());
            } catch (ConnectionException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void await(String file) throws InterruptedException {
        while (!Files.exists(folder.resolve(file))) {
            Thread.sleep(10);
        }
    }

    /// A dead process that nobody has waited for still counts as alive.
    private static boolean runs(ProcessHandle process) {
        try {
            return !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                    .contains(") Z ");
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void keepsConnectionShellAndFactsFromCallToCall() throws Exception {
        assertThat(outcome(call("teach", "name", "sums").run())).isInstanceOf(Outcome.Ok.class);
        int before = connector.roundTrips();
        CallResult second = call("learnt").run();

        assertThat(outcome(second).result().outputs()).containsEntry("name", "sums");
        assertThat(connector.connections()).isEqualTo(1);
        assertThat(connector.shells()).isEqualTo(1);
        assertThat(connector.roundTrips() - before).isEqualTo(1);
    }

    @Test
    void sendsTheTasksOfACallWithoutWaitingForThoseBefore() throws Exception {
        call("learnt").run();
        int before = connector.roundTrips();
        HostCall both = calls.call(
                "here", Mode.APPLY, List.of(task("wait", "name", "sent", "for", "go"), task("learnt")), _ -> {});
        CompletableFuture<CallResult> result = inBackground(both);
        await("sent");
        Files.createFile(folder.resolve("go"));

        assertThat(result.get().ends()).hasSize(2);
        assertThat(connector.roundTrips() - before).isEqualTo(1);
    }

    @Test
    void doesSeveralCallsOnOneHostAtOnce() throws Exception {
        var one = inBackground(call("wait", "name", "one", "for", "two"));
        var two = inBackground(call("wait", "name", "two", "for", "one"));

        assertThat(outcome(one.get()).result().outputs()).containsEntry("waited", true);
        assertThat(outcome(two.get()).result().outputs()).containsEntry("waited", true);
        assertThat(connector.connections()).isEqualTo(1);
    }

    @Test
    void makesOneConnectionForCallsThatNeedOneAtOnce() throws Exception {
        List<CompletableFuture<CallResult>> several = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            several.add(inBackground(call("wait", "name", "call" + i, "for", "go")));
        }
        for (int i = 0; i < 8; i++) {
            await("call" + i);
        }
        Files.createFile(folder.resolve("go"));
        for (CompletableFuture<CallResult> result : several) {
            assertThat(outcome(result.get()).result().outputs()).containsEntry("waited", true);
        }
        // Four shells a connection: servers allow ten sessions, and each may need a second one.
        assertThat(connector.connections()).isEqualTo(2);
        assertThat(connector.shells()).isEqualTo(8);
    }

    @Test
    void letsNoMoreCallsOnAHostThanItMay() throws Exception {
        calls.close();
        calls = calls(connector, new CallLimits(50, 1, Duration.ofMinutes(5)));
        var first = inBackground(call("wait", "name", "first", "for", "go"));
        await("first");
        var second = inBackground(call("wait", "name", "second", "for", "go"));
        var elsewhere = calls.call("there", Mode.APPLY, List.of(task("learnt")), _ -> {});
        // A busy host holds up no other.
        assertThat(elsewhere.run().ends()).hasSize(1);
        assertThat(folder.resolve("second")).doesNotExist();
        Files.createFile(folder.resolve("go"));

        assertThat(first.get().ends()).hasSize(1);
        assertThat(second.get().ends()).hasSize(1);
    }

    @Test
    void makesALostConnectionAnewForTheNextCall() throws Exception {
        call("learnt").run();
        Files.createFile(folder.resolve("lost"));

        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
        assertThat(connector.connections()).isEqualTo(2);
    }

    @Test
    void doesNotRepeatWhatMayHaveChangedSomethingBeforeTheConnectionWasLost() throws Exception {
        taskType("cut", "verify: false\nsafe_to_repeat: false\n", "pw_change it there gone\n");
        Outcome outcome = outcome(call("cut").run());

        assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
        assertThat(outcome.result().changes()).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("trace"))).hasSize(1);
        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void saysThatAHostCannotBeReachedAndTriesAnewWithTheNextCall() throws Exception {
        Files.createFile(folder.resolve("gone"));
        assertThatThrownBy(() -> call("learnt").run())
                .isInstanceOf(ConnectionException.class)
                .hasMessage("no route");
        Files.delete(folder.resolve("gone"));

        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void endsWhatRunsOnTheHost() throws Exception {
        taskType("hang", "", "echo $$ > %s/pid.new; mv %1$s/pid.new %1$s/pid; sleep 600 & wait\n".formatted(folder));
        HostCall call = call("hang");
        CompletableFuture<CallResult> result = inBackground(call);
        await("pid");
        ProcessHandle shell = ProcessHandle.of(
                        Long.parseLong(Files.readString(folder.resolve("pid")).strip()))
                .orElseThrow();
        List<ProcessHandle> all = shell.descendants().toList();
        call.end();

        assertThat(result.get().ended()).isTrue();
        assertThat(outcome(result.get())).isInstanceOf(Outcome.Failed.class);
        assertThat(all).isNotEmpty().noneMatch(TaskCallsTest::runs);
        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
        assertThat(connector.connections()).isEqualTo(1);
    }

    @Test
    void endsACallThatWaitsForItsTurn() throws Exception {
        calls.close();
        calls = calls(connector, new CallLimits(1, 1, Duration.ofMinutes(5)));
        var first = inBackground(call("wait", "name", "first", "for", "go"));
        await("first");
        HostCall waiting = call("learnt");
        var second = inBackground(waiting);
        waiting.end();
        assertThat(second.get().ended()).isTrue();
        assertThat(second.get().ends()).isEmpty();

        Files.createFile(folder.resolve("go"));
        assertThat(first.get().ended()).isFalse();
        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void doesNotBeginACallThatWasEndedBefore() throws Exception {
        HostCall call = call("learnt");
        call.end();

        assertThat(call.run().ended()).isTrue();
        assertThat(connector.connections()).isZero();
    }

    @Test
    void closesConnectionsThatAreIdle() throws Exception {
        calls.close();
        calls = calls(connector, new CallLimits(5, 5, Duration.ofMillis(50)));
        call("learnt").run();

        assertThat(connector.awaitClosed()).isTrue();
        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
        assertThat(connector.connections()).isEqualTo(2);
    }

    @Test
    void closingEndsCallsUnderWayAndRefusesNewOnes() throws Exception {
        var result = inBackground(call("wait", "name", "begun", "for", "never"));
        await("begun");
        calls.close();

        assertThat(result.get().ended()).isTrue();
        assertThat(connector.awaitClosed()).isTrue();
        assertThatThrownBy(() -> call("learnt")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFollowingCallTakesNoTurn() throws Exception {
        calls.close();
        calls = calls(connector, new CallLimits(1, 1, Duration.ofMinutes(5)));
        HostCall follower =
                calls.call("here", Mode.FOLLOW, List.of(task("wait", "name", "follows", "for", "never")), _ -> {});
        var followed = inBackground(follower);
        await("follows");

        assertThat(outcome(call("learnt").run())).isInstanceOf(Outcome.Ok.class);
        follower.end();
        assertThat(followed.get().ended()).isTrue();
    }

    @Test
    void aPlanTeachesNothing() throws Exception {
        calls.call("here", Mode.PLAN, List.of(task("teach", "name", "sums")), _ -> {})
                .run();

        assertThat(outcome(call("learnt").run()).result().outputs()).containsEntry("name", "nothing");
    }

    @Test
    void findsAllThatIsWrongWithArgumentsBeforeItConnects() {
        List<TaskCall> tasks = List.of(task("teach", "nmae", "x"), task("nosuch"));

        assertThatThrownBy(() -> calls.call("here", Mode.APPLY, tasks, _ -> {}))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .anySatisfy(problem -> assertThat(problem.render())
                                        .contains("nmae")
                                        .contains("name")));
        assertThatThrownBy(() -> calls.call("her", Mode.APPLY, List.of(), _ -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no host \"her\"")
                .hasMessageContaining("here");
        assertThat(connector.connections()).isZero();
    }

    @Test
    void takesValuesAsTheyAre() throws Exception {
        String text = "[=1+1] ${HOME} $(id) 'q' \"d\" \\ \n{{ x }}";

        assertThat(outcome(call("teach", "name", text).run()).result().outputs())
                .containsEntry("name", text);
    }

    @Test
    void tellsWhichFailureItIs() throws Exception {
        TaskResult result = outcome(call("refuse").run()).result();

        assertThat(result.kind()).isEqualTo("port_taken");
        assertThat(result.msg()).isEqualTo("no port");
        assertThat(result.hint()).isEqualTo("give one");
    }

    @Test
    void showsNoSecretsButGivesTheProgramWhatTheHostSaid() throws Exception {
        List<RunEvent> events = new ArrayList<>();
        List<TaskCall> tasks = List.of(task("tell", "name", new Secret("hunter2")));
        CallResult result = calls.call("here", Mode.APPLY, tasks, events::add).run();

        assertThat(events.toString()).doesNotContain("hunter2").contains("***");
        assertThat(result.ends().getFirst().shown().toString()).doesNotContain("hunter2");
        assertThat(outcome(result).result().stdout()).isEqualTo("hunter2\n");
        assertThat(outcome(result).result().outputs()).containsEntry("name", "hunter2");
    }

    @Test
    void everyCallIsARunWithItsOwnEvents() throws Exception {
        var events = new LinkedBlockingQueue<RunEvent>();
        CountDownLatch told = new CountDownLatch(1);
        HostCall call = calls.call("here", Mode.APPLY, List.of(task("teach")), event -> {
            events.add(event);
            if (event instanceof RunEvent.RunFinished) {
                told.countDown();
            }
        });
        CallResult result = call.run();

        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("RunStarted", "HostConnected", "TaskStarted", "TaskFinished", "RunFinished");
        assertThat(events.peek()).isInstanceOfSatisfying(RunEvent.RunStarted.class, started -> {
            assertThat(started.runId()).isEqualTo(result.runId());
            assertThat(started.hosts()).containsExactly("here");
        });
        assertThat(call("teach").runId()).isNotEqualTo(result.runId());
    }
}

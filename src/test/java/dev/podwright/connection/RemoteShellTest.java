package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Failure;
import dev.podwright.connection.BlockResult.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
@Timeout(30)
class RemoteShellTest {
    private final String shellCommand;

    @TempDir
    Path folder;

    private final LocalConnection connection = new LocalConnection();
    private RemoteShell shell;

    RemoteShellTest(String shellCommand) {
        this.shellCommand = shellCommand;
    }

    @BeforeEach
    void open() throws ConnectionException {
        shell = RemoteShell.open(new ShellStart(connection, Become.NOT, shellCommand, Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        shell.close();
        connection.close();
    }

    private BlockResult run(Block block) {
        return submit(block).join();
    }

    private CompletableFuture<BlockResult> submit(Block block) {
        return shell.submit(block, BlockListener.NONE);
    }

    private static Failure failure(BlockResult result) {
        return result.failure().orElseThrow();
    }

    @Test
    void isOkWhereTheCheckWantsNothing() {
        BlockResult result = run(Blocks.apply("echo looking; echo hm >&2", "echo applied"));

        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(result.stdout()).isEqualTo("looking\n");
        assertThat(result.stderr()).isEqualTo("hm\n");
        assertThat(result.changes()).isEmpty();
        assertThat(result.failure()).isEmpty();
        assertThat(result.rc()).isZero();
    }

    @Test
    void appliesAndVerifiesWhatTheCheckDeclares() {
        Path file = folder.resolve("file");
        Block block = Blocks.apply(
                "[ -e %s ] || pw_change file absent present; echo checked".formatted(file),
                "touch %s; echo applied".formatted(file));

        BlockResult first = run(block);
        BlockResult second = run(block);

        assertThat(first.status()).isEqualTo(Status.CHANGED);
        assertThat(first.changes()).containsExactly(new Change("file", "absent", "present"));
        assertThat(first.stdout()).isEqualTo("applied\n");
        assertThat(second.status()).isEqualTo(Status.OK);
        assertThat(second.stdout()).isEqualTo("checked\n");
    }

    @Test
    void failsWhereItDidNotConverge() {
        BlockResult result = run(Blocks.apply("pw_change mode 644 600; echo still", "echo applied"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(failure(result).phase()).isEqualTo("verify");
        assertThat(failure(result).message())
                .isEqualTo("did not converge: after apply the check still wants mode: 644 → 600");
        assertThat(failure(result).remaining()).containsExactly(new Change("mode", "644", "600"));
        assertThat(result.stdout()).isEqualTo("applied\nstill\n");
    }

    @Test
    void doesNotVerifyWhereThatIsSwitchedOff() {
        assertThat(run(Blocks.unverified(Blocks.apply("pw_change it", ":"))).status())
                .isEqualTo(Status.CHANGED);
    }

    @Test
    void changesNothingInAPlan() {
        Path file = folder.resolve("file");
        BlockResult result = run(Blocks.plan(Blocks.apply("pw_change file", "touch " + file)));

        assertThat(result.status()).isEqualTo(Status.CHANGED);
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesAChangeWhereThereIsNothingToApply() {
        assertThat(failure(run(Blocks.check("pw_change it"))).message())
                .isEqualTo("The check declared a change, but there is nothing to apply.");
    }

    @Test
    void survivesASyntaxError() {
        BlockResult result = run(Blocks.check("if then"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.stderr()).containsIgnoringCase("syntax error");
        assertThat(failure(result).phase()).isEqualTo("check");
        afterwardsTheShellStillWorks();
    }

    @Test
    void survivesAnExitAndTellsItsStatus() {
        BlockResult result = run(Blocks.check("echo before; exit 7"));

        assertThat(result.rc()).isEqualTo(7);
        assertThat(failure(result).message()).isEqualTo("check exited with status 7");
        assertThat(result.stdout()).isEqualTo("before\n");
        afterwardsTheShellStillWorks();
    }

    @Test
    void stopsAtTheFirstCommandThatFailsAndTellsWhere() {
        BlockResult result =
                run(Blocks.apply("pw_change it", "pw__at=box/apply:3; false; pw__at=box/apply:4; echo no"));

        assertThat(failure(result))
                .isEqualTo(new Failure("apply", "apply exited with status 1", "", "box/apply:3", List.of()));
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void stopsAtAnUnsetVariable() {
        BlockResult result = run(Blocks.check("pw__at=x:1; echo \"$nope\"; echo after"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(failure(result).at()).isEqualTo("x:1");
        assertThat(result.stderr()).contains("nope");
    }

    @Test
    void aLastLineThatIsFalseIsNoFailure() {
        assertThat(run(Blocks.check("[ -e /nonexistent ] && pw_change it")).status())
                .isEqualTo(Status.OK);
    }

    @Test
    void givesReadersOfStandardInputNothing() {
        BlockResult result = run(Blocks.check("cat; echo end"));

        assertThat(result.stdout()).isEqualTo("end\n");
        afterwardsTheShellStillWorks();
    }

    @Test
    void cutsOutputWithoutAFinalLineEnd() {
        CompletableFuture<BlockResult> first = submit(Blocks.check("printf one; printf uno >&2"));
        CompletableFuture<BlockResult> second = submit(Blocks.check("printf two"));

        assertThat(first.join().stdout()).isEqualTo("one");
        assertThat(first.join().stderr()).isEqualTo("uno");
        assertThat(second.join().stdout()).isEqualTo("two");
    }

    @Test
    void isNotHeldByABackgroundProcessThatKeepsTheStreams() {
        BlockResult result = run(Blocks.check("sleep 20 & echo started $!"));

        assertThat(result.stdout()).startsWith("started ");
        ProcessHandle.of(Long.parseLong(result.stdout().strip().substring(8))).ifPresent(ProcessHandle::destroy);
    }

    @Test
    void takesMuchOutputOnBothStreams() {
        BlockResult result =
                run(Blocks.check("head -c 5000000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero | tr '\\0' y >&2"));

        assertThat(result.stdout())
                .hasSize(5_000_000)
                .matches(text -> text.chars().allMatch(c -> c == 'x'));
        assertThat(result.stderr()).hasSize(300_000);
    }

    @Test
    void takesBinaryOutputAndWhatLooksLikeMarks() {
        BlockResult result = run(Blocks.check("printf '\\377\\000\\036Pabc\\0363\\036end\\0361\\036'"));

        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(result.stdout()).isEqualTo("\uFFFD\0\u001ePabc\u001e3\u001eend\u001e1\u001e");
    }

    @Test
    void noSnippetCanFindTheMarkByTracing() {
        BlockResult result = run(Blocks.check("set -x; pw_warn hey; pw_output a b"));

        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(result.warnings()).containsExactly("hey");
        assertThat(result.outputs()).containsEntry("a", List.of(List.of("b")));
    }

    @Test
    void carriesAnyTextInOutputsAndChanges() {
        BlockResult result = run(Blocks.plan(Blocks.apply(
                "pw_change 'größe \"$x\"' 'a\nb' \"it's\"; pw_output n '日本 \\n %s' '' c; pw_output n d", ":")));

        assertThat(result.changes()).containsExactly(new Change("größe \"$x\"", "a\nb", "it's"));
        assertThat(result.outputs()).containsEntry("n", List.of(List.of("日本 \\n %s", "", "c"), List.of("d")));
    }

    @Test
    void theLastPhaseThatGaveAnOutputWins() {
        Path file = folder.resolve("file");
        BlockResult result = run(Blocks.apply(
                "pw_output both check; pw_output both again; [ -e %s ] || { pw_output early x; pw_change it; }"
                        .formatted(file),
                "touch %s; pw_output late y; pw_output both apply".formatted(file)));

        assertThat(result.outputs())
                .containsEntry("both", List.of(List.of("check"), List.of("again")))
                .containsEntry("early", List.of(List.of("x")))
                .containsEntry("late", List.of(List.of("y")));
    }

    @Test
    void outputsPassByCommandSubstitution() {
        assertThat(run(Blocks.check("x=$(pw_output a b; echo seen); echo \"$x\"")))
                .satisfies(result -> assertThat(result.outputs()).containsKey("a"))
                .satisfies(result -> assertThat(result.stdout()).isEqualTo("seen\n"));
    }

    @Test
    void failsWhereAChangeIsDeclaredInAPipeline() {
        BlockResult result = run(Blocks.apply("echo a | while read -r x; do pw_change \"$x\"; done", "echo applied"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(failure(result).message())
                .isEqualTo("The check declared a change where the shell can't count it: a");
    }

    @Test
    void failsWhereApplyDeclaresAChange() {
        assertThat(failure(run(Blocks.apply("pw_change it", "pw_change that"))).message())
                .isEqualTo("pw_change was called in apply: only a check declares changes");
    }

    @Test
    void aFailureHasItsMessageHintAndPlace() {
        BlockResult result = run(Blocks.check("pw__at=box/check:9; pw_fail 'no disk' 'add one'; echo no"));

        assertThat(failure(result)).isEqualTo(new Failure("check", "no disk", "add one", "box/check:9", List.of()));
    }

    @Test
    void aFailureInASubstitutionStopsTheTask() {
        BlockResult result = run(Blocks.check("x=$(pw_fail deep); echo no"));

        assertThat(failure(result).message()).isEqualTo("deep");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void defersInAPlanAndGoesOn() {
        CompletableFuture<BlockResult> deferred =
                submit(Blocks.plan(Blocks.check("pw_defer 'no docker yet'; echo no")));
        CompletableFuture<BlockResult> next = submit(Blocks.plan(Blocks.check(":")));

        assertThat(deferred.join().status()).isEqualTo(Status.DEFERRED);
        assertThat(deferred.join().deferred()).contains("no docker yet");
        assertThat(next.join().status()).isEqualTo(Status.OK);
    }

    @Test
    void defersInARunAndStops() {
        CompletableFuture<BlockResult> deferred = submit(Blocks.check("pw_defer why"));
        CompletableFuture<BlockResult> next = submit(Blocks.check(":"));

        assertThat(deferred.join().status()).isEqualTo(Status.DEFERRED);
        assertThat(next.join().status()).isEqualTo(Status.SKIPPED_AFTER_FAILURE);
    }

    @Test
    void anExitTrapOfTheSnippetRunsAndChangesNothing() {
        Path file = folder.resolve("file");
        BlockResult result = run(Blocks.apply(
                "trap 'echo bye' EXIT; [ -e %s ] || pw_change it".formatted(file),
                "trap 'echo cleaned' EXIT; touch " + file));

        assertThat(result.status()).isEqualTo(Status.CHANGED);
        assertThat(result.stdout()).isEqualTo("cleaned\n");
    }

    @Test
    void anExitTrapThatHidesAChangeIsNoticed() {
        assertThat(failure(run(Blocks.apply("trap : EXIT; pw_change it; exit 0", ":")))
                        .message())
                .contains("can't count it");
    }

    @Test
    void anExitTrapOfTheSnippetKeepsAFailure() {
        BlockResult result = run(Blocks.check("trap 'echo bye' EXIT; exit 3"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.rc()).isEqualTo(3);
    }

    @Test
    void aStatusThatTheProtocolUsesIsStillAStatus() {
        assertThat(run(Blocks.apply("exit 211", ":")).rc()).isEqualTo(211);
    }

    @Test
    void aSnippetMaySwitchErrexitOff() {
        assertThat(run(Blocks.check("set +eu; false; echo \"on$nope\"")).stdout())
                .isEqualTo("on\n");
    }

    @Test
    void nothingOfASnippetStays() {
        run(Blocks.check("cd /; x=1; umask 077; f() { :; }; exec 7>&-; unset PATH"));

        assertThat(run(Blocks.check("pwd; echo \"${x-unset}\"; ls / >/dev/null"))
                        .stdout())
                .endsWith("unset\n")
                .doesNotStartWith("/\n");
    }

    @Test
    void exportsTheEnvironmentToThatBlockOnly() {
        BlockResult result = run(
                Blocks.environment(Map.of("GREETING", "it's $HOME\n"), Blocks.check("sh -c 'echo \"[$GREETING]\"'")));

        assertThat(result.stdout()).isEqualTo("[it's $HOME\n]\n");
        assertThat(run(Blocks.check("echo \"${GREETING-none}\"")).stdout()).isEqualTo("none\n");
    }

    @Test
    void refusesAnImpossibleVariableName() {
        assertThat(failure(run(Blocks.environment(Map.of("a-b", "x"), Blocks.check(":"))))
                        .message())
                .isEqualTo("\"a-b\" can't be the name of an environment variable");
    }

    @Test
    void librariesStayInTheShell() {
        Map<String, String> library = Map.of("greet", "greet_all() {\n    echo \"hello $1\"\n}\n");

        assertThat(run(Blocks.libraries(library, Blocks.check("greet_all you"))).stdout())
                .isEqualTo("hello you\n");
        assertThat(run(Blocks.libraries(library, Blocks.check("greet_all me"))).stdout())
                .isEqualTo("hello me\n");
    }

    @Test
    void aLibraryWithASyntaxErrorIsAFailureEachTime() {
        Map<String, String> library = Map.of("bad", "f() { if");

        for (int i = 0; i < 2; i++) {
            BlockResult result = run(Blocks.libraries(library, Blocks.keepGoing(Blocks.check("echo ran"))));
            assertThat(failure(result).message()).isEqualTo("The shell library bad can't be loaded");
            assertThat(result.stdout()).isEmpty();
        }
    }

    @Test
    void skipsWhatWasSentAheadOfAFailureUntilResumed() {
        CompletableFuture<BlockResult> failed = submit(Blocks.check("exit 1"));
        CompletableFuture<BlockResult> skipped = submit(Blocks.check("touch " + folder.resolve("no")));
        shell.resume();
        CompletableFuture<BlockResult> resumed = submit(Blocks.check("echo on"));

        assertThat(failed.join().status()).isEqualTo(Status.FAILED);
        assertThat(skipped.join().status()).isEqualTo(Status.SKIPPED_AFTER_FAILURE);
        assertThat(folder.resolve("no")).doesNotExist();
        assertThat(resumed.join().stdout()).isEqualTo("on\n");
    }

    @Test
    void goesOnAfterAFailureThatMayBe() {
        CompletableFuture<BlockResult> failed = submit(Blocks.keepGoing(Blocks.check("exit 1")));
        CompletableFuture<BlockResult> next = submit(Blocks.check(":"));

        assertThat(failed.join().status()).isEqualTo(Status.FAILED);
        assertThat(next.join().status()).isEqualTo(Status.OK);
    }

    @Test
    void runsManyBlocksSentAheadInOrder() {
        Path log = folder.resolve("log");
        List<CompletableFuture<BlockResult>> sent = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            sent.add(submit(Blocks.check("echo %d >>%s; echo out%d".formatted(i, log, i))));
            expected.append(i).append('\n');
        }
        for (int i = 0; i < 200; i++) {
            assertThat(sent.get(i).join().stdout()).isEqualTo("out" + i + "\n");
        }
        assertThat(log).hasContent(expected.toString());
    }

    @Test
    void takesAScriptOfMegabytes() {
        String large = "x".repeat(3 << 20);

        assertThat(run(Blocks.check("v='" + large + "'; echo ${#v}")).stdout()).isEqualTo((3 << 20) + "\n");
    }

    @Test
    void showsOutputAndProgressLive() throws InterruptedException {
        Path gate = folder.resolve("gate");
        CountDownLatch heard = new CountDownLatch(2);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        BlockListener listener = new BlockListener() {
            @Override
            public void output(boolean stderr, String text) {
                lines.add((stderr ? "err " : "out ") + text);
                heard.countDown();
            }

            @Override
            public void progress(String message) {
                lines.add("progress " + message);
                heard.countDown();
            }
        };
        CompletableFuture<BlockResult> result = shell.submit(
                Blocks.check("pw_progress pulling; echo first; while [ ! -e %s ]; do sleep 0.01; done".formatted(gate)),
                listener);

        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(result).isNotDone();
        assertThat(lines).containsExactlyInAnyOrder("progress pulling", "out first\n");
        create(gate);
        assertThat(result.join().status()).isEqualTo(Status.OK);
    }

    @Test
    void aTimeoutEndsTheProcessesAndTheShellGoesOn() {
        Block slow = Blocks.within(
                Duration.ofMillis(300),
                Blocks.check("echo begun; sh -c 'echo $$; trap : TERM; sleep 60 & sleep 60; sleep 60'"));
        CompletableFuture<BlockResult> late = submit(slow);
        CompletableFuture<BlockResult> skipped = submit(Blocks.check("echo no"));
        shell.resume();
        CompletableFuture<BlockResult> resumed = submit(Blocks.check("echo on"));

        assertThat(late.join().status()).isEqualTo(Status.TIMED_OUT);
        assertThat(failure(late.join()).message())
                .isEqualTo("The task ran longer than its timeout of 300 ms and was ended");
        assertThat(skipped.join().status()).isEqualTo(Status.SKIPPED_AFTER_FAILURE);
        assertThat(resumed.join().stdout()).isEqualTo("on\n");
        List<String> output = late.join().stdout().lines().toList();
        assertThat(output.getFirst()).isEqualTo("begun");
        assertThat(isRunning(output.getLast())).isFalse();
    }

    @Test
    void aTimeoutThatMayBeLetsTheNextBlocksRun() {
        Map<String, String> library = Map.of("greet", "greet() { echo hi; }");
        run(Blocks.libraries(library, Blocks.check("greet")));
        CompletableFuture<BlockResult> late =
                submit(Blocks.keepGoing(Blocks.within(Duration.ofMillis(100), Blocks.check("sleep 60"))));
        CompletableFuture<BlockResult> next = submit(Blocks.libraries(library, Blocks.check("greet")));

        assertThat(late.join().status()).isEqualTo(Status.TIMED_OUT);
        assertThat(next.join().stdout()).isEqualTo("hi\n");
    }

    @Test
    void aBlockThatEndsInTimeIsNotDisturbedLater() {
        run(Blocks.within(Duration.ofMillis(400), Blocks.check(":")));

        assertThat(run(Blocks.check("sleep 0.6; echo whole")).stdout()).isEqualTo("whole\n");
    }

    @Test
    void anInterruptEndsWhatRuns() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<BlockResult> running = shell.submit(Blocks.check("sleep 60"), new BlockListener() {
            @Override
            public void started() {
                started.countDown();
            }
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        shell.interrupt().join();
        assertThat(running).isCompleted();

        assertThat(running.join().status()).isEqualTo(Status.TIMED_OUT);
        assertThat(failure(running.join()).message()).isEqualTo("The task was interrupted");
    }

    @Test
    void aListenerThatThrowsLosesTheBlock() {
        CompletableFuture<BlockResult> result = shell.submit(Blocks.check("echo heard"), new BlockListener() {
            @Override
            public void output(boolean stderr, String text) {
                throw new IllegalStateException("a listener's mistake");
            }
        });

        assertThat(result.join().status()).isEqualTo(Status.LOST);
    }

    @Test
    void aReplacementThatCannotBeStartedForWhateverReasonLosesWhatWaits() throws ConnectionException {
        AtomicBoolean broken = new AtomicBoolean();
        Connection breaking = new ForwardingConnection(connection) {
            @Override
            public RemoteProcess start(String command) throws ConnectionException {
                if (broken.get()) {
                    throw new IllegalStateException("a library's mistake");
                }
                return super.start(command);
            }
        };
        try (RemoteShell fragile =
                RemoteShell.open(new ShellStart(breaking, Become.NOT, shellCommand, Duration.ofSeconds(10)))) {
            broken.set(true);
            CompletableFuture<BlockResult> killed = fragile.submit(Blocks.check("kill -9 $$"), BlockListener.NONE);
            CompletableFuture<BlockResult> waiting = fragile.submit(Blocks.check(":"), BlockListener.NONE);

            assertThat(killed.join().status()).isEqualTo(Status.LOST);
            assertThat(waiting.join().status()).isEqualTo(Status.LOST);
        }
    }

    @Test
    void aShellThatIsKilledLosesItsBlockSkipsThoseBehindItAndIsReplaced() {
        CompletableFuture<BlockResult> killed = submit(Blocks.keepGoing(Blocks.check("kill -s KILL $$")));
        CompletableFuture<BlockResult> next = submit(Blocks.check("echo on"));

        assertThat(killed.join().status()).isEqualTo(Status.LOST);
        assertThat(failure(killed.join()).phase()).isEqualTo("check");
        assertThat(next.join().status()).isEqualTo(Status.SKIPPED_AFTER_FAILURE);
        shell.resume();
        assertThat(run(Blocks.check("echo again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void closingLosesWhatWaits() {
        CompletableFuture<BlockResult> running = submit(Blocks.check("sleep 60"));
        CompletableFuture<BlockResult> waiting = submit(Blocks.check(":"));
        shell.close();

        assertThat(running.join().status()).isEqualTo(Status.LOST);
        assertThat(failure(waiting.join()).message()).isEqualTo("The shell was closed before this block began");
        assertThat(failure(waiting.join()).phase()).isEmpty();
        assertThat(submit(Blocks.check(":")).join().status()).isEqualTo(Status.LOST);
    }

    private void afterwardsTheShellStillWorks() {
        shell.resume();
        assertThat(run(Blocks.check("echo alive")).stdout()).isEqualTo("alive\n");
    }

    /// Not so a process that is dead and only waits to be taken note of.
    private static boolean isRunning(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.podwright.cli;

import dev.podwright.report.ExitCode;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.Stream;

/// Ends this process.
///
/// Before it exits, HotSpot waits up to 300 ms for threads that are in native code, for their sake
/// (`VM_Exit::wait_for_threads_in_native_to_block`), and the one that waits for virtual threads' sockets always is.
/// By then all that a run has to write is written. So a process that has such a thread ends itself by the system's own
/// `_exit`, a third of a second earlier.
final class ProcessExit {
    /// Where these are set, somebody may want the Java machine to do something at its end: a recording, a coverage.
    private static final List<String> OPTIONS = List.of("PODWRIGHT_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private static final String POLLER = "MasterPoller";

    private ProcessExit() {}

    /// Made once, when it's first needed: that takes some 25 ms.
    @SuppressWarnings("restricted")
    private static final class Direct {
        private static final MethodHandle EXIT = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("_exit"),
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));

        private Direct() {}

        static void exit(int status) throws Throwable {
            EXIT.invokeExact(status);
        }
    }

    /// Gets ready beside what else is done, for a process that is going to use sockets.
    static void prepare() {
        if (isPossible()) {
            Thread _ = Thread.ofPlatform().daemon().name("exit").start(() -> {
                try {
                    Class<?> _ = Class.forName(Direct.class.getName());
                } catch (ClassNotFoundException | LinkageError e) {
                    // Then it ends as others do.
                }
            });
        }
    }

    /// Doesn't return.
    static void with(ExitCode status) {
        if (isPossible() && hasPoller()) {
            try {
                Direct.exit(status.number());
            } catch (Throwable e) {
                // All that a method handle may throw: a system has no such call, or doesn't let it be made. Then it
                // ends as others do.
            }
        }
        System.exit(status.number());
    }

    private static boolean isPossible() {
        return ProcessExit.class.getModule().isNativeAccessEnabled()
                && OPTIONS.stream().map(System::getenv).noneMatch(options -> options != null && !options.isBlank());
    }

    private static boolean hasPoller() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads);
        return Stream.of(threads)
                .limit(count)
                .anyMatch(thread -> thread.getName().equals(POLLER));
    }
}

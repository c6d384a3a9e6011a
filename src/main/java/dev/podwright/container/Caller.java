package dev.podwright.container;

import dev.podwright.container.CallEndedException.Reason;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.TaskCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Does what a program asks of one host, each thing on a virtual thread of its own.
///
/// @param deadline for one call, with the wait for its turn
/// @param chosen whether the program set the deadline for this very caller
/// @param listeners gives each call a listener
record Caller(
        TaskCalls calls,
        String host,
        Optional<Duration> deadline,
        boolean chosen,
        Supplier<RunListener> listeners,
        CallsUnderWay underWay) {

    Caller within(Duration other) {
        if (other.isNegative() || other.isZero()) {
            throw new IllegalArgumentException("a deadline must lie in the future, not " + other + " from now");
        }
        return new Caller(calls, host, Optional.of(other), true, listeners, underWay);
    }

    /// For what goes on until it is ended: only a deadline that was set for it counts.
    Caller lasting() {
        return chosen ? this : new Caller(calls, host, Optional.empty(), false, listeners, underWay);
    }

    <T> CompletableFuture<T> async(Function<Call, T> work) {
        return start(work);
    }

    /// @throws PodwrightException where it is not done; also where the waiting thread is interrupted, which ends it
    <T> T sync(Function<Call, T> work) {
        Ending<T> future = start(work);
        try {
            return future.get();
        } catch (InterruptedException _) {
            future.endNow(Reason.CANCELLED);
            Thread.currentThread().interrupt();
            return future.finished();
        } catch (ExecutionException e) {
            throw unwrapped(Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    private static RuntimeException unwrapped(Throwable failure) {
        return switch (failure) {
            case PodwrightException known ->
                known.seenFrom(Thread.currentThread().getStackTrace());
            case RuntimeException other -> other;
            default -> new IllegalStateException(failure);
        };
    }

    private <T> Ending<T> start(Function<Call, T> work) {
        Call call = new Call(calls, host, listeners.get());
        underWay.add(call);
        Ending<T> future = new Ending<>(call);
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        var _ = timer.thenAccept(late -> {
            if (late) {
                Thread.startVirtualThread(() -> call.end(Reason.DEADLINE));
            }
        });
        deadline.ifPresent(limit -> timer.completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS));
        Thread.ofVirtual().name("podwright " + host).start(() -> {
            try {
                future.complete(work.apply(call));
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            } finally {
                timer.complete(false);
                underWay.remove(call);
                future.done.complete(true);
            }
        });
        return future;
    }

    /// What a call will give; to cancel it ends it on the host.
    private static final class Ending<T> extends CompletableFuture<T> {
        private final Call call;
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        Ending(Call call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean first = super.cancel(mayInterruptIfRunning);
            if (first) {
                Thread.startVirtualThread(() -> call.end(Reason.CANCELLED));
            }
            return first;
        }

        void endNow(Reason reason) {
            Thread ender = Thread.startVirtualThread(() -> call.end(reason));
            boolean interrupted = false;
            while (true) {
                try {
                    ender.join();
                    boolean _ = done.get();
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        T finished() {
            return switch (state()) {
                case SUCCESS -> resultNow();
                case FAILED -> throw unwrapped(exceptionNow());
                case CANCELLED, RUNNING -> throw Failures.ended(call.host(), Reason.CANCELLED);
            };
        }
    }
}

package dev.podwright.engine;

import dev.podwright.connection.BlockResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for a block's result, which always comes.
record AwaitBlock(CompletableFuture<BlockResult> future) {

    BlockResult get() throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block's future completes normally", e);
        }
    }
}

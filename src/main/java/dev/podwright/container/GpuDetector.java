package dev.podwright.container;

import dev.podwright.engine.TaskCall;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Says what GPUs a host has. Changes nothing, and needs no root.
public final class GpuDetector {
    private static final TaskCall TASK = new TaskCall("detect_gpu", Map.of());

    private final Caller caller;

    GpuDetector(Caller caller) {
        this.caller = caller;
    }

    /// @return what there is; a host without GPUs has a count of 0
    public GpuInfo detect() {
        return caller.sync(call -> call.task(TASK, GpuInfo::of));
    }

    public CompletableFuture<GpuInfo> detectAsync() {
        return caller.async(call -> call.task(TASK, GpuInfo::of));
    }
}

package dev.podwright.engine;

import dev.podwright.source.SourceFile;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.Script;
import dev.podwright.template.ShellTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The shell libraries as they are sent to hosts, traced, each made once.
final class ShellLibraries {
    private final TaskTypeLibrary library;
    private final Map<List<String>, Map<String, Script>> byNames = new ConcurrentHashMap<>();
    private final Map<String, Script> byName = new ConcurrentHashMap<>();

    ShellLibraries(TaskTypeLibrary library) {
        this.library = library;
    }

    /// The named libraries, in that order.
    Map<String, Script> inOrder(List<String> names) {
        return byNames.computeIfAbsent(names, this::load);
    }

    /// Begins to make those that the plays' tasks will need, beside what else is done.
    void prefetch(List<ReadyPlay> plays) {
        plays.stream()
                .flatMap(play -> TaskNumbers.inOrder(play.play()).stream())
                .map(task -> task.type().libraries())
                .distinct()
                .forEach(names -> {
                    CompletableFuture<?> _ = CompletableFuture.runAsync(() -> inOrder(names));
                });
    }

    private Map<String, Script> load(List<String> names) {
        Map<String, Script> scripts = new LinkedHashMap<>();
        names.forEach(name -> scripts.put(name, byName.computeIfAbsent(name, this::traced)));
        return scripts;
    }

    private Script traced(String name) {
        SourceFile file = library.shellLibrary(name).orElseThrow();
        return new Script(ShellTrace.traced(file.text(), "lib/" + name), Set.of());
    }
}

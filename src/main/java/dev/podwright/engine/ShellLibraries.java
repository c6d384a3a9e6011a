package dev.podwright.engine;

import dev.podwright.source.SourceFile;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.Script;
import dev.podwright.template.ShellTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The shell libraries as they are sent to hosts, traced, each made once.
final class ShellLibraries {
    private final TaskTypeLibrary library;
    private final Map<List<String>, Map<String, Script>> byNames = new ConcurrentHashMap<>();

    ShellLibraries(TaskTypeLibrary library) {
        this.library = library;
    }

    /// The named libraries, in that order.
    Map<String, Script> inOrder(List<String> names) {
        return byNames.computeIfAbsent(names, this::load);
    }

    private Map<String, Script> load(List<String> names) {
        Map<String, Script> scripts = new LinkedHashMap<>();
        for (String name : names) {
            SourceFile file = library.shellLibrary(name).orElseThrow();
            scripts.put(name, new Script(ShellTrace.traced(file.text(), "lib/" + name), Set.of()));
        }
        return scripts;
    }
}

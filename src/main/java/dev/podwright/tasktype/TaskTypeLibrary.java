package dev.podwright.tasktype;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds task types: in the given folders, first to last, then among the built-in ones. A file in an earlier
/// folder replaces only itself. Task types are read when first asked for. Thread-safe.
public final class TaskTypeLibrary {
    static final String MANIFEST = "task.yml";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final String SHELL_LIBRARIES = "lib";

    private final List<TemplateFiles> places;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    private record Loaded(Optional<TaskType> type, List<Problem> problems, List<Problem> warnings) {}

    private TaskTypeLibrary(List<TemplateFiles> places) {
        this.places = List.copyOf(places);
    }

    /// @param folders template folders in the order to search; folders that don't exist are passed over
    public static TaskTypeLibrary of(List<Path> folders) {
        Stream<TemplateFiles> ahead = folders.stream().map(TemplateFiles.Folder::new);
        return new TaskTypeLibrary(
                Stream.concat(ahead, Stream.of(new TemplateFiles.BuiltIn())).toList());
    }

    /// The task type of that name; what is wrong with its manifest or templates is added to the problems (each
    /// once). Empty without a problem where there is none of that name.
    public Optional<TaskType> find(String name, Problems problems) {
        Loaded found = loaded.computeIfAbsent(name, this::load);
        found.problems().forEach(problems::add);
        found.warnings().forEach(warning -> problems.warn(warning.location(), warning.message(), warning.hint()));
        return found.type();
    }

    /// Begins to read the task types that are among these names, beside what else is done; [#find] then has less to do.
    public void prefetch(Collection<String> names) {
        for (String name : names) {
            if (!loaded.containsKey(name) && has(name)) {
                CompletableFuture<?> _ = CompletableFuture.runAsync(() -> loaded.computeIfAbsent(name, this::load));
            }
        }
    }

    /// Whether there is a task type of that name, sound or not. Far cheaper than to look for it among [#names].
    public boolean has(String name) {
        return manifest(name).isPresent();
    }

    /// The names of all task types, sorted. Every file there is gets read for it.
    public Collection<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (TemplateFiles place : places) {
            place.folders().stream().filter(name -> manifest(name).isPresent()).forEach(names::add);
        }
        return names;
    }

    /// The text of a shell library (`lib/NAME.sh`).
    public Optional<SourceFile> shellLibrary(String name) {
        return NAME.matcher(name).matches() ? file(SHELL_LIBRARIES + "/" + name + ".sh") : Optional.empty();
    }

    /// The built-in files, whatever replaces them: path below `templates/`, such as `run_container/task.yml` or
    /// `lib/docker.sh`, to file; sorted.
    public SortedMap<String, SourceFile> builtInFiles() {
        return new TreeMap<>(BuiltInTemplates.readAll());
    }

    private Loaded load(String name) {
        Problems problems = new Problems();
        Optional<TaskType> type = Optional.empty();
        try {
            Optional<SourceFile> manifest = manifest(name);
            if (manifest.isPresent()) {
                type = new ManifestReader(name, this, problems).read(manifest.get());
            }
        } catch (UncheckedIOException e) {
            String reason = String.valueOf(e.getMessage());
            problems.add(dev.podwright.source.Location.named(name), "the task type can't be read: " + reason);
        }
        return new Loaded(type, problems.sorted(), problems.warnings());
    }

    private Optional<SourceFile> manifest(String name) {
        boolean possible = NAME.matcher(name).matches() && !name.equals(SHELL_LIBRARIES);
        return possible ? file(name + "/" + MANIFEST) : Optional.empty();
    }

    /// The file of that path that counts: a customized one, else the built-in one.
    ///
    /// @param path below `templates/`
    public Optional<SourceFile> file(String path) {
        return places.stream().flatMap(place -> place.file(path).stream()).findFirst();
    }
}

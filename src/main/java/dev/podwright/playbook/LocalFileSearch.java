package dev.podwright.playbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a task's local files are looked for: beside the file that the task stands in, then in the folder `files`
/// there, or for templates in `templates`, as Ansible's users expect.
public record LocalFileSearch(Path folder, String subfolder) {

    public static LocalFileSearch files(Path folder) {
        return new LocalFileSearch(folder, "files");
    }

    public static LocalFileSearch templates(Path folder) {
        return new LocalFileSearch(folder, "templates");
    }

    /// The places where a file of that name may be, in order; an absolute name is one place.
    public List<Path> places(String name) {
        return Stream.of(folder.resolve(name), folder.resolve(subfolder).resolve(name))
                .map(Path::normalize)
                .distinct()
                .toList();
    }

    /// Where a file was looked for, in words.
    public String lookedFor(String name) {
        return String.join(" and ", places(name).stream().map(Path::toString).toList());
    }

    /// The first of the places that holds a file.
    public Optional<Path> find(String name) {
        return places(name).stream().filter(Files::isRegularFile).findFirst();
    }
}

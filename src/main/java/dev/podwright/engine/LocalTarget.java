package dev.podwright.engine;

import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.template.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where on the controller a file from a host goes. What the playbook says decides that, never the host.
///
/// @param dest as the playbook has it
/// @param source the file's path on the host
/// @param flat whether `dest` is the file itself
record LocalTarget(String dest, String source, boolean flat, String host, Path folder, Location location) {

    Path path() {
        Path wanted = folder.resolve(dest).toAbsolutePath().normalize();
        if (flat) {
            boolean within = dest.endsWith("/") || Files.isDirectory(wanted);
            return within ? wanted.resolve(segments().getLast()) : wanted;
        }
        if (host.contains("/") || host.equals("..") || host.equals(".")) {
            throw problem("the host's name can't be a folder: \"" + host + "\"", "use flat: true");
        }
        Path path = wanted.resolve(host);
        for (String segment : segments()) {
            path = path.resolve(segment);
        }
        return path;
    }

    private List<String> segments() {
        List<String> segments = List.of(source.split("/+", -1)).stream()
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
        if (segments.isEmpty() || segments.contains("..")) {
            throw problem("src can't be fetched: \"" + source + "\"", "name a file by its full path, without ..");
        }
        return segments;
    }

    /// What the template sees of it.
    Map<String, Object> describe() {
        Path path = path();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", path.toString());
        map.put("sha256", "");
        map.put("size", "");
        if (Files.isDirectory(path)) {
            throw problem(path + " is a folder on this machine", "remove it, or choose another dest");
        }
        try {
            if (Files.exists(path)) {
                map.put("size", Files.size(path));
                map.put("sha256", LocalFiles.sha256(path));
            }
        } catch (IOException e) {
            throw problem("can't read " + path + ": " + e.getMessage(), "is it readable by you?");
        }
        return map;
    }

    private EvaluationException problem(String message, String hint) {
        return new EvaluationException(new Problem(location, message, hint));
    }
}

package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Reason;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads every source by its kind: a list of hosts, a folder, an executable, or a file in one of the formats.
final class InventoryReader {
    private static final List<String> LOCAL_NAMES = List.of("localhost", "127.0.0.1", "::1");
    private static final Set<String> YAML_ENDINGS = Set.of("yml", "yaml", "json");

    /// Ansible leaves these out of a folder of inventories; an `.ini` there is a program's settings.
    private static final Pattern IGNORED = Pattern.compile(
            "\\..*|.*(~|\\.(pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry))|group_vars|host_vars|vars_plugins|__pycache__");

    /// The first line that says something: `---`, `{` or `key:` is YAML.
    private static final Pattern YAML_BEGIN = Pattern.compile("---.*|\\{.*|[^\\s\\[#;=][^=]*:\\s*(#.*)?");

    private final Vault vault;
    private final Problems problems;
    private final InventoryBuilder builder;
    private final VariableSources variables;
    private final Set<Path> folders = new LinkedHashSet<>();

    InventoryReader(Vault vault, Problems problems) {
        this.vault = vault;
        this.problems = problems;
        this.builder = new InventoryBuilder(problems);
        this.variables = new VariableSources(problems);
    }

    Inventory read(List<String> sources, List<Path> playbookFolders) {
        sources.forEach(this::readSource);
        VariableFiles files = new VariableFiles(builder, vault, problems);
        variableFolders(playbookFolders).forEach(folder -> files.read(folder, folders.contains(folder)));
        List<Host> implicit = LOCAL_NAMES.stream()
                .filter(name -> !builder.hasHost(name))
                .map(name -> new Host(name, List.of(InventoryBuilder.ALL), implicitVariables(name, files)))
                .toList();
        return builder.build(implicit, new Inventory.Origin(sources, files.unused(), vault));
    }

    /// The folders with `group_vars/` and `host_vars/`, in the order in which they are read: a playbook's after all
    /// inventories', also where it is one of theirs.
    private Collection<Path> variableFolders(List<Path> playbookFolders) {
        LinkedHashMap<Path, Path> all = new LinkedHashMap<>();
        folders.forEach(folder -> all.putIfAbsent(folder.toAbsolutePath().normalize(), folder));
        for (Path folder : playbookFolders) {
            Path place = folder.toAbsolutePath().normalize();
            all.putLast(place, all.getOrDefault(place, folder));
        }
        return all.values();
    }

    private static List<VariableSource> implicitVariables(String name, VariableFiles files) {
        Location place = Location.named("implicit " + name);
        YamlNode.Mapping local = new YamlNode.Mapping(
                place, List.of(new YamlNode.Entry(text(place, "connection"), text(place, "local"))));
        List<VariableSource> found = new ArrayList<>();
        found.add(new VariableSource(place.file().name(), local));
        found.addAll(files.ofImplicitHost(name));
        return found;
    }

    private static YamlNode.Scalar text(Location place, String text) {
        return new YamlNode.Scalar(place, text, text, true, "");
    }

    private void readSource(String source) {
        Path path = Path.of(source);
        if (source.contains(",") && !Files.exists(path)) {
            new HostListReader(builder, variables, problems).read(source);
        } else if (Files.isDirectory(path)) {
            folders.add(path);
            readFolder(path);
        } else if (Files.exists(path)) {
            folders.add(Optional.ofNullable(path.getParent()).orElse(Path.of("")));
            readFile(path);
        } else {
            problems.add(
                    Location.named(source),
                    "there is no inventory of this name",
                    "a list of hosts has a comma in it: -i %s,".formatted(source));
        }
    }

    private void readFolder(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> files = found.sorted().toList();
            files.forEach(file -> warnOfIni(file, files));
            files.stream()
                    .filter(path -> !IGNORED.matcher(fileName(path)).matches())
                    .forEach(path -> {
                        if (Files.isDirectory(path)) {
                            readFolder(path);
                        } else {
                            readFile(path);
                        }
                    });
        } catch (IOException e) {
            problems.add(Location.named(folder.toString()), "can't list this folder: " + Reason.of(e));
        }
    }

    /// As to Ansible, an `.ini` in a folder is the settings of a program beside it; where there is none it may be meant
    /// as an inventory.
    private void warnOfIni(Path file, List<Path> beside) {
        String name = fileName(file);
        if (name.startsWith(".") || !name.endsWith(".ini")) {
            return;
        }
        String stem = name.substring(0, name.length() - ".ini".length());
        boolean settings = beside.stream()
                .anyMatch(
                        other -> !other.equals(file) && fileName(other).startsWith(stem) && Files.isExecutable(other));
        if (!settings) {
            problems.warn(
                    Location.named(file.toString()),
                    "this file is not read: in a folder of inventories \".ini\" marks settings of programs, as in Ansible",
                    "if it is an inventory, name it \"%s\"".formatted(stem));
        }
    }

    private void readFile(Path path) {
        String name = fileName(path);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try {
            if (YAML_ENDINGS.contains(ending)) {
                vault.open(SourceFile.read(path), problems).ifPresent(this::readYaml);
            } else if (Files.isExecutable(path)) {
                new DynamicInventoryReader(builder, variables, problems).read(path);
            } else {
                vault.open(SourceFile.read(path), problems)
                        .ifPresent(file -> readByItsLook(file, ending.equals("ini")));
            }
        } catch (UncheckedIOException e) {
            problems.add(Location.named(path.toString()), "can't read this file: " + Reason.of(e));
        }
    }

    private void readByItsLook(SourceFile file, boolean ini) {
        if (ini || !looksLikeYaml(file)) {
            new IniInventoryReader(builder, variables, problems).read(file);
        } else {
            readYaml(file);
        }
    }

    private void readYaml(SourceFile file) {
        Yaml.read(file, problems).ifPresent(root -> {
            if (root instanceof YamlNode.Mapping mapping && DynamicInventoryReader.isListing(mapping)) {
                new DynamicInventoryReader(builder, variables, problems).readListing(file.name(), mapping);
            } else if (root instanceof YamlNode.Mapping mapping
                    && mapping.entry("plugin").isPresent()) {
                refusePlugin(file.name(), mapping.entry("plugin").orElseThrow());
            } else {
                new YamlInventoryReader(builder, variables, problems).read(root);
            }
        });
    }

    private void refusePlugin(String file, YamlNode.Entry plugin) {
        String name = plugin.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        problems.add(
                plugin.key().location(),
                "this is the configuration of Ansible's inventory plugin \"%s\", which only Ansible can run"
                        .formatted(name),
                "keep what it finds: ansible-inventory -i %s --list > hosts.json; then use -i hosts.json"
                        .formatted(file));
    }

    private static boolean looksLikeYaml(SourceFile file) {
        return file.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(1)
                .anyMatch(line -> YAML_BEGIN.matcher(line).matches());
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}

package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.template.ValueTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads one play.
record PlayReader(Fields fields, Reading reading) {
    private static final Pattern BATCH = Pattern.compile("0*[1-9][0-9]*%?");

    PlayReader(Fields fields, Reading reading) {
        this.fields = new Fields(fields.mapping(), reading);
        this.reading = reading;
    }

    Play read() {
        UnknownKeys.refuse(fields, KnownKeys.PLAY, "a play");
        ValueTemplate hosts = hosts();
        List<Step> preTasks = StepsReader.read(fields, "pre_tasks", reading);
        List<Step> tasks = StepsReader.read(fields, "tasks", reading);
        List<Step> postTasks = StepsReader.read(fields, "post_tasks", reading);
        return new Play(
                fields.location(),
                fields.text("name").map(YamlNode.Scalar::text).orElseGet(() -> shown(hosts)),
                hosts,
                word("strategy", Play.Strategy.values(), Play.Strategy.FREE),
                word("order", Play.Order.values(), Play.Order.INVENTORY),
                serial(),
                connection(),
                KeywordsReader.read(fields),
                varsFiles(),
                PromptReader.read(fields),
                fields.flag("gather_facts", true),
                fields.flag("force_handlers", false),
                fields.constantNumber("max_fail_percentage", 0, 100),
                preTasks,
                tasks,
                postTasks,
                new HandlersReader(fields, reading).read(),
                reading.folder());
    }

    private static String shown(ValueTemplate hosts) {
        return hosts.node() instanceof YamlNode.Scalar pattern ? pattern.text() : "";
    }

    /// The pattern; a list of patterns is joined to one.
    private ValueTemplate hosts() {
        if (!fields.has("hosts")) {
            fields.problem(
                    fields.mapping().entries().isEmpty()
                            ? fields.mapping()
                            : fields.mapping().entries().getFirst().key(),
                    "this play has no hosts",
                    "add \"hosts: \" with a group, a host or \"all\"");
        }
        List<YamlNode.Scalar> patterns = fields.texts("hosts");
        if (patterns.size() == 1) {
            return ValueTemplate.compile(patterns.getFirst(), reading.problems());
        }
        String joined = patterns.stream().map(YamlNode.Scalar::text).collect(Collectors.joining(","));
        return ValueTemplate.compile(
                new YamlNode.Scalar(
                        patterns.isEmpty()
                                ? fields.location()
                                : patterns.getFirst().location(),
                        joined,
                        joined,
                        true,
                        ""),
                reading.problems());
    }

    private <E extends Enum<E>> E word(String key, E[] all, E otherwise) {
        List<String> words = Stream.of(all)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return fields.choice(key, words).map(word -> all[words.indexOf(word)]).orElse(otherwise);
    }

    private List<String> serial() {
        return fields.texts("serial").stream()
                .filter(this::isBatch)
                .map(YamlNode.Scalar::text)
                .toList();
    }

    private boolean isBatch(YamlNode.Scalar size) {
        boolean valid = BATCH.matcher(size.text()).matches();
        if (!valid) {
            fields.problem(
                    size,
                    "\"serial\" must be a number of hosts or a percentage, not \"" + size.text() + '"',
                    "such as 2, 25%, or [1, 5, 25%]");
        }
        return valid;
    }

    private Map<String, ValueTemplate> connection() {
        Map<String, ValueTemplate> connection = new LinkedHashMap<>();
        put(connection, "user", fields.value("remote_user", ParameterType.STRING));
        put(connection, "port", fields.wholeNumber("port", 1, 65535));
        put(connection, "connection", fields.chosen("connection", KnownKeys.CONNECTIONS));
        return connection;
    }

    private static void put(Map<String, ValueTemplate> map, String key, Optional<ValueTemplate> value) {
        value.ifPresent(template -> map.put(key, template));
    }

    /// The files' names; files that are known by now are checked here and read by the run.
    private List<ValueTemplate> varsFiles() {
        return fields.textsOrNothing("vars_files").stream()
                .map(name -> {
                    ValueTemplate file = ValueTemplate.compile(name, reading.problems());
                    if (file.isConstant()) {
                        VarsFile.read(
                                reading.folder().resolve(name.text()).normalize(),
                                name.location(),
                                reading.vault(),
                                reading.problems());
                    }
                    return file;
                })
                .toList();
    }
}

package dev.podwright.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.List;

/// What `podwright schema` prints, as a validator that isn't ours understands it. It reads YAML 1.2, as editors do.
public record Schemas(Schema playbook, Schema tasks, Schema inventory, Schema taskType) {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialect.builder(Dialects.getDraft7())
            .keyword(new NonValidationKeyword("markdownDescription"))
            .build());

    /// @param arguments besides the kind, such as `--templates DIR`
    public static Schemas printed(String... arguments) {
        return new Schemas(
                schema("playbook", arguments), schema("tasks", arguments), schema("inventory"), schema("task-type"));
    }

    /// What is wrong with a text; empty where nothing is.
    static List<String> problems(Schema schema, String yaml) {
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Error::toString)
                .toList();
    }

    static String text(String kind, String... arguments) {
        FakeEnvironment podwright = new FakeEnvironment();
        String[] all = new String[arguments.length + 2];
        all[0] = "schema";
        all[1] = kind;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        podwright.run(all);
        return podwright.out();
    }

    private static Schema schema(String kind, String... arguments) {
        return REGISTRY.getSchema(text(kind, arguments), InputFormat.JSON);
    }
}

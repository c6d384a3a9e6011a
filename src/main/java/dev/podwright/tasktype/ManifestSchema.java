package dev.podwright.tasktype;

import java.util.Map;

/// What [ManifestReader] takes, as a JSON Schema for editors.
public final class ManifestSchema {
    private ManifestSchema() {}

    public static String ofManifests() {
        return ManifestKeys.schema().document("Podwright task type", Map.of());
    }
}

package dev.podwright.container;

import dev.podwright.engine.TaskCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What pods will need of a host; each method gives a new one.
///
/// @param rootless which Docker engine
/// @param gpus whether containers shall use GPUs: the NVIDIA driver and the container toolkit
/// @param images that shall be on the host beforehand
public record HostNeeds(Preference rootless, boolean gpus, List<String> images) {
    public HostNeeds {
        images = List.copyOf(images);
    }

    /// A Docker engine: a rootless one where it can be had, else the system's.
    public static HostNeeds docker() {
        return new HostNeeds(Preference.PREFER, false, List.of());
    }

    public HostNeeds rootless(Preference preference) {
        return new HostNeeds(preference, gpus, images);
    }

    public HostNeeds withGpus() {
        return new HostNeeds(rootless, true, images);
    }

    public HostNeeds image(String image) {
        List<String> all = new ArrayList<>(images);
        all.add(image);
        return new HostNeeds(rootless, gpus, all);
    }

    /// What sees to it, in order.
    List<TaskCall> tasks() {
        List<TaskCall> tasks = new ArrayList<>();
        if (gpus) {
            tasks.add(new TaskCall("install_nvidia_driver", Map.of()));
        }
        tasks.add(
                switch (rootless) {
                    case PREFER -> new TaskCall("setup_rootless", Map.of("on_failure", "fallback"));
                    case REQUIRE -> new TaskCall("setup_rootless", Map.of());
                    case NEVER -> new TaskCall("install_docker", Map.of());
                });
        if (gpus) {
            tasks.add(new TaskCall("install_nvidia_toolkit", Map.of()));
        }
        images.forEach(image -> tasks.add(new TaskCall("ensure_image", Map.of("image", image, "rootless", word()))));
        return tasks;
    }

    private String word() {
        return rootless.name().toLowerCase(java.util.Locale.ROOT);
    }
}

package org.example.pods;

/// What a pod may use of its host.
///
/// @param gpus how many, if it is of the type GPU
/// @param memory as Docker writes it, such as `4g`
/// @param cpus such as `2` or `0.5`
public record Resource(Type type, int gpus, String memory, String cpus) {

    public enum Type {
        CPU,
        GPU
    }

    public static Resource cpu(String memory, String cpus) {
        return new Resource(Type.CPU, 0, memory, cpus);
    }

    public static Resource gpu(int gpus, String memory, String cpus) {
        return new Resource(Type.GPU, gpus, memory, cpus);
    }
}

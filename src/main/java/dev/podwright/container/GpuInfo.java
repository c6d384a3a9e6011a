package dev.podwright.container;

import java.util.List;

/// The NVIDIA GPUs of a host, and what containers need to use them.
///
/// @param count how many: those that the driver has, else the cards that the kernel sees
/// @param types their names, each once, such as `NVIDIA H100 80GB HBM3`
/// @param hasDriver whether the driver answers and has GPUs
/// @param driverVersion the one that is loaded, empty where none is
/// @param cudaVersion the newest that the driver supports; may be empty
/// @param dockerRuntime whether Docker knows the runtime `nvidia`
/// @param cdi whether there is a CDI specification for NVIDIA devices
/// @param problem why GPUs that are there can't be used, or not all of them; empty where all is well
/// @param remedy what to do about it
public record GpuInfo(
        int count,
        List<String> types,
        List<Device> devices,
        boolean hasDriver,
        String driverVersion,
        String cudaVersion,
        boolean hasToolkit,
        String toolkitVersion,
        boolean dockerRuntime,
        boolean cdi,
        boolean rebootNeeded,
        String problem,
        String remedy) {
    public GpuInfo {
        types = List.copyOf(types);
        devices = List.copyOf(devices);
    }

    /// One GPU.
    ///
    /// @param index as `nvidia-smi` counts, -1 where the driver doesn't tell of it
    /// @param uuid `GPU-…`; empty where the driver doesn't tell of it
    /// @param memoryMib 0 where it isn't known or shared with the host
    /// @param pci as the kernel writes it, such as `0000:01:00.0`
    /// @param mig `enabled`, `disabled` or `unsupported`
    public record Device(
            int index, String uuid, String name, int memoryMib, String pci, String computeCapability, String mig) {

        static Device of(Answer row) {
            return new Device(
                    row.optionalNumber("index").orElse(-1),
                    row.optionalText("uuid").orElse(""),
                    row.optionalText("name").orElse(""),
                    row.optionalNumber("memory_mib").orElse(0),
                    row.optionalText("pci").orElse(""),
                    row.optionalText("compute_cap").orElse(""),
                    row.optionalText("mig").orElse(""));
        }
    }

    /// Whether containers can be given GPUs.
    public boolean usable() {
        return count > 0 && hasDriver && hasToolkit;
    }

    /// @throws IllegalArgumentException where it isn't what a host says of its GPUs
    static GpuInfo of(Answer answer) {
        return new GpuInfo(
                answer.number("count"),
                answer.texts("types"),
                answer.rows("devices").stream().map(Device::of).toList(),
                answer.bool("has_driver"),
                answer.text("driver_version"),
                answer.text("cuda_version"),
                answer.bool("has_toolkit"),
                answer.text("toolkit_version"),
                answer.bool("docker_runtime"),
                answer.bool("cdi"),
                answer.bool("reboot_needed"),
                answer.text("problem"),
                answer.text("remedy"));
    }
}

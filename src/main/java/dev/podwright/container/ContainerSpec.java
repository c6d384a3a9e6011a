package dev.podwright.container;

import dev.podwright.source.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A container as it shall be; each method gives a new spec. What isn't said is left as it is in a container that is
/// there, and as the image and Docker have it in a new one. The parameters of the task type `run_container`
/// say more of each.
public final class ContainerSpec {
    private final String image;
    private final boolean keepOnFailure;
    private final Arguments arguments;

    private ContainerSpec(String image, boolean keepOnFailure, Arguments arguments) {
        this.image = image;
        this.keepOnFailure = keepOnFailure;
        this.arguments = arguments;
    }

    /// @param image with its tag or digest
    public static ContainerSpec of(String image) {
        return new ContainerSpec(image, false, Arguments.NONE.with("image", image));
    }

    /// Default is a generated one.
    public ContainerSpec name(String name) {
        return with("name", name);
    }

    /// The exact words of the command, in place of the image's.
    public ContainerSpec command(String program, String... arguments) {
        return with("command", Arguments.words(program, arguments));
    }

    /// The program to run in place of the image's entrypoint.
    public ContainerSpec entrypoint(String program) {
        return with("entrypoint", program);
    }

    /// Publishes a TCP port.
    public ContainerSpec port(int container, int host) {
        return port(ContainerPort.tcp(container), HostPort.of(host));
    }

    /// Publishes a TCP port.
    public ContainerSpec port(int container, HostPort host) {
        return port(ContainerPort.tcp(container), host);
    }

    public ContainerSpec port(ContainerPort container, HostPort host) {
        return withEntry("ports", container.toString(), host.toString());
    }

    /// The host ports that [HostPort#AUTO] chooses from.
    public ContainerSpec autoPorts(int first, int last) {
        return with("auto_ports", HostPort.require(first) + "-" + HostPort.require(last));
    }

    /// @param source host directory or name of a volume
    /// @param target path in the container, perhaps with options as in `/data:ro`
    public ContainerSpec volume(String source, String target) {
        return withItem("volumes", source + ":" + target);
    }

    public ContainerSpec env(String name, String value) {
        return withEntry("environment", name, value);
    }

    /// An environment variable that is masked in all that is shown. Whoever may use the host's Docker can read it.
    public ContainerSpec secretEnv(String name, Secret value) {
        return withEntry("environment", name, value);
    }

    public ContainerSpec label(String name, String value) {
        return withEntry("labels", name, value);
    }

    public ContainerSpec gpus(Gpus gpus) {
        return with("gpus", gpus.argument());
    }

    /// Such as `512m` or `4g`.
    public ContainerSpec memory(String size) {
        return with("memory", size);
    }

    /// Memory and swap together; `-1` for no limit.
    public ContainerSpec memorySwap(String size) {
        return with("memory_swap", size);
    }

    /// Such as `2` or `0.5`.
    public ContainerSpec cpus(String number) {
        return with("cpus", number);
    }

    /// How many processes it may have; -1 for no limit.
    public ContainerSpec pids(int number) {
        return with("pids", (long) number);
    }

    /// Whether it fails where the host's engine can't hold a limit, rather than warns and leaves it out.
    public ContainerSpec enforceLimits(boolean enforce) {
        return with("limits", enforce ? "enforce" : "best_effort");
    }

    /// `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:3`.
    public ContainerSpec restart(String policy) {
        return with("restart", policy);
    }

    /// Size of `/dev/shm`.
    public ContainerSpec shm(String size) {
        return with("shm_size", size);
    }

    /// @param limit one number, or soft and hard as `1024:65536`
    public ContainerSpec ulimit(String name, String limit) {
        return withEntry("ulimits", name, limit);
    }

    public ContainerSpec network(String network) {
        return with("network", network);
    }

    public ContainerSpec hostname(String name) {
        return with("hostname", name);
    }

    /// `name`, `uid` or `uid:gid`.
    public ContainerSpec user(String user) {
        return with("user", user);
    }

    public ContainerSpec workdir(String path) {
        return with("workdir", path);
    }

    public ContainerSpec dind(Dind dind) {
        return with("dind", word(dind));
    }

    /// How long an engine inside has to answer.
    public ContainerSpec dindWait(Duration limit) {
        return with("dind_wait", seconds(limit));
    }

    /// Whether executables of `/etc/podwright/startup.d` run when it starts, as an SSH server of [PodUser] needs.
    public ContainerSpec startupHooks(boolean run) {
        return with("startup_hooks", run);
    }

    /// The health check's command, for the container's shell; `none` takes the image's away.
    public ContainerSpec health(String command) {
        return withEntry("health", "cmd", command);
    }

    public ContainerSpec healthInterval(Duration interval) {
        return withEntry("health", "interval", seconds(interval));
    }

    /// Whether it counts as up only when its health check says so.
    public ContainerSpec untilHealthy(Duration limit) {
        return with("wait", "healthy").with("wait_timeout", seconds(limit));
    }

    /// How long a started container must stay up to count as started.
    public ContainerSpec stable(Duration time) {
        return with("stable", seconds(time));
    }

    /// How long one that is replaced has to end by itself.
    public ContainerSpec stopTimeout(Duration limit) {
        return with("stop_timeout", seconds(limit));
    }

    /// A further option of `docker create`, one word with its value, such as `--cap-add=SYS_PTRACE`.
    public ContainerSpec option(String option) {
        return withItem("options", option);
    }

    /// `missing` (the default), `always` or `never`.
    public ContainerSpec pull(String when) {
        return with("pull", when);
    }

    /// `on_change` (the default), `never` or `always`.
    public ContainerSpec recreate(String when) {
        return with("recreate", when);
    }

    public ContainerSpec rootless(Preference preference) {
        return with("rootless", word(preference));
    }

    /// Whether the system's engine may be reached through `sudo` without a password.
    public ContainerSpec useSudo(boolean allow) {
        return with("use_sudo", allow);
    }

    /// Whether a container that was made and then failed stays, to be looked at.
    public ContainerSpec keepOnFailure(boolean keep) {
        return new ContainerSpec(image, keep, arguments.with("keep_failed", keep));
    }

    /// Any parameter of `run_container`, also one that a customized task type has besides.
    ///
    /// @param value text, number, truth value, list, map or [Secret]
    public ContainerSpec with(String parameter, Object value) {
        Object known = value instanceof Integer number ? (Object) number.longValue() : value;
        return new ContainerSpec(image, keepOnFailure, arguments.with(parameter, known));
    }

    public String image() {
        return image;
    }

    public Optional<String> name() {
        return Optional.ofNullable(arguments.values().get("name")).map(Object::toString);
    }

    boolean keepsOnFailure() {
        return keepOnFailure;
    }

    /// As the task type takes it.
    Map<String, Object> arguments() {
        return arguments.values();
    }

    /// How the engine is reached, as all task types for containers take it.
    Arguments access() {
        Arguments access = Arguments.NONE;
        for (String parameter : List.of("rootless", "use_sudo")) {
            Object value = arguments.values().get(parameter);
            access = value == null ? access : access.with(parameter, value);
        }
        return access;
    }

    private ContainerSpec withEntry(String parameter, String key, Object value) {
        return new ContainerSpec(image, keepOnFailure, arguments.withEntry(parameter, key, value));
    }

    private ContainerSpec withItem(String parameter, Object item) {
        return new ContainerSpec(image, keepOnFailure, arguments.withItem(parameter, item));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContainerSpec spec
                && keepOnFailure == spec.keepOnFailure
                && arguments.equals(spec.arguments);
    }

    @Override
    public int hashCode() {
        return arguments.hashCode();
    }

    /// Secrets are masked.
    @Override
    public String toString() {
        return "ContainerSpec" + arguments;
    }
}

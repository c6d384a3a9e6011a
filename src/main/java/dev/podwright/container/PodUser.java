package dev.podwright.container;

import dev.podwright.source.Secret;
import java.util.Map;

/// A user in a running container as it shall be; each method gives a new one. The parameters of the task type
/// `create_pod_user` say more of each.
public final class PodUser {
    private final Arguments arguments;

    private PodUser(Arguments arguments) {
        this.arguments = arguments;
    }

    public static PodUser named(String name) {
        return new PodUser(Arguments.NONE.with("username", name));
    }

    public PodUser uid(int uid) {
        return with("uid", (long) uid);
    }

    /// The path of its login shell, which is installed where it is missing.
    public PodUser shell(String path) {
        return with("shell", path);
    }

    public PodUser home(String path) {
        return with("home", path);
    }

    public PodUser group(String group) {
        return new PodUser(arguments.withItem("groups", group));
    }

    /// Whether it may do everything by `sudo` without a password. Default is that it may.
    public PodUser sudo(boolean allow) {
        return with("sudo", allow);
    }

    /// Whether `mosh` works. Default is that it does.
    public PodUser mosh(boolean install) {
        return with("mosh", install);
    }

    /// A further package to install in the container.
    public PodUser installed(String name) {
        return new PodUser(arguments.withItem("packages", name));
    }

    /// A public key that may log in, as a line of `authorized_keys`.
    public PodUser authorizedKey(String line) {
        return new PodUser(arguments.withItem("authorized_keys", line));
    }

    /// Whether the authorized keys are the only ones.
    public PodUser exclusiveKeys(boolean exclusive) {
        return with("exclusive_keys", exclusive);
    }

    /// Whether an SSH server runs in the container. It comes back when the container starts where that has
    /// [ContainerSpec#startupHooks].
    public PodUser ssh(boolean serve) {
        return with("ssh", serve);
    }

    /// The port inside the container that the SSH server listens on, by default 22.
    public PodUser sshPort(int port) {
        return with("ssh_port", (long) HostPort.require(port));
    }

    public PodUser password(Secret password) {
        return with("password", password);
    }

    /// Whether a user without a password gets a random one; see [PodUserInfo#password].
    public PodUser generatedPassword() {
        return with("generate_password", true);
    }

    /// Whether it may use the Docker engine whose socket is in the container. Default is that it may where one is.
    public PodUser docker(boolean allow) {
        return with("docker", Boolean.toString(allow));
    }

    /// Any parameter of `create_pod_user`, also one that a customized task type has besides.
    public PodUser with(String parameter, Object value) {
        Object known = value instanceof Integer number ? (Object) number.longValue() : value;
        return new PodUser(arguments.with(parameter, known));
    }

    Map<String, Object> in(String container, Arguments access) {
        Arguments all = access;
        for (Map.Entry<String, Object> argument : arguments.values().entrySet()) {
            all = all.with(argument.getKey(), argument.getValue());
        }
        return all.with("container", container).values();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PodUser user && arguments.equals(user.arguments);
    }

    @Override
    public int hashCode() {
        return arguments.hashCode();
    }

    /// Secrets are masked.
    @Override
    public String toString() {
        return "PodUser" + arguments;
    }
}

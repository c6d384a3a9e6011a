package org.example.pods;

import dev.podwright.Podwright;
import dev.podwright.container.ContainerInfo;
import dev.podwright.container.ContainerSpec;
import dev.podwright.container.ContainerStatus;
import dev.podwright.container.Gpus;
import dev.podwright.container.HostPort;
import dev.podwright.container.Pod;
import dev.podwright.container.PodUser;
import dev.podwright.container.PodwrightException;
import dev.podwright.container.Remove;
import java.util.List;
import org.example.pods.AllocatedPod.State;

// region service
/// Gives pods to users: a container with a user in it who logs in by SSH. Safe for any number of threads.
public final class PodService {
    private static final String PREFIX = "pod-";
    private static final int SSH = 22;
    private static final int WEB = 80;

    private final Podwright podwright;
    private final ContainerSpec base;
    private final PodUser user;

    /// @param podwright is the caller's to close
    /// @param base what all pods have in common, such as their image and command
    /// @param user whom each pod gets
    public PodService(Podwright podwright, ContainerSpec base, PodUser user) {
        this.podwright = podwright;
        this.base = base;
        this.user = user;
    }

    /// A running pod, or none: a container that can't be completed is removed again. Asked for again, the pod that is
    /// there is the answer.
    ///
    /// @throws PodwrightException which says what is wrong, where, and what to do
    public AllocatedPod create(PodRequest request) {
        Pod pod = podwright.containers(request.host()).createPod(spec(request), user(request));
        ContainerInfo container = pod.container();
        return new AllocatedPod(
                request.id(),
                request.host(),
                state(container.status()),
                container.containerId(),
                pod.user().username(),
                container.hostPort(SSH).orElseThrow(),
                container.hostPort(WEB).orElseThrow(),
                container.gpuCount(),
                container.gpuType());
    }

    public State state(String host, String id) {
        return state(podwright.containers(host).status(containerName(id)));
    }

    /// The ids of a host's pods, also of those that were being made when the host was lost.
    public List<String> pods(String host) {
        return podwright.containers(host).list().stream()
                .map(ContainerInfo::name)
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .toList();
    }

    /// A pod that isn't there is fine.
    public void remove(String host, String id) {
        boolean _ = podwright.containers(host).remove(containerName(id), Remove.FORCE, Remove.VOLUMES);
    }

    private ContainerSpec spec(PodRequest request) {
        Resource resource = request.resource();
        Gpus gpus = switch (resource.type()) {
            case CPU -> Gpus.NONE;
            case GPU -> Gpus.count(resource.gpus());
        };
        return base.name(containerName(request.id()))
                .env("POD_ID", request.id())
                .port(SSH, HostPort.AUTO)
                .port(WEB, HostPort.AUTO)
                .startupHooks(true) // so that the SSH server comes back when the container starts again
                .gpus(gpus)
                .memory(resource.memory())
                .cpus(resource.cpus());
    }

    private PodUser user(PodRequest request) {
        PodUser owner = user.ssh(true);
        for (String key : request.authorizedKeys()) {
            owner = owner.authorizedKey(key);
        }
        return owner;
    }

    private static String containerName(String id) {
        return PREFIX + id;
    }

    private static State state(ContainerStatus status) {
        return switch (status) {
            case RUNNING -> State.RUNNING;
            case CREATED, PAUSED, RESTARTING, EXITED, DEAD -> State.STOPPED;
            case REMOVING, ABSENT -> State.GONE;
        };
    }
}
// endregion

package org.example.pods;

/// A pod and what its user has to know.
///
/// @param sshPort of the host, where the pod's SSH server answers
/// @param webPort of the host, where the pod's web server answers
public record AllocatedPod(
        String id,
        String host,
        State state,
        String containerId,
        String username,
        int sshPort,
        int webPort,
        int gpus,
        String gpuType) {

    public enum State {
        RUNNING,
        STOPPED,
        GONE
    }
}

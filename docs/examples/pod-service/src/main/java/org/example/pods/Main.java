package org.example.pods;

import dev.podwright.Podwright;
import dev.podwright.container.ContainerSpec;
import dev.podwright.container.HostAddress;
import dev.podwright.container.PodUser;
import dev.podwright.container.PodwrightException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes a pod on this machine, looks whether it is what it should be, and removes it. Its argument is an image with
/// `sudo` and an SSH server.
public final class Main {
    private static final String HOST = "here";

    private Main() {}

    public static void main(String... arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: Main IMAGE");
        }
        try (Podwright podwright =
                Podwright.builder().host(HostAddress.local(HOST)).open()) {
            ContainerSpec base =
                    ContainerSpec.of(arguments[0]).command("sleep", "infinity").pull("never");
            PodService service =
                    new PodService(podwright, base, PodUser.named("pod-user").mosh(false));
            show(podwright, service, new PodRequest("example", HOST, Resource.cpu("256m", "0.5"), List.of()));
        } catch (PodwrightException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void show(Podwright podwright, PodService service, PodRequest request) throws IOException {
        try {
            AllocatedPod pod = service.create(request);
            System.out.println(pod);
            System.out.println(
                    podwright.containers(HOST).inspect(pod.containerId()).toJson());
            System.out.println("SSH server: " + greeting(pod.sshPort()));
            System.out.println("POD_ID: "
                    + podwright
                            .containers(HOST)
                            .exec(pod.containerId(), "printenv", "POD_ID")
                            .stdout()
                            .strip());
        } finally {
            service.remove(HOST, request.id());
        }
        System.out.println("afterwards: " + service.state(HOST, request.id()));
    }

    /// What an SSH server says first.
    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
        }
    }
}

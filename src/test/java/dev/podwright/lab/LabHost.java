package dev.podwright.lab;

import java.util.List;

/// A host of the lab: reached by SSH at `127.0.0.1:port`, and past SSH by [#exec].
///
/// @param name what the inventory calls it, and its hostname
/// @param port of its SSH server on loopback
public record LabHost(String name, int port, LabRun lab) {

    /// Runs a command on the host as root, past SSH: for setup and inspection.
    ///
    /// @throws AssertionError with the command's error output, if it ends with another status than 0
    public String exec(String... command) {
        return tryExec(command).orThrow().output();
    }

    /// The same, whatever the status.
    public CommandResult tryExec(String... command) {
        return lab.command("exec", onHost(command));
    }

    /// What the host holds, one line a file, package, service, container: the same again if nothing has changed.
    public List<String> snapshot() {
        return lab.script("snapshot", name).output().lines().toList();
    }

    /// Ends the host at once, as if its plug were pulled.
    public void powerOff() {
        lab.script("power", name, "off");
    }

    /// Starts it again, and waits until it can be used.
    public void powerOn() {
        lab.script("power", name, "on");
    }

    private String[] onHost(String[] command) {
        String[] arguments = new String[command.length + 1];
        arguments[0] = name;
        System.arraycopy(command, 0, arguments, 1, command.length);
        return arguments;
    }
}

package dev.podwright.tasktype;

import java.util.LinkedHashMap;
import java.util.Map;

/// One port of a container and where it is reached on the host.
///
/// @param host 0 where Docker chooses a free one
/// @param address the host's address to listen on, empty for all
record PublishedPort(String address, int host, int container, String protocol) {
    static final String AUTO = "auto";

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("container", Integer.toString(container));
        map.put("protocol", protocol);
        map.put("host", host == 0 ? AUTO : Integer.toString(host));
        map.put("address", address);
        return map;
    }

    /// What only one entry may claim: a host port, or, where that is chosen freely, the container's port.
    String claim() {
        return address + " " + (host == 0 ? "container " + container : "host " + host) + "/" + protocol;
    }

    String describe() {
        String where = address.isEmpty() ? "" : " on " + address;
        return (host == 0 ? "container port " + container : "host port " + host) + "/" + protocol + where;
    }
}

package org.example.pods;

import java.util.List;

/// A pod that somebody wants.
///
/// @param id of the service's own making: letters, digits and dashes
/// @param host by its name in the inventory
/// @param authorizedKeys public keys that may log in
public record PodRequest(String id, String host, Resource resource, List<String> authorizedKeys) {

    public PodRequest {
        authorizedKeys = List.copyOf(authorizedKeys);
    }
}

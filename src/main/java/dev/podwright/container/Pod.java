package dev.podwright.container;

/// A container and the user in it.
public record Pod(ContainerInfo container, PodUserInfo user) {}

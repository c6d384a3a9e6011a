package dev.podwright.source;

/// Something that was encrypted by Ansible Vault can't be read. The message says why, without any of its content.
public final class VaultException extends Exception {
    VaultException(String message) {
        super(message);
    }
}

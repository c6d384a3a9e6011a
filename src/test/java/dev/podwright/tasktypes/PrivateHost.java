package dev.podwright.tasktypes;

import dev.podwright.lab.NeedsLab;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Task types on this machine with its own programs, by each shell that a host may have, but with folders for settings
/// and homes of each test's own: copies in a mount namespace, which ends with the test.
@NeedsLab
@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
abstract class PrivateHost extends LocalHost {
    private static final String NAMESPACE = """
            unshare -m /bin/sh -c 'set -e; copies=$(mktemp -d); mount -t tmpfs copies "$copies";
            for folder in /etc /home /var/mail /root; do
              mkdir -p "$copies$folder";
              [ "$folder" != /etc ] || cp -a "$folder/." "$copies$folder/";
              mount --bind "$copies$folder" "$folder";
            done;
            umount -l "$copies"; rmdir "$copies"; exec "$@"' sh \
            """;

    PrivateHost(String shellCommand) {
        super(inNamespace(shellCommand));
    }

    static String inNamespace(String shellCommand) {
        return NAMESPACE.replace("\n", " ") + shellCommand;
    }
}

package dev.podwright.connection;

import dev.podwright.connection.BlockResult.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What one phase of a block reported. Filled by the shell's readers under the block's lock.
final class PhaseReport {
    /// In the order in which they run.
    enum Phase {
        /// Before the check, while shell libraries are loaded.
        LIBRARIES,
        CHECK,
        APPLY,
        VERIFY;

        static Phase of(String word) {
            return switch (word) {
                case "apply" -> APPLY;
                case "verify" -> VERIFY;
                default -> CHECK;
            };
        }

        String word() {
            return switch (this) {
                case LIBRARIES, CHECK -> "check";
                case APPLY -> "apply";
                case VERIFY -> "verify";
            };
        }
    }

    /// What `pw_fail` said, and the trace mark where it stood.
    ///
    /// @param kind which failure it is, in a word for programs; may be empty
    record Complaint(String message, String hint, String at, String kind) {
        Complaint(String message, String hint) {
            this(message, hint, "", "");
        }
    }

    private static final Pattern KIND = Pattern.compile("[a-z][a-z_]{0,40}");

    final Phase phase;
    final CappedOutput stdout = new CappedOutput(CappedOutput.DEFAULT_LIMIT);
    final CappedOutput stderr = new CappedOutput(CappedOutput.DEFAULT_LIMIT);
    final List<Change> changes = new ArrayList<>();
    final Map<String, List<List<String>>> outputs = new LinkedHashMap<>();
    Optional<Complaint> complaint = Optional.empty();
    Optional<String> deferred = Optional.empty();
    Optional<Reboot> reboot = Optional.empty();
    OptionalInt status = OptionalInt.empty();
    int counted;
    String at = "";

    PhaseReport(Phase phase) {
        this.phase = phase;
    }

    void record(List<String> fields) {
        switch (fields.getFirst()) {
            case "change" -> changes.add(new Change(field(fields, 1), field(fields, 2), field(fields, 3)));
            case "output" -> output(fields);
            case "defer" -> deferred = Optional.of(field(fields, 1));
            case "reboot" -> reboot(fields);
            case "fail" -> complain(new Complaint(field(fields, 1), field(fields, 2), field(fields, 3), kind(fields)));
            case "exit" -> {
                status = OptionalInt.of(number(field(fields, 1)));
                at = field(fields, 2);
                counted = number(field(fields, 3));
            }
            default -> {}
        }
    }

    /// The first counts: what comes after it is a consequence.
    void complain(Complaint first) {
        if (complaint.isEmpty()) {
            complaint = Optional.of(first);
        }
    }

    private static String kind(List<String> fields) {
        String kind = field(fields, 4);
        return KIND.matcher(kind).matches() ? kind : "";
    }

    private void reboot(List<String> fields) {
        try {
            reboot = Optional.of(Reboot.of(fields));
        } catch (IllegalArgumentException e) {
            complain(new Complaint(String.valueOf(e.getMessage()), "pw_reboot TIMEOUT [COMMAND [NAME=VALUE]…]"));
        }
    }

    private void output(List<String> fields) {
        if (fields.size() > 1) {
            outputs.computeIfAbsent(fields.get(1), _ -> new ArrayList<>())
                    .add(List.copyOf(fields.subList(2, fields.size())));
        }
    }

    static String field(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /// A number that the prelude wrote; a snippet that overwrote the prelude's variables may have made it something
    /// else.
    static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}

package dev.podwright.connection;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Failure;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.PhaseReport.Complaint;
import dev.podwright.connection.PhaseReport.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a block's result of what its phases reported.
///
/// @param phases those that began, in order
/// @param outcome the shell's own word for how it ended
/// @param endStatus exit status of the last phase as the shell saw it
record Verdict(Block block, List<PhaseReport> phases, List<String> warnings, String outcome, int endStatus) {

    BlockResult result() {
        Optional<Failure> failure = failure();
        Optional<String> deferred =
                phases.stream().flatMap(phase -> phase.deferred.stream()).findFirst();
        return result(failure.isPresent() ? Status.FAILED : status(), deferred, failure);
    }

    /// A result that isn't the shell's to tell: it was ended, or never heard of again.
    BlockResult endedBy(Status status, String message, String hint) {
        String phase = phases.isEmpty() ? "" : phases.getLast().phase.word();
        Failure failure = new Failure(phase, message, hint, "", List.of());
        return result(status, Optional.empty(), Optional.of(failure));
    }

    private BlockResult result(Status status, Optional<String> deferred, Optional<Failure> failure) {
        boolean verifyFailed = failure.isPresent() && failure.get().phase().equals("verify");
        return new BlockResult(
                status,
                phase(Phase.CHECK).map(check -> check.changes).orElse(List.of()),
                outputs(),
                warnings,
                deferred,
                rc(verifyFailed),
                stream(true, verifyFailed),
                stream(false, verifyFailed),
                failure,
                reboot());
    }

    private boolean isVerifyAlone() {
        return block.part() == Block.Part.VERIFY && !phases.isEmpty();
    }

    private Optional<Reboot> reboot() {
        return phases.stream().flatMap(report -> report.reboot.stream()).findFirst();
    }

    private Status status() {
        return switch (outcome) {
            case "ok" -> Status.OK;
            case "changed" -> Status.CHANGED;
            case "reboot" -> Status.REBOOT;
            case "deferred" -> Status.DEFERRED;
            case "skipped" -> Status.SKIPPED_AFTER_FAILURE;
            default -> Status.FAILED;
        };
    }

    private Optional<Failure> failure() {
        for (PhaseReport report : phases) {
            if (report.complaint.isPresent()) {
                Complaint said = report.complaint.get();
                return Optional.of(
                        failure(report, said.message(), said.hint(), said.at()).of(said.kind()));
            }
        }
        if (isVerifyAlone() && (outcome.equals("changed") || outcome.equals("deferred"))) {
            return Optional.of(notConverged(phases.getLast()));
        }
        if (outcome.equals("changed") && reboot().isPresent()) {
            return Optional.of(failure(
                    phases.getLast(),
                    "The apply asked for a reboot where the shell can't notice it",
                    "Call pw_reboot outside of pipelines, $(…) and ( … ), and don't leave by an EXIT trap of your own.",
                    ""));
        }
        Optional<Failure> uncounted = phase(Phase.CHECK).flatMap(this::uncounted);
        return uncounted.isPresent() || !outcome.equals("failed") ? uncounted : Optional.of(failed());
    }

    private Optional<Failure> uncounted(PhaseReport check) {
        if (check.changes.size() <= check.counted || !outcome.equals("ok")) {
            return Optional.empty();
        }
        return Optional.of(failure(
                check,
                "The check declared a change where the shell can't count it: " + describe(check.changes),
                "Call pw_change outside of pipelines, $(…) and ( … ), and don't leave a check that has an EXIT trap of "
                        + "its own by exit 0.",
                check.at));
    }

    private Failure failed() {
        PhaseReport last = phases.isEmpty() ? new PhaseReport(Phase.CHECK) : phases.getLast();
        return switch (last.phase) {
            case LIBRARIES -> failure(last, exited(last), "", "");
            case CHECK ->
                last.changes.isEmpty() || endStatus != 211
                        ? failure(last, exited(last), "", last.at)
                        : failure(last, "The check declared a change, but there is nothing to apply.", "", last.at);
            case APPLY -> failure(last, exited(last), "", last.at);
            case VERIFY -> notConverged(last);
        };
    }

    private Failure notConverged(PhaseReport verify) {
        if (!verify.changes.isEmpty()) {
            String message = "did not converge: after apply the check still wants " + describe(verify.changes);
            return failure(verify, message, "", verify.at);
        }
        return failure(
                verify,
                verify.deferred
                        .map(why -> "did not converge: after apply the check can't know: " + why)
                        .orElseGet(() -> exited(verify)),
                "",
                verify.at);
    }

    private Failure failure(PhaseReport report, String message, String hint, String at) {
        List<Change> remaining = report.phase == Phase.VERIFY ? List.copyOf(report.changes) : List.of();
        return new Failure(report.phase.word(), message, hint, at, remaining);
    }

    private String exited(PhaseReport report) {
        int status = report.status.orElse(endStatus);
        String signal = status == 137 || status == 143 ? " (ended by a signal)" : "";
        return report.phase.word() + " exited with status " + status + signal;
    }

    private static String describe(List<Change> changes) {
        List<String> texts = new ArrayList<>();
        for (Change change : changes) {
            boolean bare = change.from().isEmpty() && change.to().isEmpty();
            texts.add(bare ? change.what() : change.what() + ": " + change.from() + " → " + change.to());
        }
        return String.join("; ", texts);
    }

    /// Of apply where it ran (of verify where that failed), else of the check.
    private int rc(boolean verifyFailed) {
        List<PhaseReport> candidates = phases.stream()
                .filter(report -> report.phase != Phase.VERIFY || verifyFailed)
                .toList();
        return candidates.isEmpty() ? 0 : candidates.getLast().status.orElse(Math.max(endStatus, 0));
    }

    private String stream(boolean stdout, boolean verifyFailed) {
        StringBuilder text = new StringBuilder();
        boolean applied = phase(Phase.APPLY).isPresent();
        for (PhaseReport report : phases) {
            boolean shown = switch (report.phase) {
                case LIBRARIES, CHECK -> !applied;
                case APPLY -> true;
                case VERIFY -> verifyFailed;
            };
            if (shown) {
                text.append((stdout ? report.stdout : report.stderr).text());
            }
        }
        return text.toString();
    }

    private Map<String, List<List<String>>> outputs() {
        Map<String, List<List<String>>> latest = new LinkedHashMap<>();
        for (PhaseReport report : phases) {
            report.outputs.forEach((name, calls) -> latest.put(name, List.copyOf(calls)));
        }
        return latest;
    }

    private Optional<PhaseReport> phase(Phase wanted) {
        return phases.stream().filter(report -> report.phase == wanted).findFirst();
    }
}

package dev.podwright.engine;

import dev.podwright.connection.Block;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Reboot;
import dev.podwright.tasktype.TaskType;
import java.util.Optional;

/// What comes after an apply that asked for a reboot: the reboot, the host's facts anew, the check that verifies.
///
/// @param host the one whose task it is
record Reboots(HostRun host) {

    /// The task's block as it ends after the reboot.
    Outcome finish(TaskRun task, Prepared.OnHost work, SentBlock block, BlockResult applied)
            throws InterruptedException {
        HostReboot.Lane lane = new HostReboot.Lane(work.runAs(), work.place() != host);
        Reboot reboot = applied.reboot().orElseThrow();
        Optional<Outcome> failure = new HostReboot(work.place().connection(), lane, reboot, block::progress).perform();
        Outcome outcome = failure.isPresent()
                ? failure.get()
                : verified(task.context().task().type(), work, lane, applied);
        task.hasEnded();
        return outcome;
    }

    private static Outcome verified(TaskType type, Prepared.OnHost work, HostReboot.Lane lane, BlockResult applied)
            throws InterruptedException {
        try {
            work.place().gatherFacts();
            BlockResult verify = type.verify() ? verify(work, lane) : BlockResult.NOTHING_TO_DO;
            return Outcomes.of(type, verify.status() == Status.LOST ? verify : applied.verifiedBy(verify), false);
        } catch (ConnectionException e) {
            String message = "the host was rebooted, but its connection was lost again: " + e.getMessage();
            return new Outcome.Unreachable(TaskResult.message(message).hint(e.hint()), false);
        }
    }

    private static BlockResult verify(Prepared.OnHost work, HostReboot.Lane lane)
            throws ConnectionException, InterruptedException {
        Block check = work.block().only(Block.Part.VERIFY).keptGoing();
        return new AwaitBlock(work.place()
                        .connection()
                        .shell(lane.user(), lane.delegated())
                        .submit(check, BlockListener.NONE))
                .get();
    }
}

package dev.podwright.report;

import dev.podwright.engine.RunSummary;

/// How Podwright's process ends; `docs/output.md` is the operators' copy of this table.
public enum ExitCode {
    OK(0),
    /// A playbook, inventory or template has problems.
    INVALID_INPUT(1),
    HOST_FAILED(2),
    /// `plan --detailed-exitcode`, as in Terraform: something would change.
    CHANGES(2),
    /// Wins over a failed host, as in Ansible.
    HOST_UNREACHABLE(4),
    /// A command line that can't be understood.
    USAGE(5),
    /// A host's changes were not those of the plan file; wins over failed and unreachable hosts.
    PLAN_LEFT(6),
    INTERRUPTED(99),
    /// A defect in Podwright itself.
    DEFECT(250);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static ExitCode of(RunSummary summary) {
        if (summary.interrupted()) {
            return INTERRUPTED;
        }
        if (summary.leftPlan()) {
            return PLAN_LEFT;
        }
        if (summary.anyUnreachable()) {
            return HOST_UNREACHABLE;
        }
        return summary.anyFailed() ? HOST_FAILED : OK;
    }

    /// Terraform's meanings: 0 nothing to change, 1 an error, 2 changes.
    public static ExitCode detailed(RunSummary summary) {
        return switch (of(summary)) {
            case OK -> summary.anyChanged() ? CHANGES : OK;
            case INTERRUPTED -> INTERRUPTED;
            case INVALID_INPUT, HOST_FAILED, CHANGES, HOST_UNREACHABLE, USAGE, PLAN_LEFT, DEFECT -> INVALID_INPUT;
        };
    }
}

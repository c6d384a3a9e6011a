package dev.podwright.lab;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Whether whoever started the tests asked for those that change the machine.
final class LabCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("1".equals(System.getenv("PODWRIGHT_LAB")) || System.getenv("CI") != null) {
            return ConditionEvaluationResult.enabled("the lab is asked for");
        }
        return ConditionEvaluationResult.disabled(
                "needs real hosts: set PODWRIGHT_LAB=1 (and be root on a Linux machine with Docker, see CONTRIBUTING.md)");
    }
}

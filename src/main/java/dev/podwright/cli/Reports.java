package dev.podwright.cli;

import dev.podwright.engine.RunListener;
import dev.podwright.report.Report;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Reason;
import java.io.IOException;

/// Opens reports that the operator wants as files.
final class Reports {
    private Reports() {}

    /// @throws InvalidInputException where the file can't be written
    static RunListener open(Report report) {
        try {
            return report.open();
        } catch (IOException e) {
            throw new InvalidInputException(new Problem(
                    Location.named("report " + report.file()), "this file can't be written: " + Reason.of(e)));
        }
    }
}

package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;

final class QuotingLint {
    private QuotingLint() {}

    static void check(SourceFile file, Problems problems) {}
}

package dev.podwright.report;

import dev.podwright.engine.Outcome;
import dev.podwright.report.Paint.Colour;

/// The word and colour for an outcome.
enum State {
    OK("ok", Colour.GREEN),
    CHANGED("changed", Colour.YELLOW),
    WOULD_CHANGE("would change", Colour.YELLOW),
    UNKNOWN("unknown", Colour.CYAN),
    SKIPPED("skipped", Colour.DIM),
    FAILED("failed", Colour.RED),
    IGNORED("ignored", Colour.MAGENTA),
    RESCUED("rescued", Colour.MAGENTA),
    UNREACHABLE("unreachable", Colour.RED);

    /// The widest word's width.
    static final int WIDTH = 12;

    private final String word;
    private final Colour colour;

    State(String word, Colour colour) {
        this.word = word;
        this.colour = colour;
    }

    static State of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok _ -> OK;
            case Outcome.Changed _ -> CHANGED;
            case Outcome.WouldChange _ -> WOULD_CHANGE;
            case Outcome.Unknown _ -> UNKNOWN;
            case Outcome.Skipped _ -> SKIPPED;
            case Outcome.Failed failed when failed.ignored() -> IGNORED;
            case Outcome.Failed failed -> failed.rescued() ? RESCUED : FAILED;
            case Outcome.Unreachable lost -> lost.ignored() ? IGNORED : UNREACHABLE;
        };
    }

    /// Whether the run stopped here for this host, so that it is told again at the end.
    boolean isFailure() {
        return this == FAILED || this == UNREACHABLE;
    }

    /// Whether there is something to see in it even where only the gist is wanted.
    boolean isNotable() {
        return this != OK && this != SKIPPED;
    }

    String word() {
        return word;
    }

    Colour colour() {
        return colour;
    }
}

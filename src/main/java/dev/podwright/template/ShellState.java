package dev.podwright.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Where in a shell text the lexer is. Mutable; copied for snapshots.
final class ShellState {
    /// A here-document that is being read, or will begin on the next line.
    record HereDocument(String delimiter, boolean stripTabs, int start) {}

    private final Deque<ShellFrame> frames = new ArrayDeque<>();
    private final Deque<HereDocument> announced = new ArrayDeque<>();
    private Optional<HereDocument> body = Optional.empty();
    private boolean comment;

    /// Whether a command that begins now belongs to what was before (`a &&`, `a |`, `f()`), or might.
    private boolean continued;

    ShellState() {
        frames.push(new ShellFrame(ShellFrame.Kind.TOP, 0));
    }

    ShellState copy() {
        ShellState copy = new ShellState();
        copy.frames.clear();
        frames.forEach(frame -> copy.frames.addLast(frame.copy()));
        copy.announced.addAll(announced);
        copy.body = body;
        copy.comment = comment;
        copy.continued = continued;
        return copy;
    }

    ShellFrame top() {
        return frames.element();
    }

    /// The innermost level on which commands or patterns stand.
    ShellFrame words() {
        return frames.stream().filter(ShellFrame::holdsWords).findFirst().orElseThrow();
    }

    void push(ShellFrame.Kind kind, int start) {
        frames.push(new ShellFrame(kind, start));
    }

    void pop() {
        if (frames.size() > 1) {
            frames.pop();
        }
    }

    List<ShellFrame> frames() {
        return List.copyOf(frames);
    }

    Deque<HereDocument> announced() {
        return announced;
    }

    Optional<HereDocument> body() {
        return body;
    }

    void body(Optional<HereDocument> document) {
        body = document;
    }

    boolean comment() {
        return comment;
    }

    void comment(boolean now) {
        comment = now;
    }

    boolean continued() {
        return continued;
    }

    void continued(boolean now) {
        continued = now;
    }

    /// Whether a new command certainly begins here.
    boolean fresh() {
        ShellFrame top = top();
        return !continued && !comment && body.isEmpty() && top.holdsCommands() && top.commandPosition && !top.inWord;
    }

    /// What must be the same on all ways through a template: the quotes, and whatever else encloses this place.
    List<String> shape() {
        List<String> shape = new ArrayList<>();
        frames.forEach(frame -> shape.add(frame.kind.name() + (frame.kind == ShellFrame.Kind.CASE ? frame.phase : "")));
        shape.add("comment " + comment);
        shape.add("body " + body.map(HereDocument::delimiter) + announced.size());
        return shape;
    }

    /// What encloses this place, for messages.
    String place() {
        return comment
                ? "a comment"
                : body.isPresent() ? "a here-document" : top().kind.words();
    }
}

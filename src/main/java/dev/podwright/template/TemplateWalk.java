package dev.podwright.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Goes through a shell template once, in the order of its text, with a [ShellLexer] at hand. Every branch of an
/// `[#if]` begins where the tag stood; what the branches leave behind is merged cautiously.
final class TemplateWalk {
    private static final Set<String> BLOCKS =
            Set.of("if", "list", "items", "sep", "switch", "macro", "function", "assign", "local");
    private static final Set<String> BRANCHES = Set.of("else", "elseif", "case", "default", "on");
    private static final Set<String> LOOPS = Set.of("list", "items");
    private static final Set<String> OUTSIDE = Set.of("macro", "function", "assign", "local");

    private final String text;
    private final Visitor visitor;
    private final ShellLexer lexer;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Set<Integer> strippedLineEnds = new HashSet<>();
    private boolean freshLine = true;

    /// What a walk shows.
    interface Visitor {
        /// A line's first character that isn't blank, where a new command certainly begins.
        default void freshLine(int offset) {}

        /// An interpolation, before it is taken.
        default void interpolation(Segment segment, ShellState state) {}

        /// A tag, before it is taken.
        default void tag(Tag tag, ShellState state) {}

        /// A character of a command word, before it is taken.
        default void character(int offset, ShellState state) {}

        /// The ways through a block don't leave the same quotes behind.
        default void unbalanced(Segment tag, ShellState here, ShellState other) {}

        /// What was shown as fresh from an offset on isn't: the block can be repeated or used elsewhere.
        default void notFreshSince(int offset) {}

        default void end(ShellState state) {}
    }

    /// An open block.
    private static final class Block {
        private final Tag tag;
        private final ShellState before;
        private boolean anyFresh;
        private boolean anyNotFresh;
        private boolean anyContinued;

        Block(Tag tag, ShellState before) {
            this.tag = tag;
            this.before = before;
        }
    }

    private TemplateWalk(String text, Visitor visitor) {
        this.text = text;
        this.visitor = visitor;
        this.lexer = new ShellLexer(text);
    }

    static void walk(String text, List<Segment> segments, Visitor visitor) {
        TemplateWalk walk = new TemplateWalk(text, visitor);
        walk.findStrippedLineEnds(segments);
        segments.forEach(walk::segment);
        walk.lexer.end();
        visitor.end(walk.lexer.state());
    }

    /// FreeMarker leaves nothing of a line that holds only tags.
    private void findStrippedLineEnds(List<Segment> segments) {
        boolean tags = false;
        boolean others = false;
        for (Segment segment : segments) {
            if (segment.kind() != Segment.Kind.TEXT) {
                boolean silent = segment.kind() != Segment.Kind.INTERPOLATION
                        && !segment.in(text).contains("[@");
                tags |= silent;
                others |= !silent;
                continue;
            }
            for (int i = segment.start(); i < segment.end(); i++) {
                if (text.charAt(i) == '\n') {
                    if (tags && !others) {
                        strippedLineEnds.add(i);
                    }
                    tags = false;
                    others = false;
                } else if (!Character.isWhitespace(text.charAt(i))) {
                    others = true;
                }
            }
        }
    }

    private void segment(Segment segment) {
        switch (segment.kind()) {
            case TEXT -> plain(segment);
            case INTERPOLATION -> {
                beginLine(segment.start());
                visitor.interpolation(segment, lexer.state());
                lexer.takeInterpolation();
                lexer.state().continued(false);
            }
            case TAG -> {
                lexer.takeTag();
                tag(new Tag(segment, segment.in(text)));
            }
            case COMMENT -> lexer.takeTag();
        }
    }

    private void plain(Segment segment) {
        int i = segment.start();
        while (i < segment.end()) {
            char c = text.charAt(i);
            if (c == '\n'
                    && strippedLineEnds.contains(i)
                    && lexer.state().body().isEmpty()) {
                freshLine = lexer.state().fresh();
                i++;
                continue;
            }
            if (c != ' ' && c != '\t' && c != '\n') {
                beginLine(i);
            }
            visitor.character(i, lexer.state());
            int next = lexer.take(i, segment.end());
            if (c == '\n' && next == i + 1) {
                freshLine = lexer.state().fresh();
            }
            i = next;
        }
    }

    private void beginLine(int offset) {
        if (freshLine && lexer.state().fresh()) {
            visitor.freshLine(offset);
        }
        freshLine = false;
    }

    private void tag(Tag tag) {
        visitor.tag(tag, lexer.state());
        boolean lineHasText = !freshLine;
        if (tag.closing()) {
            close(tag);
        } else if (BRANCHES.contains(tag.name())) {
            branch(tag);
        } else if (BLOCKS.contains(tag.name()) && tag.opensBlock()) {
            open(tag);
        } else if (tag.name().equals("break") || tag.name().equals("continue")) {
            leave(tag);
        } else if (tag.macroCall()) {
            lexer.state().continued(true);
        }
        // Text behind a tag on its line doesn't begin the line.
        freshLine = !lineHasText
                && strippedLineEnds.contains(Lines.end(text, tag.segment().end()));
    }

    private void open(Tag tag) {
        blocks.push(new Block(tag, lexer.state().copy()));
        if (OUTSIDE.contains(tag.name())) {
            lexer.state(new ShellState());
        }
    }

    private void branch(Tag tag) {
        if (!blocks.isEmpty() && blocks.element().tag.name().equals("sep")) {
            close(tag);
        }
        if (blocks.isEmpty()) {
            return;
        }
        Block block = blocks.element();
        endWay(block, tag);
        lexer.state(block.before.copy());
    }

    /// One way through the block ends here.
    private void endWay(Block block, Tag tag) {
        ShellState now = lexer.state();
        ShellState expected = OUTSIDE.contains(block.tag.name()) ? new ShellState() : block.before;
        if (!now.shape().equals(expected.shape())) {
            visitor.unbalanced(tag.segment(), now, expected);
        }
        note(block, now);
    }

    private static void note(Block block, ShellState state) {
        block.anyFresh |= state.fresh();
        block.anyNotFresh |= !state.fresh();
        block.anyContinued |= state.continued();
    }

    private void leave(Tag tag) {
        blocks.stream()
                .filter(block ->
                        LOOPS.contains(block.tag.name()) || block.tag.name().equals("switch"))
                .findFirst()
                .ifPresent(block -> endWay(block, tag));
    }

    private void close(Tag tag) {
        if (blocks.isEmpty() || tag.macroCall()) {
            lexer.state().continued(true);
            return;
        }
        if (blocks.element().tag.name().equals("sep") && !tag.name().equals("sep")) {
            closeTop(tag);
        }
        if (!blocks.isEmpty()) {
            closeTop(tag);
        }
    }

    private void closeTop(Tag tag) {
        lexer.endWordIfOutside(OUTSIDE.contains(blocks.element().tag.name()));
        Block block = blocks.pop();
        endWay(block, tag);
        if (OUTSIDE.contains(block.tag.name())) {
            visitor.notFreshSince(block.tag.segment().start());
            lexer.state(block.before);
            return;
        }
        if (LOOPS.contains(block.tag.name()) && block.anyNotFresh) {
            visitor.notFreshSince(block.tag.segment().start());
        }
        note(block, block.before);
        boolean uncertain = block.anyContinued || (block.anyFresh && block.anyNotFresh);
        lexer.state().continued(uncertain);
    }
}

package dev.podwright.connection;

import dev.podwright.template.Script;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Blocks for tests, each varied from a plain one.
final class Blocks {
    private Blocks() {}

    static Block check(String check) {
        return new Block(script(check), Optional.empty(), Map.of(), false, true, false, Map.of(), Optional.empty());
    }

    static Block apply(String check, String apply) {
        return new Block(
                script(check), Optional.of(script(apply)), Map.of(), false, true, false, Map.of(), Optional.empty());
    }

    static Block plan(Block b) {
        return new Block(
                b.check(), b.apply(), b.libraries(), true, b.verify(), b.keepGoing(), b.environment(), b.timeout());
    }

    static Block keepGoing(Block b) {
        return new Block(
                b.check(), b.apply(), b.libraries(), b.checkOnly(), b.verify(), true, b.environment(), b.timeout());
    }

    static Block unverified(Block b) {
        return new Block(
                b.check(), b.apply(), b.libraries(), b.checkOnly(), false, b.keepGoing(), b.environment(), b.timeout());
    }

    static Block within(Duration limit, Block b) {
        return new Block(
                b.check(),
                b.apply(),
                b.libraries(),
                b.checkOnly(),
                b.verify(),
                b.keepGoing(),
                b.environment(),
                Optional.of(limit));
    }

    static Block environment(Map<String, String> environment, Block b) {
        return new Block(
                b.check(),
                b.apply(),
                b.libraries(),
                b.checkOnly(),
                b.verify(),
                b.keepGoing(),
                environment,
                b.timeout());
    }

    static Block libraries(Map<String, String> texts, Block b) {
        Map<String, Script> libraries = new LinkedHashMap<>();
        texts.forEach((name, text) -> libraries.put(name, script(text)));
        return new Block(
                b.check(),
                b.apply(),
                libraries,
                b.checkOnly(),
                b.verify(),
                b.keepGoing(),
                b.environment(),
                b.timeout());
    }

    static Script script(String text) {
        return new Script(text, Set.of());
    }
}

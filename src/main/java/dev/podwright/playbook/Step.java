package dev.podwright.playbook;

import dev.podwright.source.Location;
import java.util.List;

/// One entry of a task list.
public sealed interface Step permits Task, Step.Block {
    Location location();

    /// Tasks that share keywords, and what to do when one of them fails.
    ///
    /// @param name may be empty
    record Block(
            Location location, String name, Keywords keywords, List<Step> body, List<Step> rescue, List<Step> always)
            implements Step {
        public Block {
            body = List.copyOf(body);
            rescue = List.copyOf(rescue);
            always = List.copyOf(always);
        }
    }
}

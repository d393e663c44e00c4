package dev.interline.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import java.util.List;

/**
 * A request as it will be sent.
 *
 * @param body still a tree, so that a dialect can adjust it
 * @param notices what was left out or changed
 */
public record Encoded(ObjectNode body, List<Notice> notices) {
    /** Copies the list. */
    public Encoded {
        notices = List.copyOf(notices);
    }
}

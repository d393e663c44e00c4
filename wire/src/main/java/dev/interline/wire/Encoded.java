package dev.interline.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it will be sent.
 *
 * @param body still a tree, so that a dialect can adjust it
 * @param notices what was left out or changed
 * @param emulated the form that the target was asked to keep to without a setting for it, so that the answer has to be
 *     checked; null when there is none, or the target sees to it
 */
public record Encoded(
        ObjectNode body, List<Notice> notices, @Nullable OutputSchema emulated) {
    /** Copies the list. */
    public Encoded {
        notices = List.copyOf(notices);
    }

    /** A request whose answer needs no check. */
    public Encoded(ObjectNode body, List<Notice> notices) {
        this(body, notices, null);
    }
}

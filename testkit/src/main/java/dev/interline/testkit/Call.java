package dev.interline.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool call in a played answer. The fragments joined are the arguments; a stream sends one fragment an event, except in
 * formats that send calls whole.
 *
 * @param id the call's id, or null for one in the cloud's own style
 * @param name the tool's name
 * @param fragments the arguments as JSON text in pieces; none for a call without arguments
 */
public record Call(@Nullable String id, String name, List<String> fragments) {

    /**
     * Copies the fragments.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Call {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tool call needs the name of a tool");
        }
        fragments = List.copyOf(fragments);
    }

    /** The arguments as one text; may be empty, and is not checked to be JSON. */
    public String arguments() {
        return String.join("", fragments);
    }
}

package dev.interline;

import java.util.List;

/**
 * Which tools the model may or must call.
 *
 * @param mode how free it is
 * @param names the tools it may choose from, or the one it must call; empty means all that are offered
 */
public record ToolChoice(Mode mode, List<String> names) {

    /** How free the model is. */
    public enum Mode {
        /** It may call tools or answer. */
        AUTO,
        /** It must answer without tools. */
        NONE,
        /** It must call at least one tool. */
        REQUIRED
    }

    /** It may call tools or answer: the default. */
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, List.of());
    /** It must answer without tools. */
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, List.of());
    /** It must call at least one tool. */
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, List.of());

    /** Copies the list. */
    public ToolChoice {
        names = List.copyOf(names);
        if (mode == Mode.NONE && !names.isEmpty()) {
            throw new IllegalArgumentException("tool choice NONE allows no tool, but names " + names);
        }
    }

    /** It must call this tool. */
    public static ToolChoice of(String name) {
        return new ToolChoice(Mode.REQUIRED, List.of(name));
    }

    /** It may call these and no others. */
    public static ToolChoice anyOf(String... names) {
        return new ToolChoice(Mode.AUTO, List.of(names));
    }
}

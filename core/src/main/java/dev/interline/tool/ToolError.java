package dev.interline.tool;

/**
 * Thrown by a tool that wants the model to read what went wrong and try something else: a city that does not exist, a
 * date in the past. Any other exception fails the call unless {@link ToolLoop#explaining} says otherwise.
 */
public final class ToolError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error for the model.
     *
     * @param forTheModel what went wrong and what would do, for the model to read
     */
    public ToolError(String forTheModel) {
        super(forTheModel);
    }
}

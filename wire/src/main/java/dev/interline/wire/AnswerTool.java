package dev.interline.wire;

import dev.interline.OutputSchema;
import dev.interline.ToolDefinition;

/**
 * A form for the answer where a target has no setting for it: a tool that the model has to call with its answer, which
 * readers turn back into text, or else an instruction.
 */
public final class AnswerTool {
    /** A name that nobody gives to a tool of their own. */
    public static final String NAME = "answer_in_the_required_form";

    private AnswerTool() {}

    /** The tool whose parameters are the form. */
    public static ToolDefinition of(OutputSchema output) {
        return ToolDefinition.of(NAME, "Gives the final answer (" + output.name() + ").", output.schema());
    }

    /** The form in words, for the system prompt. */
    public static String instruction(OutputSchema output) {
        return "Give the final answer as one JSON document and nothing else: no introduction, no code fence."
                + " It must be valid against this JSON Schema:\n" + output.schema();
    }
}

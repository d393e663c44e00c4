package dev.interline.wire.gemini;

import dev.interline.wire.Adjust;
import java.util.List;

/**
 * How contents are counted: of the request, the fields that a count knows. Source: CountTokensRequest in the protocol
 * definition {@code llm_utility_service} of the Vertex AI API.
 */
public final class ContentsCount {
    /** Where the number is in the answer. */
    public static final String FIELD = "/totalTokens";

    /** The form. */
    public static final Adjust FORM =
            outgoing -> outgoing.body().retain(List.of("contents", "systemInstruction", "tools", "generationConfig"));

    private ContentsCount() {}
}

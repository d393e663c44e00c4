package dev.interline.vertex;

import dev.interline.Profile;
import dev.interline.wire.EmbeddingFormat;
import dev.interline.wire.gemini.EmbedContent;
import dev.interline.wire.gemini.Predict;
import dev.interline.wire.openai.OpenAiEmbeddings;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is spoken to the models on Vertex AI that make vectors. Source: "Text embeddings API" and the protocol definition
 * {@code prediction_service} of the Vertex AI API.
 *
 * @param format what is said
 * @param operation what is appended to the address of the model, or where other makers' models are asked
 */
record EmbeddingFamily(EmbeddingFormat format, String operation) {
    private static final Pattern FIRST = Pattern.compile("gemini-embedding-(exp.*|001)");

    /** That of a model; an endpoint is one that was tuned, and speaks as the older models do. */
    static EmbeddingFamily of(ModelName name, Profile profile) {
        if (!name.isEndpoint() && !name.publisher().equals("google")) {
            return new EmbeddingFamily(OpenAiEmbeddings.FORMAT, "/embeddings");
        }
        String family = (name.isEndpoint() ? profile.family().orElse("") : name.model()).toLowerCase(Locale.ROOT);
        return family.startsWith("gemini-embedding-") && !FIRST.matcher(family).matches()
                ? new EmbeddingFamily(EmbedContent.FORMAT, ":embedContent")
                : new EmbeddingFamily(Predict.FORMAT, ":predict");
    }

    boolean isOpenAis() {
        return format.equals(OpenAiEmbeddings.FORMAT);
    }
}

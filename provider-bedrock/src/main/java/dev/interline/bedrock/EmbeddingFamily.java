package dev.interline.bedrock;

import dev.interline.Profile;
import dev.interline.wire.EmbeddingFormat;
import dev.interline.wire.amazon.NovaEmbed;
import dev.interline.wire.amazon.TitanEmbed;
import dev.interline.wire.cohere.CohereEmbed;
import java.util.Locale;

/**
 * What is spoken to the models on Bedrock that make vectors; each maker has a form of its own. Source: "Supported foundation
 * models" and "Inference request parameters" of the AWS user guide.
 */
final class EmbeddingFamily {
    private EmbeddingFamily() {}

    /**
     * The format of a family, told by the id or declared.
     *
     * @throws IllegalArgumentException when none is known for it, saying what to change
     */
    static EmbeddingFormat format(Profile profile) {
        String family = profile.family().orElse("").toLowerCase(Locale.ROOT);
        if (family.contains("titan-embed")) {
            return TitanEmbed.FORMAT;
        }
        if (family.contains("nova") && family.contains("embed")) {
            return NovaEmbed.FORMAT;
        }
        // ids of Cohere's have lost their maker here
        if (family.startsWith("embed-") || family.contains("cohere")) {
            return CohereEmbed.FORMAT;
        }
        throw new IllegalArgumentException(
                (family.isEmpty() ? "the model id does not tell" : "of \"" + family + "\" it is not known")
                        + " how vectors are asked for: declare its family as titan-embed-text-v2, nova-2-multimodal-embeddings-v1,"
                        + " embed-english-v3 or embed-v4, or take a model of theirs");
    }
}

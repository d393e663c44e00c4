package dev.interline.config;

import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;

/**
 * Opens the deployments of one cloud that a configuration file names. Implementations are found by
 * {@link java.util.ServiceLoader}, or handed to {@link Loader#provider}; they have no state of their own.
 */
public interface Provider {

    /** The word that stands after {@code provider:} in the file, such as {@code azure}. */
    String name();

    /**
     * Makes the model that one section of the file describes. It fetches no credentials and opens no connection: a
     * program starts while a cloud is away.
     *
     * @param settings the section; every key in it that is neither read here nor common to all providers is an error
     * @param shared what the deployments of one file have in common, such as a transport
     * @return the model; what has to be closed for it is left with {@code shared}
     * @throws ConfigException when a setting is missing or wrong, best made by {@link Settings#problem}
     */
    ChatModel open(Settings settings, Shared shared);

    /**
     * Makes the model that one section of {@code kind: embeddings} describes, under the same rules as {@link #open}.
     *
     * @throws ConfigException when a setting is missing or wrong, or this cloud has no such models
     */
    default EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
        throw settings.problem("kind", "is embeddings, which " + name() + " does not have");
    }
}

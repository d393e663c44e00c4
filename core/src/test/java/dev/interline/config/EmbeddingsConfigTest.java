package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.Interline;
import dev.interline.ModelId;
import dev.interline.testing.ScriptedEmbeddings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments that make vectors. */
class EmbeddingsConfigTest {
    private static final String FILE = """
            deployments:
              main:
                provider: acme
                endpoint: https://main.example
                api-key: literal
              search:
                provider: words
                kind: embeddings
                model: words-2
                dimensions: 64
            models:
              chat: {route: main}
            """;

    @TempDir
    Path directory;

    private final Provider words = new Provider() {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public ChatModel open(Settings settings, Shared shared) {
            throw new IllegalArgumentException("words do not chat");
        }

        @Override
        public EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
            return ScriptedEmbeddings.named("words").known(known -> settings.profile(new ModelId("words", "", "w")));
        }
    };

    private Interline load(String text) {
        ConfigFile file = ConfigFile.yaml(directory, text);
        return file.loader().provider(words).load(file.path());
    }

    private String complaint(String text) {
        return catchThrowableOfType(ConfigException.class, () -> load(text)).getMessage();
    }

    @Test
    void areAskedForByTheirNames() {
        try (Interline interline = load(FILE)) {
            EmbeddingModel search = interline.embeddings("search");

            assertThat(search.embed("a").first().dimensions()).isEqualTo(64);
            assertThat(search.profile().model()).hasValue("words-2");
            assertThat(interline.embeddings()).containsExactly("search");
            assertThat(interline.deployments()).containsExactly("main");
            assertThatThrownBy(() -> interline.embeddings("serch"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("did you mean search?");
        }
    }

    @Test
    void needNoModelThatChats() {
        String alone = FILE.substring(FILE.indexOf("  search:"), FILE.indexOf("models:"));
        try (Interline interline = load("deployments:\n" + alone)) {
            assertThat(interline.models()).isEmpty();
            assertThat(interline.embeddings("search").embed("a").embeddings()).hasSize(1);
        }
    }

    @Test
    void standInNoRouteOfModels() {
        assertThat(complaint(FILE.replace("route: main", "route: search")))
                .contains("models.chat.route[0]", "'search' makes embeddings and cannot answer in a route of models");
        assertThat(complaint(FILE.replace("route: main", "route: nobody"))).endsWith("known are: main");
    }

    @Test
    void areReadAsStrictlyAsOthers() {
        assertThat(complaint(FILE.replace("dimensions: 64", "dimensions: 0")))
                .contains("deployments.search.dimensions", "above zero");
        assertThat(complaint(FILE.replace("dimensions: 64", "dimension: 64")))
                .contains("deployments.search.dimension: is not known here; did you mean dimensions?");
        assertThat(complaint(FILE.replace("kind: embeddings", "kind: vectors")))
                .contains("known are: chat, embeddings");
        assertThat(complaint(FILE.replace("provider: words", "provider: acme\n    endpoint: https://x.example")))
                .contains("deployments.search.kind: is embeddings, which acme does not have");
        assertThat(complaint(FILE.replace("literal", "literal\n    dimensions: 3")))
                .as("what chats has no dimensions")
                .contains("deployments.main.dimensions: is not known here");
    }
}

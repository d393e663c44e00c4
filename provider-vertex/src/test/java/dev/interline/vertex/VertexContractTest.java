package dev.interline.vertex;

import dev.interline.ChatModel;
import dev.interline.testkit.Vendor;
import dev.interline.testkit.contract.Bench;
import dev.interline.testkit.contract.ProviderContract;
import dev.interline.testkit.contract.Trait;
import dev.interline.wire.auth.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/** What every cloud must do, Vertex AI does in each format. */
class VertexContractTest {

    abstract static class Contract extends ProviderContract {
        private final String name;
        private final String family;
        private final Set<Trait> lacks;

        Contract(String name, String family, Trait... lacks) {
            this.name = name;
            this.family = family;
            this.lacks = Set.of(lacks);
        }

        @Override
        protected Set<Trait> lacks() {
            return lacks;
        }

        private ChatModel model(Bench bench, VertexCredential credential) {
            return Vertex.of("demo", "global")
                    .endpoint(bench.url())
                    .transport(bench.transport())
                    .time(bench.time())
                    .credential(credential)
                    .model(name, it -> it.family(family).reasons(false));
        }

        @Override
        protected ChatModel model(Bench bench) {
            String key = bench.key();
            Token token = Token.of(key, Instant.now().plusSeconds(3600));
            return model(bench, VertexCredential.token(() -> token));
        }

        @Override
        protected Optional<ChatModel> model(Bench bench, Supplier<Token> tokens) {
            return Optional.of(model(bench, VertexCredential.token(tokens)));
        }

        @Override
        protected Vendor vendor() {
            return Vendor.VERTEX;
        }
    }

    @Nested
    class GenerateContent extends Contract {
        GenerateContent() {
            super("gemini-3.6-flash", "gemini-3.6-flash", Trait.REFUSAL, Trait.REQUEST_ID);
        }
    }

    @Nested
    class TunedGemini extends Contract {
        TunedGemini() {
            super("endpoints/1234", "gemini-2.5-flash", Trait.REFUSAL, Trait.REQUEST_ID);
        }
    }

    @Nested
    class Messages extends Contract {
        Messages() {
            super("claude-sonnet-5", "claude-sonnet-5", Trait.FILTER, Trait.BLOCKED_PROMPT);
        }
    }

    @Nested
    class OpenModels extends Contract {
        OpenModels() {
            super("meta/llama-4-maverick-17b-128e-instruct-maas", "llama-4", Trait.BLOCKED_PROMPT, Trait.REQUEST_ID);
        }
    }

    @Nested
    class Mistral extends Contract {
        Mistral() {
            super("mistral-medium-3", "mistral-medium-3", Trait.BLOCKED_PROMPT, Trait.REQUEST_ID);
        }
    }

    @Nested
    class SelfDeployed extends Contract {
        SelfDeployed() {
            super("endpoints/1234", "llama-3.3", Trait.BLOCKED_PROMPT, Trait.REQUEST_ID);
        }
    }

    @Nested
    class Responses extends Contract {
        Responses() {
            super("gpt-6-luna", "gpt-6-luna", Trait.BLOCKED_PROMPT, Trait.REQUEST_ID);
        }
    }

    @Nested
    class Express extends Contract {
        Express() {
            super("gemini-3.6-flash", "gemini-3.6-flash", Trait.REFUSAL, Trait.REQUEST_ID);
        }

        @Override
        protected ChatModel model(Bench bench) {
            return Vertex.express(bench.key())
                    .endpoint(bench.url())
                    .transport(bench.transport())
                    .time(bench.time())
                    .model("gemini-3.6-flash", it -> it.reasons(false));
        }

        @Override
        protected Optional<ChatModel> model(Bench bench, Supplier<Token> tokens) {
            return Optional.empty();
        }
    }
}

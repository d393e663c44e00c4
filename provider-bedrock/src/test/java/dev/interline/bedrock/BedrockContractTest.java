package dev.interline.bedrock;

import dev.interline.ChatModel;
import dev.interline.testkit.Vendor;
import dev.interline.testkit.contract.Bench;
import dev.interline.testkit.contract.ProviderContract;
import dev.interline.testkit.contract.Trait;
import dev.interline.wire.auth.Token;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/** What every cloud must do, Bedrock does in each format. */
class BedrockContractTest {

    abstract static class Contract extends ProviderContract {
        private final String modelId;
        private final BedrockFormat format;

        Contract(String modelId, BedrockFormat format) {
            this.modelId = modelId;
            this.format = format;
        }

        Bedrock bedrock(Bench bench) {
            return Bedrock.in("us-east-1")
                    .endpoint(bench.url())
                    .transport(bench.transport())
                    .time(bench.time());
        }

        private ChatModel model(Bedrock bedrock) {
            return bedrock.model(modelId, it -> it.format(format).reasons(false));
        }

        @Override
        protected ChatModel model(Bench bench) {
            return model(bedrock(bench).keys(new AwsKeys(bench.key(), "a-secret-access-key", null)));
        }

        @Override
        protected Optional<ChatModel> model(Bench bench, Supplier<Token> tokens) {
            return Optional.of(model(bedrock(bench).token(tokens)));
        }

        @Override
        protected Vendor vendor() {
            return Vendor.BEDROCK;
        }
    }

    @Nested
    class Converse extends Contract {
        Converse() {
            super("us.anthropic.claude-sonnet-5", BedrockFormat.CONVERSE);
        }

        /** Whoever stopped it, it counts as filtered. */
        @Override
        protected Set<Trait> lacks() {
            return Set.of(Trait.REFUSAL);
        }
    }

    @Nested
    class Invoke extends Contract {
        Invoke() {
            super("us.anthropic.claude-sonnet-5", BedrockFormat.INVOKE);
        }

        /** Whoever stopped it, the word is refusal. */
        @Override
        protected Set<Trait> lacks() {
            return Set.of(Trait.FILTER, Trait.BLOCKED_PROMPT);
        }
    }

    @Nested
    class Messages extends Contract {
        Messages() {
            super("us.anthropic.claude-sonnet-5", BedrockFormat.MESSAGES);
        }

        /** Whoever stopped it, the word is refusal. */
        @Override
        protected Set<Trait> lacks() {
            return Set.of(Trait.FILTER, Trait.BLOCKED_PROMPT);
        }
    }

    @Nested
    class Responses extends Contract {
        Responses() {
            super("us.openai.gpt-6-sol", BedrockFormat.RESPONSES);
        }
    }

    @Nested
    class ChatCompletions extends Contract {
        ChatCompletions() {
            super("openai.gpt-oss-120b-1:0", BedrockFormat.CHAT_COMPLETIONS);
        }
    }

    @Nested
    class MantleResponses extends Contract {
        MantleResponses() {
            super("openai.gpt-6-sol", BedrockFormat.RESPONSES);
        }

        @Override
        Bedrock bedrock(Bench bench) {
            return super.bedrock(bench).mantle();
        }
    }

    @Nested
    class MantleChatCompletions extends Contract {
        MantleChatCompletions() {
            super("openai.gpt-oss-120b", BedrockFormat.CHAT_COMPLETIONS);
        }

        @Override
        Bedrock bedrock(Bench bench) {
            return super.bedrock(bench).mantle();
        }
    }

    @Nested
    class MantleMessages extends Contract {
        MantleMessages() {
            super("anthropic.claude-sonnet-5", BedrockFormat.MESSAGES);
        }

        /** Whoever stopped it, the word is refusal. */
        @Override
        protected Set<Trait> lacks() {
            return Set.of(Trait.FILTER, Trait.BLOCKED_PROMPT);
        }

        @Override
        Bedrock bedrock(Bench bench) {
            return super.bedrock(bench).mantle();
        }
    }
}

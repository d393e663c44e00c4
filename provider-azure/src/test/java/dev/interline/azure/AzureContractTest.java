package dev.interline.azure;

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

/** What every cloud must do, Azure does in each format. */
class AzureContractTest {

    abstract static class Contract extends ProviderContract {
        private final String family;
        private final AzureFormat format;

        Contract(String family, AzureFormat format) {
            this.family = family;
            this.format = format;
        }

        Azure azure(Bench bench) {
            return Azure.at(bench.url()).transport(bench.transport()).time(bench.time());
        }

        private ChatModel model(Azure azure) {
            return azure.model("main", it -> it.family(family).format(format).reasons(false));
        }

        @Override
        protected ChatModel model(Bench bench) {
            return model(azure(bench).apiKey(bench.key()));
        }

        @Override
        protected Optional<ChatModel> model(Bench bench, Supplier<Token> tokens) {
            return Optional.of(model(azure(bench).token(tokens)));
        }

        @Override
        protected Vendor vendor() {
            return Vendor.AZURE;
        }
    }

    @Nested
    class Responses extends Contract {
        Responses() {
            super("gpt-5", AzureFormat.RESPONSES);
        }
    }

    @Nested
    class ChatCompletions extends Contract {
        ChatCompletions() {
            super("gpt-4.1", AzureFormat.CHAT_COMPLETIONS);
        }
    }

    @Nested
    class DatedChatCompletions extends Contract {
        DatedChatCompletions() {
            super("gpt-4.1", AzureFormat.CHAT_COMPLETIONS);
        }

        @Override
        Azure azure(Bench bench) {
            return super.azure(bench).apiVersion("2024-10-21");
        }
    }

    @Nested
    class Messages extends Contract {
        Messages() {
            super("claude-sonnet-5", AzureFormat.MESSAGES);
        }

        /** Whoever stopped it, the word is refusal. */
        @Override
        protected Set<Trait> lacks() {
            return Set.of(Trait.FILTER, Trait.BLOCKED_PROMPT);
        }
    }
}

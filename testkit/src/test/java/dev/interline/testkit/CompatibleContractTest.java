package dev.interline.testkit;

import dev.interline.ChatModel;
import dev.interline.testkit.contract.Bench;
import dev.interline.testkit.contract.ProviderContract;
import dev.interline.wire.compatible.CompatibleFormat;
import dev.interline.wire.compatible.OpenAiCompatible;
import org.junit.jupiter.api.Nested;

/** A service of which nothing is known but its address and that it speaks like OpenAI keeps the contract. */
class CompatibleContractTest {

    abstract static class Contract extends ProviderContract {
        private final CompatibleFormat format;

        Contract(CompatibleFormat format) {
            this.format = format;
        }

        @Override
        protected ChatModel model(Bench bench) {
            return OpenAiCompatible.at(bench.url() + "/v1")
                    .apiKey(bench.key())
                    .transport(bench.transport())
                    .time(bench.time())
                    .model("any", it -> it.reasons(false).format(format));
        }

        @Override
        protected Vendor vendor() {
            return Vendor.OPENAI;
        }
    }

    @Nested
    class ChatCompletions extends Contract {
        ChatCompletions() {
            super(CompatibleFormat.CHAT_COMPLETIONS);
        }
    }

    @Nested
    class Responses extends Contract {
        Responses() {
            super(CompatibleFormat.RESPONSES);
        }
    }
}

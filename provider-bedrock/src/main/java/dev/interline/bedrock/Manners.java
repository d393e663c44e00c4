package dev.interline.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Adjust;
import dev.interline.wire.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * How a format is spoken on Bedrock. Sources: "Converse" and "InvokeModel" in the Amazon Bedrock API reference, and
 * "Claude on Amazon Bedrock" in Anthropic's documentation.
 */
final class Manners {
    private Manners() {}

    static Adjust of(BedrockFormat format, @Nullable Guardrail guardrail) {
        Adjust own = switch (format) {
            // the model is in the path
            case CONVERSE -> it -> it.body().remove("model");
            case INVOKE -> Manners::invoke;
            case MESSAGES -> it -> it.header("anthropic-version", "2023-06-01");
            case RESPONSES, CHAT_COMPLETIONS -> Adjust.NOTHING;
        };
        return guardrail == null ? own : own.then(guarded(format, guardrail));
    }

    private static void invoke(Outgoing outgoing) {
        ObjectNode body = outgoing.body();
        body.remove("model");
        // the path says it
        body.remove("stream");
        body.put("anthropic_version", "bedrock-2023-05-31");
    }

    private static Adjust guarded(BedrockFormat format, Guardrail guardrail) {
        if (format != BedrockFormat.CONVERSE) {
            return outgoing -> {
                outgoing.header("X-Amzn-Bedrock-GuardrailIdentifier", guardrail.id());
                outgoing.header("X-Amzn-Bedrock-GuardrailVersion", guardrail.version());
                if (guardrail.trace() != null) {
                    outgoing.header("X-Amzn-Bedrock-Trace", guardrail.trace().name());
                }
            };
        }
        return outgoing -> {
            ObjectNode config = outgoing.body().putObject("guardrailConfig");
            config.put("guardrailIdentifier", guardrail.id());
            config.put("guardrailVersion", guardrail.version());
            if (guardrail.trace() != null) {
                config.put("trace", guardrail.trace().word());
            }
        };
    }
}

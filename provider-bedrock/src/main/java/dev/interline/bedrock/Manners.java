package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * How a format is spoken on Bedrock. Sources: "Converse" and "InvokeModel" in the Amazon Bedrock API reference, and
 * "Claude on Amazon Bedrock" in Anthropic's documentation.
 */
final class Manners {
    private Manners() {}

    static Adjust of(BedrockFormat format, String modelId, @Nullable Guardrail guardrail) {
        Adjust own = switch (format) {
            // the model is in the path
            case CONVERSE ->
                modelId.contains(":prompt/") ? Manners::prompt : it -> it.body().remove("model");
            case INVOKE -> Manners::invoke;
            case MESSAGES ->
                it -> {
                    it.header("anthropic-version", "2023-06-01");
                    References.refuse(it.body().path("messages"));
                };
            case CHAT_COMPLETIONS -> Manners::noForeignStore;
            case RESPONSES -> Adjust.NOTHING;
        };
        return guardrail == null ? own : own.then(guarded(format, guardrail));
    }

    /** Known before the call, so that a route can move on at once. */
    private static void noForeignStore(Outgoing outgoing) {
        for (JsonNode message : outgoing.body().path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (Json.text(part.path("image_url"), "url").startsWith("gs:")) {
                    throw new UnsupportedException(
                            "Bedrock takes images as bytes or by https address, not from Google Cloud Storage");
                }
            }
        }
    }

    private static void invoke(Outgoing outgoing) {
        ObjectNode body = outgoing.body();
        body.remove("model");
        // the path says it
        body.remove("stream");
        body.put("anthropic_version", "bedrock-2023-05-31");
        References.refuse(body.path("messages"));
    }

    /** A prompt of Prompt management has its own system prompt, tools and settings; only messages are added to it. */
    private static void prompt(Outgoing outgoing) {
        ObjectNode body = outgoing.body();
        body.remove("model");
        for (String field : new String[] {"system", "toolConfig"}) {
            if (body.has(field)) {
                throw new UnsupportedException("a prompt of Prompt management has its own "
                        + (field.equals("system") ? "system prompt" : "tools")
                        + ": leave them out of the request, or ask the model itself");
            }
        }
        outgoing.untold("maxOutputTokens");
        JsonNode config = body.path("inferenceConfig");
        dropped(outgoing, "maxOutputTokens", outgoing.options().maxOutputTokens() != null);
        dropped(outgoing, "temperature", config.has("temperature"));
        dropped(outgoing, "topP", config.has("topP"));
        dropped(outgoing, "stopSequences", config.has("stopSequences"));
        dropped(outgoing, "topK", outgoing.options().topK() != null);
        boolean fields = body.has("additionalModelRequestFields");
        dropped(outgoing, "reasoning", fields && outgoing.options().reasoning() != null);
        body.remove("inferenceConfig");
        body.remove("additionalModelRequestFields");
    }

    private static void dropped(Outgoing outgoing, String setting, boolean asked) {
        if (asked) {
            outgoing.untold(setting);
            outgoing.notice(Notice.dropped(setting, "a prompt of Prompt management has its own settings"));
        }
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

package dev.interline.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a model is served: speed, class of service, and labels for the logs of the account. Sources:
 * "PerformanceConfiguration", "ServiceTier" and "InvokeModel" in the Amazon Bedrock API reference.
 *
 * @param latency null leaves it to Bedrock
 * @param tier null leaves it to Bedrock
 * @param metadata empty for none
 */
record Terms(@Nullable Latency latency, @Nullable String tier, Map<String, String> metadata) {
    static final Terms USUAL = new Terms(null, null, Map.of());

    private static final List<String> TIERS = List.of("priority", "default", "flex", "reserved");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}");
    private static final int MOST = 16;

    Terms {
        metadata = Map.copyOf(metadata);
        if (tier != null && !TIERS.contains(tier)) {
            throw new IllegalArgumentException("\"" + tier + "\" is no service tier: write one of " + TIERS);
        }
        if (metadata.size() > MOST) {
            throw new IllegalArgumentException("request metadata has at most " + MOST + " entries");
        }
        metadata.forEach((name, value) -> {
            if (!fits(name, value)) {
                throw new IllegalArgumentException("request metadata \"" + name
                        + "\": names and values have up to 256 letters, digits, blanks and :_@$#=/+,-.");
            }
        });
    }

    Terms with(Latency latency) {
        return new Terms(latency, tier, metadata);
    }

    Terms with(String tier) {
        return new Terms(latency, tier, metadata);
    }

    Terms with(Map<String, String> metadata) {
        return new Terms(latency, tier, metadata);
    }

    /** How they are said; what a request says for itself wins. */
    Adjust of(BedrockFormat format) {
        return switch (format) {
            case CONVERSE -> this::inBody;
            case INVOKE -> this::inHeaders;
            case RESPONSES, CHAT_COMPLETIONS, MESSAGES -> {
                if (!equals(USUAL)) {
                    throw new IllegalArgumentException(
                            "latency, service tier and request metadata of a model are taken by CONVERSE and INVOKE, not by "
                                    + format + ": choose another format, or leave them out");
                }
                yield Adjust.NOTHING;
            }
        };
    }

    private void inBody(Outgoing outgoing) {
        ObjectNode body = outgoing.body();
        if (latency != null && !body.has("performanceConfig")) {
            body.putObject("performanceConfig").put("latency", latency.word());
        }
        if (tier != null && !body.has("serviceTier")) {
            body.putObject("serviceTier").put("type", tier);
        }
        if (!metadata.isEmpty() && !body.has("requestMetadata")) {
            body.set("requestMetadata", labels());
        }
    }

    /** The format has no words for these, so that what the request says goes into headers as well. */
    private void inHeaders(Outgoing outgoing) {
        if (latency != null) {
            outgoing.header("X-Amzn-Bedrock-PerformanceConfig-Latency", latency.word());
        }
        String asked = outgoing.options().serviceTier();
        boolean known = asked != null && TIERS.contains(asked);
        if (known) {
            outgoing.untold("serviceTier");
        }
        String word = known ? asked : tier;
        if (word != null) {
            outgoing.header("X-Amzn-Bedrock-Service-Tier", word);
        }
        ObjectNode labels = outgoing.options().metadata().isEmpty() ? labels() : asked(outgoing);
        if (!labels.isEmpty()) {
            outgoing.header("X-Amzn-Bedrock-Request-Metadata", new String(Json.write(labels), StandardCharsets.UTF_8));
        }
    }

    private static ObjectNode asked(Outgoing outgoing) {
        outgoing.untold("metadata");
        ObjectNode labels = Json.object();
        new TreeMap<>(outgoing.options().metadata()).forEach((name, value) -> {
            if (fits(name, value) && labels.size() < MOST) {
                labels.put(name, value);
            } else {
                outgoing.notice(Notice.dropped(
                        "metadata", "Bedrock takes 16 labels of up to 256 plain characters; one was left out"));
            }
        });
        return labels;
    }

    private static boolean fits(String name, String value) {
        return !name.isEmpty()
                && LABEL.matcher(name).matches()
                && LABEL.matcher(value).matches();
    }

    private ObjectNode labels() {
        ObjectNode labels = Json.object();
        new TreeMap<>(metadata).forEach(labels::put);
        return labels;
    }

    /** How fast an answer has to be, where a model offers a choice. */
    enum Latency {
        STANDARD,
        OPTIMIZED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

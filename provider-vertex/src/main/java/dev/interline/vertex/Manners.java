package dev.interline.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The small differences of Vertex AI. Sources: "Claude models on Google Cloud" of the Claude documentation; "Priority
 * PayGo", "Provisioned Throughput", "Use OpenAI libraries with Vertex AI" and "Mistral AI models" of Google's.
 */
final class Manners {
    private static final String ANTHROPIC_VERSION = "vertex-2023-10-16";
    private static final Pattern LABEL_KEY = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern LABEL_VALUE = Pattern.compile("[a-z0-9_-]{0,63}");
    private static final Duration LONGEST_UNARY = Duration.ofMinutes(10);
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(20);
    private static final Set<String> SHARED = Set.of("priority", "flex", "standard");
    private static final Set<String> THROUGHPUT = Set.of("dedicated", "shared");

    private Manners() {}

    static Adjust of(VertexFormat format, ModelName name, Map<String, String> headers) {
        Adjust own = switch (format) {
            case GENERATE_CONTENT -> Adjust.NOTHING;
            case MESSAGES -> Manners::claude;
            case CHAT_COMPLETIONS -> chat(name);
            case RESPONSES -> outgoing -> outgoing.body().put("model", name.model());
        };
        return own.then(Manners::tier).then(Manners::serverTimeout).then(outgoing -> headers.forEach(outgoing::header));
    }

    /** For vectors. */
    static Adjust ofEmbeddings(ModelName name, boolean openAi, Map<String, String> headers) {
        Adjust own = openAi ? chat(name) : Adjust.NOTHING;
        return own.then(Manners::serverTimeout).then(outgoing -> headers.forEach(outgoing::header));
    }

    /** The model stands in the address, and the version in the body. */
    private static void claude(Outgoing outgoing) {
        ObjectNode body = outgoing.body();
        body.remove("model");
        body.put("anthropic_version", ANTHROPIC_VERSION);
        labels(outgoing);
        for (JsonNode message : body.path("messages")) {
            refuseReferences(message.path("content"));
        }
    }

    /** What rawPredict hands through to a model knows no labels, so that they travel in a header: "Add labels to API calls". */
    private static void labels(Outgoing outgoing) {
        if (outgoing.options().metadata().isEmpty()) {
            return;
        }
        outgoing.untold("metadata");
        ObjectNode labels = Json.object();
        new TreeMap<>(outgoing.options().metadata()).forEach((key, value) -> {
            if (LABEL_KEY.matcher(key).matches() && LABEL_VALUE.matcher(value).matches()) {
                labels.put(key, value);
            } else {
                outgoing.notice(Notice.dropped(
                        "metadata",
                        "label '" + key + "' was left out: labels are up to 63 lower-case letters, digits, '_' and '-',"
                                + " and their keys begin with a letter"));
            }
        });
        if (!labels.isEmpty()) {
            outgoing.header("X-Vertex-AI-Labels", Base64.getEncoder().encodeToString(Json.write(labels)));
        }
    }

    /** Known before the call, so that a route can move on at once. */
    private static void refuseReferences(JsonNode content) {
        for (JsonNode block : content) {
            String source = Json.text(block.path("source"), "type");
            if (source.equals("url") || source.equals("file")) {
                throw new UnsupportedException(
                        "Vertex AI takes images and documents for Claude as bytes alone, not by reference");
            }
            refuseReferences(block.path("content"));
        }
    }

    private static Adjust chat(ModelName name) {
        return outgoing -> {
            ObjectNode body = outgoing.body();
            if (name.isMistral()) {
                body.remove("metadata");
                labels(outgoing);
            }
            if (name.isEndpoint()) {
                // there is one model behind it, whose name nobody asks for
                body.remove("model");
            } else {
                refuseAddresses(body);
                body.put("model", name.isMistral() ? name.model() : name.publisher() + "/" + name.model());
            }
        };
    }

    /** What Google serves reads images from its own store alone; what somebody deployed reads what it will. */
    private static void refuseAddresses(ObjectNode body) {
        for (JsonNode message : body.path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (Json.text(part.path("image_url"), "url").startsWith("http")) {
                    throw new UnsupportedException(
                            "Vertex AI takes images in Chat Completions as bytes or from Cloud Storage (gs://…), not by"
                                    + " address");
                }
            }
        }
    }

    /** Classes of service are chosen by headers here, also where the format itself knows none or others. */
    private static void tier(Outgoing outgoing) {
        String word = outgoing.options().serviceTier();
        if (word == null) {
            return;
        }
        boolean shared = SHARED.contains(word);
        // any other word stays where the format put it, and the server will say that it does not know it
        if (shared || THROUGHPUT.contains(word)) {
            outgoing.header(shared ? "X-Vertex-AI-LLM-Shared-Request-Type" : "X-Vertex-AI-LLM-Request-Type", word);
            outgoing.body().remove(List.of("serviceTier", "service_tier"));
            outgoing.untold("serviceTier");
        }
    }

    /** Whoever has hung up need not be answered. A limit of the first content alone is none of the server's. */
    private static void serverTimeout(Outgoing outgoing) {
        Duration longest = outgoing.streaming() ? LONGEST_STREAM : LONGEST_UNARY;
        outgoing.context().remainingToTheEnd().ifPresent(left -> {
            Duration limit = left.compareTo(longest) < 0 ? left : longest;
            long seconds = limit.plusSeconds(1).minusNanos(1).toSeconds();
            outgoing.header("X-Server-Timeout", Long.toString(Math.max(1, seconds)));
        });
    }
}

package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the real clouds stands for.
 *
 * @param model the model or deployment asked for, from the path or the body; empty if neither names one
 * @param raw whether the model is named by the path, the body being the model's own (or Converse, or Gemini)
 */
record Route(Vendor vendor, Format format, Framing framing, String model, boolean streaming, boolean raw) {

    private static final String GOOGLE = "/v1(?:beta1)?(?:/projects/[^/]+/locations/[^/]+)?";

    /** A path, in which a group is the model, and what is spoken there. A vendor of null is Azure or Bedrock. */
    private record Rule(Pattern path, @Nullable Vendor vendor, Format format) {}

    private static final List<Rule> BY_BODY = List.of(
            rule("/openai/deployments/([^/]+)/chat/completions", Vendor.AZURE, Format.CHAT),
            rule("(?:/api/projects/[^/]+)?/openai/v1/chat/completions()", null, Format.CHAT),
            rule("(?:/api/projects/[^/]+)?/openai(?:/v1)?/responses()", null, Format.RESPONSES),
            rule("/anthropic/v1/messages()", null, Format.MESSAGES),
            rule("/anthropic/v1/messages/count_tokens()", null, Format.COUNT),
            rule("/openai/deployments/([^/]+)/embeddings", Vendor.AZURE, Format.EMBEDDINGS),
            rule("(?:/api/projects/[^/]+)?/openai/v1/embeddings()", Vendor.AZURE, Format.EMBEDDINGS),
            rule("(?:/api/projects/[^/]+)?/openai(?:/v1)?/(models)", Vendor.AZURE, Format.MODELS),
            rule("/v1/(models)", Vendor.BEDROCK, Format.MODELS),
            rule("/v1beta1/(publishers)/\\*/models", Vendor.VERTEX, Format.MODELS),
            rule(GOOGLE + "/endpoints/openapi/embeddings()", Vendor.VERTEX, Format.EMBEDDINGS),
            rule(GOOGLE + "/publishers/anthropic/models/count-tokens:rawPredict()", Vendor.VERTEX, Format.COUNT),
            rule(GOOGLE + "/(?:publishers/google/models|endpoints)/([^/:]+):countTokens", Vendor.VERTEX, Format.COUNT),
            rule(
                    GOOGLE + "/(?:publishers/google/models|endpoints)/([^/:]+):(?:embedContent|predict)",
                    Vendor.VERTEX,
                    Format.EMBEDDINGS),
            rule("/v1/chat/completions()", null, Format.CHAT),
            rule("/v1/responses()", null, Format.RESPONSES),
            rule("/chat/completions()", Vendor.OPENAI, Format.CHAT),
            rule("/responses()", Vendor.OPENAI, Format.RESPONSES),
            rule(GOOGLE + "/endpoints/[^/]+/chat/completions()", Vendor.VERTEX, Format.CHAT),
            rule(GOOGLE + "/publishers/openai/v1/responses()", Vendor.VERTEX, Format.RESPONSES));

    /** Bedrock's own, of which each refuses in AWS's way. */
    private static final List<Rule> NATIVE = List.of(
            rule("/model/([^/]+)/count-tokens", Vendor.BEDROCK, Format.COUNT),
            rule("/(foundation-models|inference-profiles)", Vendor.BEDROCK, Format.MODELS));

    private static final Pattern BEDROCK = Pattern.compile("/model/([^/]+)/(converse|invoke)");
    private static final Pattern BEDROCK_STREAM =
            Pattern.compile("/model/([^/]+)/(converse-stream|invoke-with-response-stream)");
    private static final Pattern GEMINI = Pattern.compile(
            GOOGLE + "/(?:publishers/google/models|endpoints)/([^/:]+):(generateContent|streamGenerateContent)");
    private static final Pattern CLAUDE =
            Pattern.compile(GOOGLE + "/publishers/(anthropic|mistralai)/models/([^/:]+):(rawPredict|streamRawPredict)");

    /** Null if no cloud has anything at this path. */
    static @Nullable Route of(@Nullable Vendor declared, String path, String query, JsonNode body) {
        for (Rule rule : BY_BODY) {
            Matcher at = rule.path().matcher(path);
            if (at.matches()) {
                Vendor vendor = rule.vendor() != null ? rule.vendor() : openAi(declared, path);
                String model = at.group(1).isEmpty() ? body.path("model").asText("") : decode(at.group(1));
                boolean streaming = body.path("stream").asBoolean(false);
                Framing framing = rule.format() == Format.CHAT ? Framing.SSE : Framing.SSE_NAMED;
                return new Route(vendor, rule.format(), framing, model, streaming, false);
            }
        }
        for (Rule rule : NATIVE) {
            Matcher at = rule.path().matcher(path);
            if (at.matches()) {
                return new Route(Vendor.BEDROCK, rule.format(), Framing.CHUNKS, decode(at.group(1)), false, true);
            }
        }
        Route bedrock = bedrock(BEDROCK.matcher(path), body, false);
        if (bedrock == null) {
            bedrock = bedrock(BEDROCK_STREAM.matcher(path), body, true);
        }
        return bedrock != null ? bedrock : vertex(path, query);
    }

    /** The type of whole answers and of refusals. */
    String contentType() {
        return format == Format.GEMINI ? "application/json; charset=UTF-8" : "application/json";
    }

    /** Whose way it is to say that there is nothing at a path. */
    static Vendor guess(@Nullable Vendor declared, String path) {
        if (declared != null) {
            return declared;
        }
        if (path.startsWith("/model/")) {
            return Vendor.BEDROCK;
        }
        return Pattern.matches(GOOGLE + "/(publishers|endpoints)/.*", path) ? Vendor.VERTEX : Vendor.AZURE;
    }

    private static @Nullable Route bedrock(Matcher at, JsonNode body, boolean streaming) {
        if (!at.matches()) {
            return null;
        }
        boolean converse = at.group(2).startsWith("converse");
        Framing framing = converse ? Framing.EVENT_STREAM : Framing.CHUNKS;
        boolean vectors = body.has("inputText") || body.has("texts") || body.has("singleEmbeddingParams");
        Format format = converse ? Format.CONVERSE : vectors ? Format.EMBEDDINGS : Format.MESSAGES;
        return new Route(Vendor.BEDROCK, format, framing, decode(at.group(1)), streaming, true);
    }

    private static @Nullable Route vertex(String path, String query) {
        Matcher gemini = GEMINI.matcher(path);
        if (gemini.matches()) {
            boolean streaming = gemini.group(2).startsWith("stream");
            Framing framing = List.of(query.split("&")).contains("alt=sse") ? Framing.SSE_CRLF : Framing.LIST;
            return new Route(Vendor.VERTEX, Format.GEMINI, framing, decode(gemini.group(1)), streaming, true);
        }
        Matcher partner = CLAUDE.matcher(path);
        if (partner.matches()) {
            boolean claude = partner.group(1).equals("anthropic");
            boolean streaming = partner.group(3).startsWith("stream");
            return new Route(
                    Vendor.VERTEX,
                    claude ? Format.MESSAGES : Format.CHAT,
                    claude ? Framing.SSE_NAMED : Framing.SSE,
                    decode(partner.group(2)),
                    streaming,
                    true);
        }
        return null;
    }

    /** These paths are several clouds'; nobody but Azure has them where nothing is declared, but for those at the root. */
    private static Vendor openAi(@Nullable Vendor declared, String path) {
        if (declared == Vendor.BEDROCK || declared == Vendor.OPENAI) {
            return declared;
        }
        return path.startsWith("/v1/") ? Vendor.BEDROCK : Vendor.AZURE;
    }

    private static Rule rule(String path, @Nullable Vendor vendor, Format format) {
        return new Rule(Pattern.compile(path), vendor, format);
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

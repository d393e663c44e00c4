package dev.interline.wire.compatible;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Profile;
import dev.interline.error.ChatException;
import dev.interline.time.Time;
import dev.interline.wire.Cloud;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.RetryAfter;
import dev.interline.wire.Verdict;
import dev.interline.wire.openai.OpenAiWords;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One model's side of a service in the manner of OpenAI. What a refusal means is told by the code word, else by HTTP's
 * status: whoever took the formats over has not always taken the words over. Source: OpenAI's guide "Error codes".
 */
final class CompatibleCloud implements Cloud {
    static final String NAME = "openai-compatible";

    private final Time time;

    CompatibleCloud(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatException explain(Profile profile, Refusal refusal) {
        JsonNode error = error(refusal.json());
        String code = error.path("code").isTextual() ? error.path("code").textValue() : "";
        String type = Json.text(error, "type");
        String message = message(refusal, error);
        Verdict verdict = verdict(refusal.status(), code, type, message.toLowerCase(Locale.ROOT));
        Duration hint = RetryAfter.of(refusal, time.now());
        if (hint == null && verdict.kind() == ChatException.Kind.RATE_LIMITED) {
            hint = RetryAfter.prose(message);
        }
        return verdict.exception(
                refusal.failure(code.isEmpty() ? type : code, requestId(refusal::header), hint, message));
    }

    /** Some nest the error in a response, some do without a nest. */
    private static JsonNode error(JsonNode body) {
        JsonNode one = body.isArray() ? body.path(0) : body;
        JsonNode nested = one.path("error").isContainerNode()
                ? one.path("error")
                : one.path("response").path("error");
        return nested.isObject() ? nested : one;
    }

    private static String message(Refusal refusal, JsonNode error) {
        for (String name : new String[] {"message", "error", "detail"}) {
            String said = Json.text(error, name);
            if (!said.isEmpty()) {
                return said;
            }
        }
        return refusal.isJson() ? "" : refusal.words();
    }

    private static Verdict verdict(int status, String code, String type, String message) {
        Verdict verdict = OpenAiWords.verdict(code);
        // the type is coarser: it counts where the code is silent, but not against a clear status
        if (verdict == null && status < 401) {
            verdict = OpenAiWords.verdict(type);
        }
        return verdict != null ? verdict : byStatus(status, type, message);
    }

    private static Verdict byStatus(int status, String type, String message) {
        return switch (status) {
            case 0 ->
                type.equals("invalid_request_error") ? vague(message) : Verdict.of(ChatException.Kind.UNAVAILABLE);
            case 400, 422 -> vague(message);
            case 401, 403 -> Verdict.of(ChatException.Kind.DENIED);
            case 402 -> Verdict.of(ChatException.Kind.QUOTA_SPENT);
            case 404 ->
                new Verdict(
                        ChatException.Kind.NOT_FOUND,
                        "there is no such model or path: check the model's name and that the endpoint ends where the"
                                + " service's base URL does");
            case 408, 504 -> Verdict.of(ChatException.Kind.TIMED_OUT);
            case 409, 424, 425, 499 -> Verdict.of(ChatException.Kind.UNAVAILABLE);
            case 429 -> Verdict.of(ChatException.Kind.RATE_LIMITED);
            case 501 -> Verdict.of(ChatException.Kind.UNSUPPORTED);
            default -> byHundred(status);
        };
    }

    private static Verdict byHundred(int status) {
        if (status >= 500) {
            return Verdict.of(ChatException.Kind.UNAVAILABLE);
        }
        if (status >= 400) {
            return Verdict.of(ChatException.Kind.INVALID);
        }
        return status >= 300
                ? new Verdict(
                        ChatException.Kind.NOT_FOUND,
                        "the endpoint sends requests elsewhere, which is not followed because it would carry the key"
                                + " along: write the address it means")
                : Verdict.of(ChatException.Kind.UNREADABLE);
    }

    private static Verdict vague(String message) {
        boolean tooLong = message.contains("maximum context length")
                || message.contains("context window")
                || message.contains("prompt is too long");
        return Verdict.of(tooLong ? ChatException.Kind.TOO_LONG : ChatException.Kind.INVALID);
    }

    @Override
    public String requestId(Function<String, @Nullable String> headers) {
        for (String name : new String[] {"x-request-id", "request-id"}) {
            String id = headers.apply(name);
            if (id != null && !id.isBlank()) {
                return id;
            }
        }
        return "";
    }
}

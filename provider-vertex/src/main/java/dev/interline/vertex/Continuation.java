package dev.interline.vertex;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Message;
import dev.interline.Options;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Usage;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How an answer of Gemini is gone on with, and put together again. Source: "Long decode" of Google's documentation. */
final class Continuation {
    private static final String TOKEN = "continuationToken";

    private Continuation() {}

    /** Where to go on; null when the answer is at its end. One that reached the caller's own cap is at its end. */
    static @Nullable String token(ChatResponse response) {
        String detail = response.details().get(TOKEN);
        if (detail == null || !response.stopReason().word().equals("CONTINUATION")) {
            return null;
        }
        try {
            String token = Json.read(detail).asText();
            return token.isEmpty() ? null : token;
        } catch (JsonProcessingException e) {
            // a token that is none leads nowhere
            return null;
        }
    }

    /** The same request, told where to go on. */
    static ChatRequest request(ChatRequest request, String token) {
        Options options = request.options();
        Map<String, Object> fields = new LinkedHashMap<>(options.extras().getOrDefault(VertexCloud.NAME, Map.of()));
        fields.put(TOKEN, token);
        return request.toBuilder()
                .options(options.toBuilder().extra(VertexCloud.NAME, fields).build())
                .build();
    }

    /** One answer out of two halves; the first one's prompt is the conversation, output of both is billed. */
    static ChatResponse joined(ChatResponse first, ChatResponse then) {
        List<Part> parts = new ArrayList<>(first.message().parts());
        for (Part part : then.message().parts()) {
            Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last instanceof Text before && part instanceof Text after && isPlain(before) && isPlain(after)) {
                parts.set(parts.size() - 1, Text.of(before.text() + after.text()));
            } else {
                parts.add(part);
            }
        }
        return then.toBuilder()
                .id(first.id())
                .message(new Message(first.message().role(), parts, null))
                .usage(usage(first.usage(), then.usage()))
                .cost(first.cost().plus(then.cost()))
                .build();
    }

    private static boolean isPlain(Text text) {
        return text.opaque() == null && text.citations().isEmpty();
    }

    private static Usage usage(Usage first, Usage then) {
        Usage.Builder usage = Usage.builder();
        first.input().ifPresent(usage::input);
        first.cachedInput().ifPresent(usage::cachedInput);
        first.cacheWrites().ifPresent(usage::cacheWrites);
        sum(first.output(), then.output()).ifPresent(usage::output);
        sum(first.reasoning(), then.reasoning()).ifPresent(usage::reasoning);
        return usage.build();
    }

    private static OptionalLong sum(OptionalLong first, OptionalLong then) {
        return first.isPresent() && then.isPresent()
                ? OptionalLong.of(first.getAsLong() + then.getAsLong())
                : first.isPresent() ? first : then;
    }
}

package dev.interline.testkit;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.InvalidException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.Adjust;
import dev.interline.wire.Cloud;
import dev.interline.wire.Dialect;
import dev.interline.wire.Framing;
import dev.interline.wire.HttpChatModel;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.RetryAfter;
import dev.interline.wire.Transport;
import dev.interline.wire.openai.ChatCompletions;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plainest cloud: Chat Completions at a base address with a key. */
record ChatCloud(String base, String key) implements Cloud {

    static HttpChatModel model(FakeClouds clouds, String target, Transport transport) {
        Profile profile = Profile.builder(new ModelId(target, "fake", "gpt-4o"))
                .family("gpt-4o")
                .reasons(false)
                .build();
        ChatCloud cloud = new ChatCloud(clouds.url(target), "key");
        return new HttpChatModel(cloud, cloud.dialect(), profile, transport, Time.system());
    }

    @Override
    public String name() {
        return "plain";
    }

    private Dialect dialect() {
        return new Dialect(
                ChatCompletions.FORMAT,
                (who, streaming) -> base + "/openai/v1/chat/completions",
                Framing.SSE,
                Adjust.NOTHING,
                outgoing -> outgoing.header("api-key", key));
    }

    @Override
    public ChatException explain(Profile profile, Refusal refusal) {
        var failure = refusal.failure(
                Json.text(refusal.json().path("error"), "code"),
                "",
                RetryAfter.of(refusal, Instant.EPOCH),
                Json.text(refusal.json().path("error"), "message"));
        return switch (refusal.status()) {
            case 401, 403 -> new DeniedException("denied", failure, null);
            case 400 -> new InvalidException("invalid", failure, null);
            case 429 -> new RateLimitedException("rate limited", failure, null);
            default -> new UnavailableException("unavailable", failure, null);
        };
    }

    @Override
    public String requestId(Function<String, @Nullable String> headers) {
        String id = headers.apply("apim-request-id");
        return id == null ? "" : id;
    }
}

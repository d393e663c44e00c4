package dev.interline.benchmarks;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.Adjust;
import dev.interline.wire.Cloud;
import dev.interline.wire.Dialect;
import dev.interline.wire.Framing;
import dev.interline.wire.HttpChatModel;
import dev.interline.wire.Refusal;
import dev.interline.wire.Transport;
import dev.interline.wire.openai.ChatCompletions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chat Completions at one address with a key, to measure the way from socket to event without a cloud's table. */
record PlainCloud(String url) implements Cloud {

    static HttpChatModel model(String url, Transport transport) {
        Profile profile = Profile.builder(new ModelId("plain", "loopback", "gpt-4o"))
                .family("gpt-4o")
                .reasons(false)
                .build();
        PlainCloud cloud = new PlainCloud(url);
        return new HttpChatModel(cloud, cloud.dialect(), profile, transport, Time.system());
    }

    @Override
    public String name() {
        return "plain";
    }

    private Dialect dialect() {
        return new Dialect(
                ChatCompletions.FORMAT,
                (who, streaming) -> url,
                Framing.SSE,
                Adjust.NOTHING,
                outgoing -> outgoing.header("api-key", "key"));
    }

    @Override
    public ChatException explain(Profile profile, Refusal refusal) {
        return new UnavailableException("refused", Failure.of(refusal.status(), "", ""), null);
    }

    @Override
    public String requestId(Function<String, @Nullable String> headers) {
        return "";
    }
}

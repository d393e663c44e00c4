package dev.interline.benchmarks.load;

import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.benchmarks.raw.RawModel;
import dev.interline.route.Router;
import dev.interline.wire.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One chunk of a stream, from the bytes in OkHttp's hands to the text in the caller's, without a socket. An operation is
 * a chunk; run it with {@code -prof gc} for bytes a chunk.
 */
public class DecodeStream extends Spoken {
    private static final int CHUNKS = 5_000;
    private static final String BASE = "http://127.0.0.1:9";

    private final ChatRequest request =
            ChatRequest.builder().user("hi").maxOutputTokens(1_000).build();
    private RawModel raw = RawModel.of("chat", RawModel.client(), BASE);
    private ChatModel model = InterlineDriver.model(Tongue.CHAT, BASE, Transport.shared());
    private ChatModel router = model;

    /** Puts the same bytes behind all of them. */
    @Setup
    public void open() {
        Speech speech = Speech.of(Tongue.of(tongue));
        byte[] body = speech.stream(CHUNKS);
        MediaType type = MediaType.get(speech.streamType());
        Interceptor canned = chain -> new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                // read through pooled segments, as from a socket; create(body, type) would copy all of it first
                .body(ResponseBody.create(Okio.buffer(Okio.source(new ByteArrayInputStream(body))), type, body.length))
                .build();
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(canned).build();
        raw = RawModel.of(tongue, client, BASE);
        model = InterlineDriver.model(Tongue.of(tongue), BASE, Transport.over(client));
        router = Router.over(model);
    }

    /** By hand. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void byHand(Blackhole hole) throws IOException {
        hole.consume(raw.stream("hi", hole::consume));
    }

    /** A model alone. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void model(Blackhole hole) {
        drain(model, hole);
    }

    /** A model behind a router. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void router(Blackhole hole) {
        drain(router, hole);
    }

    private void drain(ChatModel from, Blackhole hole) {
        try (ChatStream stream = from.stream(request)) {
            for (ChatEvent event : stream) {
                hole.consume(event);
            }
        }
    }
}

package dev.interline.testkit;

import dev.interline.time.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import mockwebserver3.MockResponse;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Takes requests to the stage and answers back without a socket; one host is known, and one port of it listens. */
final class Simulation implements Interceptor {

    static final String ADDRESS = "https://fake.test/";

    private final HttpUrl address = HttpUrl.get(ADDRESS);
    private final Stage stage;
    private final Time time;
    private final Tally tally;

    Simulation(Stage stage, Time time, Tally tally) {
        this.stage = stage;
        this.time = time;
        this.tally = tally;
    }

    OkHttpClient client() {
        return new OkHttpClient.Builder().addInterceptor(this).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.url().host().equals(address.host())) {
            throw new UnknownHostException(request.url().host());
        }
        if (request.url().port() != address.port()) {
            throw new ConnectException("Connection refused");
        }
        Asked asked = asked(request);
        Pipe pipe = new Pipe(time, tally);
        chain.call().addEventListener(new EventListener() {
            @Override
            public void canceled(Call call) {
                pipe.leave();
            }
        });
        if (chain.call().isCanceled()) {
            throw new IOException("Canceled");
        }
        time.fork("fake", () -> serve(asked, pipe));
        MockResponse head = pipe.head();
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(head.getCode())
                .message("")
                .headers(head.getHeaders())
                .body(pipe.body())
                .build();
    }

    private void serve(Asked asked, Pipe pipe) {
        try {
            MockResponse response = stage.answer(asked, pipe);
            pipe.begin(response);
            if (response.getBody() != null) {
                try (BufferedSink sink = Okio.buffer(pipe.sink())) {
                    response.getBody().writeTo(sink);
                }
            }
            pipe.end();
        } catch (IOException e) {
            pipe.breakOff(e);
        }
    }

    private Asked asked(Request request) throws IOException {
        HttpUrl url = request.url();
        String target = url.encodedQuery() == null ? url.encodedPath() : url.encodedPath() + "?" + url.encodedQuery();
        Buffer body = new Buffer();
        @Nullable RequestBody sent = request.body();
        if (sent != null) {
            sent.writeTo(body);
        }
        return new Asked(request.method(), target, request.headers().toMultimap(), body.readUtf8(), time.now());
    }
}

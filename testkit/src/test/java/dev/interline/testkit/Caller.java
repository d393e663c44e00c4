package dev.interline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client that keeps what it read when a connection breaks. */
final class Caller implements AutoCloseable {

    static final String CHAT = "/openai/v1/chat/completions";
    static final String CHAT_STREAM =
            "{\"model\":\"gpt\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{}]}";
    static final String CHAT_WHOLE = "{\"model\":\"gpt\",\"messages\":[{}]}";

    /** What came back; {@code broken} if the body did not end in good order. */
    record Heard(
            int status,
            Map<String, List<String>> headers,
            ByteString body,
            @Nullable IOException broken) {

        String text() {
            return body.utf8();
        }

        @Nullable
        String header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null ? null : values.get(0);
        }

        /** The data of each server-sent event. */
        List<String> events() {
            List<String> data = new ArrayList<>();
            for (String line : text().split("\r?\n")) {
                if (line.startsWith("data: ")) {
                    data.add(line.substring(6));
                }
            }
            return data;
        }
    }

    private final OkHttpClient client = new OkHttpClient.Builder()
            .readTimeout(Duration.ofSeconds(20))
            .retryOnConnectionFailure(false)
            .build();

    Call call(String url, String body, String... headers) {
        Request.Builder request =
                new Request.Builder().url(url).post(RequestBody.create(body, MediaType.get("application/json")));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.newCall(request.build());
    }

    /** Throws only if no answer began. */
    Heard post(String url, String body, String... headers) {
        try (Response response = call(url, body, headers).execute()) {
            Buffer read = new Buffer();
            IOException broken = null;
            try {
                BufferedSource source = response.body().source();
                while (source.read(read, 8192) >= 0) {
                    // all there is
                }
            } catch (IOException e) {
                broken = e;
            }
            return new Heard(response.code(), response.headers().toMultimap(), read.readByteString(), broken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Heard chat(FakeCloud cloud) {
        return post(cloud.url() + CHAT, CHAT_STREAM);
    }

    Heard chatWhole(FakeCloud cloud) {
        return post(cloud.url() + CHAT, CHAT_WHOLE);
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    static ByteString base64(String text) {
        return ByteString.of(Base64.getDecoder().decode(text));
    }
}

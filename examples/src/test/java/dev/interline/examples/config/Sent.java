package dev.interline.examples.config;

import dev.interline.Interline;
import dev.interline.config.ConfigException;
import dev.interline.error.ChatException;
import dev.interline.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** What a deployment of a file would send: address, headers and body, and none of it leaves this machine. */
final class Sent implements Interceptor {
    private static final String NO_ANSWER = "";

    private final StringBuilder text = new StringBuilder();
    private final String answer;

    private Sent(String answer) {
        this.answer = answer;
    }

    /** Of the model {@code chat} of the file, or of its one deployment of embeddings; or why the file is refused. */
    static String by(Path directory, String yaml) {
        return by(directory, yaml, NO_ANSWER);
    }

    /** As {@link #by(Path, String)}, where everything that is sent has this answer, in JSON. */
    static String by(Path directory, String yaml, String answer) {
        Path file = directory.resolve("interline.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Sent sent = new Sent(answer);
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(sent).build();
        try (Interline interline = Interline.loader()
                .warm(false)
                .sharing(
                        Transport.class,
                        () -> Transport.builder().client(client).noProxy().build())
                .load(file)) {
            if (interline.models().isEmpty()) {
                interline.embeddings(interline.embeddings().iterator().next()).embed("Hi");
            } else {
                interline.model("chat").ask("Hi");
            }
            return sent.text.toString();
        } catch (ConfigException e) {
            return "refused: " + e.getMessage();
        } catch (ChatException e) {
            return sent.text + "\n" + reasons(e);
        }
    }

    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            reasons.append(at).append('\n');
        }
        return reasons.toString();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Buffer body = new Buffer();
        if (request.body() != null) {
            request.body().writeTo(body);
        }
        text.append(request.method()).append(' ').append(request.url()).append('\n');
        request.headers()
                .forEach(header -> text.append(header.getFirst())
                        .append(": ")
                        .append(header.getSecond())
                        .append('\n'));
        text.append(body.readUtf8()).append('\n');
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.isEmpty() ? 400 : 200)
                .message("")
                .body(ResponseBody.create(answer.isEmpty() ? "{}" : answer, MediaType.get("application/json")))
                .build();
    }
}

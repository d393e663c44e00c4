package dev.interline.azure;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What a program gets to know of an answer, in the columns of the tables in {@code src/test/resources/recorded}. */
record Heard(@Nullable ChatResponse response, @Nullable ChatException failure, String requestId) {
    private static final int SHORT = 60;
    private static final int START = 40;

    /** Asks for a whole answer or for a stream, and takes what comes of it. */
    static Heard ask(ChatModel model, ChatRequest request, boolean streaming) {
        CallContext context = CallContext.create();
        try {
            ChatResponse response = streaming ? read(model.stream(request, context)) : model.chat(request, context);
            return new Heard(response, null, context.trail().hops().get(0).requestId());
        } catch (ChatException e) {
            return new Heard(e.partial().orElse(null), e, e.requestId());
        }
    }

    private static ChatResponse read(ChatStream stream) {
        try (stream) {
            return stream.response();
        }
    }

    /** Parts, text, calls, stop, usage, model, details, error, request. */
    String columns() {
        Stream<String> said = response == null ? Stream.of("", "", "", "", "", "", "") : columns(response);
        return Stream.concat(said, Stream.of(error(), requestId)).collect(Collectors.joining(" | "));
    }

    private Stream<String> columns(ChatResponse response) {
        List<Part> parts = response.message().parts();
        return Stream.of(
                parts.stream().map(Heard::kind).collect(Collectors.joining(", ")),
                shortened(response.text()),
                shortened(response.toolCalls().stream()
                        .map(call -> call.name() + call.arguments())
                        .collect(Collectors.joining(" "))),
                response.stopReason().kind() + " " + response.stopReason().word(),
                usage(response.usage()),
                response.servedModel(),
                String.join(" ", new TreeSet<>(response.details().keySet())));
    }

    private static String kind(Part part) {
        String kind = part.kind().name().toLowerCase(Locale.ROOT);
        if (part instanceof Thinking thinking) {
            kind += " " + thinking.text().length();
        } else if (part instanceof ToolCall) {
            kind = "call";
        } else if (part instanceof Text text && !text.citations().isEmpty()) {
            kind += " cites " + text.citations().size();
        }
        return kind + (isSigned(part) ? " signed" : "");
    }

    private static boolean isSigned(Part part) {
        return part.opaque() != null
                && Stream.of("\"signature\"", "\"thoughtSignature\"", "\"encrypted_content\"", "\"redactedContent\"")
                        .anyMatch(part.opaque().json()::contains);
    }

    /** All of a short text; of a long one the beginning, the length, and a check sum over all of it. */
    private static String shortened(String text) {
        if (text.length() <= SHORT) {
            String line = escaped(text);
            return line.endsWith(" ") ? line.substring(0, line.length() - 1) + "\\s" : line;
        }
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        String start = text.substring(0, text.offsetByCodePoints(0, START));
        return "%s… %d chars %08x".formatted(escaped(start), text.length(), sum.getValue());
    }

    private static String escaped(String text) {
        String line = text.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\p");
        return line.startsWith(" ") ? "\\s" + line.substring(1) : line;
    }

    /** Input, the cached part of it, output, the reasoning part of it. */
    private static String usage(Usage usage) {
        return usage.isKnown()
                ? Stream.of(usage.input(), usage.cachedInput(), usage.output(), usage.reasoning())
                        .map(count -> count.isPresent() ? String.valueOf(count.getAsLong()) : "?")
                        .collect(Collectors.joining("/"))
                : "";
    }

    private String error() {
        if (failure == null) {
            return "";
        }
        // a stream that broke after content was shown is told by what broke it, as a whole answer would be
        ChatException.Kind kind = failure.getCause() instanceof ChatException cause ? cause.kind() : failure.kind();
        String line = kind + " " + failure.status() + " " + failure.code();
        return (line + failure.retryAfter().map(wait -> " after " + wait).orElse("")).strip();
    }
}

package dev.interline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation in our own format, and refuses whatever it does not know: what is skipped would be lost when the
 * conversation is written again.
 */
final class ConversationReader {
    static final String VERSION_KEY = "interline";
    static final int VERSION = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(20)
                    .maxStringLength(Conversation.MOST_CHARACTERS)
                    .build())
            .build();

    private ConversationReader() {}

    static Conversation read(String json) {
        if (json.length() > Conversation.MOST_CHARACTERS) {
            throw new ConversationException("a conversation of " + json.length() + " characters is too long to be read;"
                    + " at most " + Conversation.MOST_CHARACTERS + " are");
        }
        if (!(tree(json) instanceof Map<?, ?> object)) {
            throw new ConversationException("is no conversation: needs a JSON object");
        }
        Fields fields = new Fields("", object);
        long version = fields.whole(VERSION_KEY, -1);
        if (version == -1) {
            throw fields.problem(VERSION_KEY, "is missing; it tells the version of the format");
        }
        if (version != VERSION) {
            throw fields.problem(
                    VERSION_KEY, "is " + version + "; this version of the library knows " + VERSION + " only");
        }
        List<Message> messages = new ArrayList<>();
        for (Fields each : fields.objects("messages")) {
            messages.add(message(each));
        }
        Conversation conversation = fields.made("messages", () -> Conversation.of(messages))
                .system(fields.optional("system", ""))
                .cacheSystem(cache(fields, "systemCache"));
        fields.done();
        return conversation;
    }

    private static Message message(Fields fields) {
        Role role = fields.word("role", Role.values());
        CacheMark cache = cache(fields, "cache");
        List<Part> parts = parts(fields, "parts");
        fields.done();
        return fields.made("", () -> new Message(role, parts, cache));
    }

    private static @Nullable CacheMark cache(Fields fields, String key) {
        String lifetime = fields.optional(key);
        return lifetime == null ? null : fields.made(key, () -> new CacheMark(duration(lifetime)));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is no length of time such as PT5M");
        }
    }

    private static List<Part> parts(Fields fields, String key) {
        List<Part> parts = new ArrayList<>();
        for (Fields each : fields.objects(key)) {
            Part part = part(each, each.word("type", Part.Kind.values()));
            each.done();
            parts.add(part);
        }
        return parts;
    }

    private static Part part(Fields it, Part.Kind kind) {
        Opaque opaque = opaque(it);
        return switch (kind) {
            case TEXT -> new Text(it.text("text"), citations(it), opaque);
            case THINKING -> new Thinking(it.text("text"), opaque);
            case REFUSAL -> new Refusal(it.text("text"), opaque);
            case MEDIA -> media(it, opaque);
            case TOOL_CALL ->
                new ToolCall(it.text("id"), it.text("name"), it.text("arguments"), it.optional("problem"), opaque);
            case TOOL_RESULT -> {
                List<Part> content = parts(it, "content");
                yield it.made(
                        "content",
                        () -> new ToolResult(
                                it.text("callId"),
                                it.text("name"),
                                content,
                                it.flag("json"),
                                it.flag("error"),
                                opaque));
            }
            case OTHER -> new Part.Foreign(it.text("word"), opaque);
        };
    }

    private static List<Citation> citations(Fields fields) {
        List<Citation> citations = new ArrayList<>();
        for (Fields it : fields.has("citations") ? fields.objects("citations") : List.<Fields>of()) {
            citations.add(new Citation(
                    it.optional("title"),
                    it.optional("url"),
                    it.optional("quote"),
                    (int) it.whole("start", -1),
                    (int) it.whole("end", -1),
                    opaque(it)));
            it.done();
        }
        return citations;
    }

    private static Media media(Fields it, @Nullable Opaque opaque) {
        Media.Type type = it.word("medium", Media.Type.values());
        Media.Source source = source(it);
        return it.made("mimeType", () -> new Media(type, it.text("mimeType"), source, it.optional("name"), opaque));
    }

    private static Media.Source source(Fields it) {
        if (it.has("base64")) {
            return it.made("base64", () -> new Media.Bytes(bytes(it.text("base64"))));
        }
        if (it.has("url")) {
            return it.made("url", () -> new Media.Url(URI.create(it.text("url"))));
        }
        if (it.has("object")) {
            return it.made("object", () -> new Media.CloudObject(it.text("object")));
        }
        if (it.has("file")) {
            Fields file = it.object("file");
            Media.FileId id = new Media.FileId(file.text("provider"), file.text("id"));
            file.done();
            return id;
        }
        throw it.problem("", "has no content: needs base64, url, object or file");
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no Base64");
        }
    }

    private static @Nullable Opaque opaque(Fields fields) {
        if (!fields.has("opaque")) {
            return null;
        }
        Fields it = fields.object("opaque");
        Opaque opaque = new Opaque(new Origin(it.text("format"), it.text("resource")), it.text("json"));
        it.done();
        return opaque;
    }

    /** The text as maps, lists, texts, numbers and booleans. */
    private static @Nullable Object tree(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw broken(parser.currentTokenLocation().getLineNr(), "goes on after its end");
            }
            return tree;
        } catch (JsonProcessingException e) {
            // what the parser says quotes the text
            throw broken(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), "is no JSON, or nested too deep");
        } catch (IOException e) {
            throw broken(1, "cannot be read");
        }
    }

    private static ConversationException broken(int line, String what) {
        return new ConversationException("line " + line + ": the conversation " + what);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberValue();
        }
        return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                ? (Object) parser.getBooleanValue()
                : null;
    }
}

package dev.interline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a conversation in our own format; what is empty or false is left out. Used once. */
final class ConversationWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter text = new StringWriter();
    private final JsonGenerator out;

    private ConversationWriter() throws IOException {
        this.out = JSON.createGenerator(text);
    }

    static String write(Conversation conversation) {
        try {
            ConversationWriter writer = new ConversationWriter();
            writer.whole(conversation);
            writer.out.close();
            return withoutHalves(writer.text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
    }

    private void whole(Conversation conversation) throws IOException {
        out.writeStartObject();
        out.writeNumberField(ConversationReader.VERSION_KEY, ConversationReader.VERSION);
        if (!conversation.system().isEmpty()) {
            out.writeStringField("system", conversation.system());
        }
        cache("systemCache", conversation.systemCache());
        out.writeArrayFieldStart("messages");
        for (Message message : conversation.messages()) {
            out.writeStartObject();
            out.writeStringField("role", word(message.role()));
            cache("cache", message.cache());
            parts("parts", message.parts());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void cache(String name, @Nullable CacheMark mark) throws IOException {
        if (mark != null) {
            out.writeStringField(name, mark.lifetime().toString());
        }
    }

    private void parts(String name, List<Part> parts) throws IOException {
        out.writeArrayFieldStart(name);
        for (Part part : parts) {
            out.writeStartObject();
            out.writeStringField("type", word(part.kind()));
            if (part instanceof Text it) {
                out.writeStringField("text", it.text());
                citations(it.citations());
            } else if (part instanceof Thinking it) {
                out.writeStringField("text", it.text());
            } else if (part instanceof Refusal it) {
                out.writeStringField("text", it.text());
            } else if (part instanceof Media it) {
                media(it);
            } else if (part instanceof ToolCall it) {
                out.writeStringField("id", it.id());
                out.writeStringField("name", it.name());
                out.writeStringField("arguments", it.arguments());
                optional("problem", it.problem());
            } else if (part instanceof ToolResult it) {
                out.writeStringField("callId", it.callId());
                out.writeStringField("name", it.name());
                parts("content", it.content());
                flag("json", it.json());
                flag("error", it.error());
            } else if (part instanceof Part.Other it) {
                out.writeStringField("word", it.type());
            }
            opaque(part.opaque());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void citations(List<Citation> citations) throws IOException {
        if (citations.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("citations");
        for (Citation citation : citations) {
            out.writeStartObject();
            optional("title", citation.title());
            optional("url", citation.url());
            optional("quote", citation.quote());
            out.writeNumberField("start", citation.start());
            out.writeNumberField("end", citation.end());
            opaque(citation.opaque());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void media(Media media) throws IOException {
        out.writeStringField("medium", word(media.type()));
        out.writeStringField("mimeType", media.mimeType());
        optional("name", media.name());
        Media.Source source = media.source();
        if (source instanceof Media.Bytes it) {
            out.writeStringField("base64", it.base64());
        } else if (source instanceof Media.Url it) {
            out.writeStringField("url", it.url().toString());
        } else if (source instanceof Media.CloudObject it) {
            out.writeStringField("object", it.uri());
        } else if (source instanceof Media.FileId it) {
            out.writeObjectFieldStart("file");
            out.writeStringField("provider", it.provider());
            out.writeStringField("id", it.id());
            out.writeEndObject();
        }
    }

    /** The vendor's data stays a text: as a tree its numbers and its order might come back otherwise. */
    private void opaque(@Nullable Opaque opaque) throws IOException {
        if (opaque == null) {
            return;
        }
        out.writeObjectFieldStart("opaque");
        out.writeStringField("format", opaque.origin().format());
        out.writeStringField("resource", opaque.origin().resource());
        out.writeStringField("json", opaque.json());
        out.writeEndObject();
    }

    private void optional(String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private void flag(String name, boolean value) throws IOException {
        if (value) {
            out.writeBooleanField(name, true);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Half a character, as a cut text may end in one, survives no encoding: it is written as an escape. */
    private static String withoutHalves(String json) {
        if (json.codePoints().noneMatch(ConversationWriter::isHalf)) {
            return json;
        }
        StringBuilder whole = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(point -> {
            if (isHalf(point)) {
                whole.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                whole.appendCodePoint(point);
            }
        });
        return whole.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}

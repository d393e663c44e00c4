package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ModelId;
import dev.interline.Origin;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;

/**
 * A format as it is, but for one thing that no format knows of: Bedrock answers a path that it does not have with status
 * 200 and an error as the body.
 */
final class CheckedFormat implements WireFormat {
    private final WireFormat inner;

    CheckedFormat(WireFormat inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Origin origin(ModelId model) {
        return inner.origin(model);
    }

    @Override
    public Encoded encode(Task task) {
        return inner.encode(task);
    }

    @Override
    public int answers(ObjectNode body) {
        return inner.answers(body);
    }

    @Override
    public void decode(JsonNode answer, Assembler out) {
        if (isError(answer)) {
            throw new Refused(Refusal.inside("", answer));
        }
        inner.decode(answer, out);
    }

    /** Whether an answer is an error of AWS in disguise. */
    static boolean isError(JsonNode answer) {
        return !Json.text(answer, "__type").isEmpty()
                || !Json.text(answer.path("Output"), "__type").isEmpty();
    }

    @Override
    public FrameReader reader(Assembler out) {
        return inner.reader(out);
    }
}

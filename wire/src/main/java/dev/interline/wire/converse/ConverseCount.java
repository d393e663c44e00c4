package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import java.util.List;

/** How AWS counts, by the requests of two of its operations. Source: "CountTokens" in the Amazon Bedrock API reference. */
public final class ConverseCount {
    /** Where the number is in the answer. */
    public static final String FIELD = "/inputTokens";

    /** The form for a request of Converse: the fields that a count knows. */
    public static final Adjust CONVERSE = outgoing -> {
        outgoing.body().retain(List.of("messages", "system", "toolConfig", "additionalModelRequestFields"));
        wrap(outgoing, "converse", outgoing.body().deepCopy());
    };

    /** The form for a request of InvokeModel, whose body is the model's own. */
    public static final Adjust INVOKE =
            outgoing -> wrap(outgoing, "invokeModel", Json.object().put("body", Json.write(outgoing.body())));

    private ConverseCount() {}

    private static void wrap(Outgoing outgoing, String kind, ObjectNode input) {
        outgoing.body().removeAll();
        outgoing.body().putObject("input").set(kind, input);
    }
}

package dev.interline.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import java.util.Iterator;

/**
 * Signs as another does, and puts right one thing more: a resource that cannot read the reasoning it is sent back gets
 * the same conversation without it, and a model that has none to seal is no longer asked for it. Reasoning is sealed for the resource that made it, which a load balancer in front of
 * several does not know ("Use the Azure OpenAI Responses API", encrypted reasoning).
 */
final class LostState implements Signer {
    private final Signer inner;

    LostState(Signer inner) {
        this.inner = inner;
    }

    @Override
    public void sign(Outgoing outgoing) {
        inner.sign(outgoing);
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        return Said.of(refusal).isLostState() && outgoing.hasBody() && strip(outgoing)
                || inner.repair(outgoing, refusal, explained);
    }

    @Override
    public long version(CallContext context) {
        return inner.version(context);
    }

    private static boolean strip(Outgoing outgoing) {
        ObjectNode body = outgoing.body();
        boolean changed = body.remove("previous_response_id") != null;
        for (Iterator<JsonNode> items = body.path("input").iterator(); items.hasNext(); ) {
            JsonNode item = items.next();
            String type = Json.text(item, "type");
            if (type.equals("reasoning") || type.equals("item_reference")) {
                items.remove();
                changed = true;
            } else if (item instanceof ObjectNode object && object.remove("id") != null) {
                changed = true;
            }
        }
        if (!changed) {
            // nothing sealed was sent back, so that the wish for sealed thoughts itself is refused: the model, of which
            // nothing was declared, does not think
            changed = body.path("include") instanceof ArrayNode include && removed(include);
        }
        if (changed) {
            outgoing.rewritten();
        }
        return changed;
    }

    private static boolean removed(ArrayNode include) {
        for (int i = 0; i < include.size(); i++) {
            if (include.path(i).asText().equals("reasoning.encrypted_content")) {
                include.remove(i);
                return true;
            }
        }
        return false;
    }
}

package dev.interline.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;

/**
 * Reads maps also from a list of their entries. No vendor guarantees an object with names of the model's own, and all
 * of them guarantee a list, so that is what is asked for in an answer.
 */
final class Entries extends BeanDeserializerModifier {
    static final String KEY = "key";
    static final String VALUE = "value";
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config, MapType type, BeanDescription description, JsonDeserializer<?> deserializer) {
        return new FromList(deserializer);
    }

    private static final class FromList extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        FromList(JsonDeserializer<?> inner) {
            super(inner);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> inner) {
            return new FromList(inner);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return super.deserialize(parser, context);
            }
            JsonNode entries = context.readTree(parser);
            ObjectNode map = context.getNodeFactory().objectNode();
            for (JsonNode entry : entries) {
                if (entry.has(KEY)) {
                    map.set(entry.path(KEY).asText(), entry.get(VALUE));
                }
            }
            try (JsonParser of = map.traverse(parser.getCodec())) {
                of.nextToken();
                return super.deserialize(of, context);
            }
        }
    }
}

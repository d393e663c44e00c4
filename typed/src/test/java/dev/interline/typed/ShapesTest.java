package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.interline.types.Form;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape has a schema that its answer is valid against, and that answer is read. */
class ShapesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Shape> shapes() {
        return Shape.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void answerIsValidAndIsRead(Shape shape) throws Exception {
        Form<Object> form = new JacksonTypes().answer(shape.type());
        JsonNode schema = JSON.readTree(form.schema());

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(JSON.readTree(shape.answer().replace("\"nick\":null,", ""))))
                .isEmpty();
        assertThat(schema.path("type").asText()).isEqualTo("object");
        if (!shape.value().equals("?")) {
            assertThat(form.read(shape.answer())).isEqualTo(shape.value());
            assertThat(form.sketch(shape.answer())).contains(shape.value());
        }
    }
}

package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.EmbeddingRequest;
import dev.interline.ModelId;
import dev.interline.OutputSchema;
import dev.interline.Profile;
import dev.interline.Purpose;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.wire.EmbeddingFormat;
import dev.interline.wire.EmbeddingTask;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent for vectors and for counts, against Google's own definition of the requests. */
class GoogleVectorsTest {
    private static final Profile PROFILE = Profile.builder(new ModelId("vertex", "p/global", "gemini-3.6-flash"))
            .model("gemini-3.6-flash")
            .build();

    private static JsonNode written(EmbeddingFormat format, EmbeddingRequest request) {
        return format.encode(new EmbeddingTask(request, PROFILE)).body();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void everyPurposeHasATaskType(Purpose purpose) {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .text("a")
                .purpose(purpose)
                .dimensions(64)
                .truncate(true)
                .build();

        JsonNode body = written(EmbedContent.FORMAT, request);

        assertThat(VertexModel.faults("EmbedContentRequest", body)).isEmpty();
        assertThat(VertexModel.faults("PredictRequest", written(Predict.FORMAT, request)))
                .isEmpty();
        assertThat(body.at("/embedContentConfig/taskType"))
                .isEqualTo(written(Predict.FORMAT, request).at("/instances/0/task_type"));
    }

    @Test
    void aCountHasTheFieldsOfACountAlone() {
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .tools(ToolDefinition.of("now", "the time"))
                .toolChoice(ToolChoice.REQUIRED)
                .output(OutputSchema.of("answer", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"))
                .options(o -> o.maxOutputTokens(9).serviceTier("flex").user("u"))
                .build();
        WireFormat format = GenerateContent.FORMAT;
        Outgoing outgoing = new Outgoing(
                "POST",
                "",
                format.encode(new Task(request, PROFILE, format.origin(PROFILE.id()), false))
                        .body(),
                PROFILE,
                CallContext.create(),
                false);
        assertThat(VertexModel.faults("CountTokensRequest", outgoing.body())).isNotEmpty();

        ContentsCount.FORM.accept(outgoing);

        assertThat(VertexModel.faults("CountTokensRequest", outgoing.body())).isEmpty();
        assertThat(List.copyOf(outgoing.body().properties()))
                .extracting(field -> field.getKey())
                .contains("contents", "systemInstruction", "tools");
    }
}

package dev.interline.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.ToolResult;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that goes back into the conversation: to its maker as it was made, to others as words. */
class ResponsesRoundTripTest {
    private static final ModelId NEIGHBOUR = new ModelId("azure", "example-resource", "another");
    private static final ModelId ELSEWHERE = new ModelId("azure", "other-resource", "chat");
    private static final String ITEM = """
        {"id":"rs_1","type":"reasoning","encrypted_content":"gAAA1","content":null,"status":null,
        "summary":[{"type":"summary_text","text":"First."},{"type":"summary_text","text":"Second."}]}""";
    private static final String MESSAGE = """
        {"id":"msg_1","type":"message","role":"assistant","status":"completed","phase":"final_answer","content":[
        {"type":"output_text","text":"Paris, ","logprobs":[],"annotations":[
        {"type":"url_citation","url":"https://example.com","title":"Example","start_index":0,"end_index":5}]},
        {"type":"output_text","text":"of course.","annotations":[]}]}""";
    private static final String CALL = """
        {"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"tide","arguments":"{}"}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-think-cf1fae-0",
                "azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-thinking-0",
                "azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-thinking-1"
            })
    void recordedThoughtsGoBackBitForBitAndInPlace(String name) throws Exception {
        Recording recording = Recording.of(name);
        List<JsonNode> recorded = new ArrayList<>();
        if (recording.streamed()) {
            Voice.events(recording).stream()
                    .filter(event -> event.path("type").asText().equals("response.output_item.done"))
                    .forEach(event -> recorded.add(event.path("item")));
        } else {
            byte[] body = recording.body();
            Json.read(body, 0, body.length).path("output").forEach(recorded::add);
        }

        JsonNode input = again(Voice.play(recording), Played.MODEL).body().path("input");

        assertThat(input.path(1)).isEqualTo(recorded.get(0));
        assertThat(input.path(2)).isEqualTo(bare(recorded.get(1)));
    }

    private static JsonNode bare(JsonNode item) {
        ObjectNode copy = item.deepCopy();
        copy.path("content").forEach(block -> ((ObjectNode) block).remove("logprobs"));
        return copy;
    }

    @Test
    void anAnswerGoesBackAsTheItemsItCameIn() throws Exception {
        JsonNode input = again(answer(ITEM, MESSAGE, CALL), NEIGHBOUR).body().path("input");

        // the vendor writes nulls and refuses to read them
        assertThat(input.path(1)).isEqualTo(Json.read(ITEM.replace("\"content\":null,\"status\":null,", "")));
        assertThat(input.path(2)).isEqualTo(Json.read(MESSAGE.replace("\"logprobs\":[],", "")));
        assertThat(input.path(3)).isEqualTo(Json.read(CALL));
        assertThat(input.path(4)).isEqualTo(Json.read("""
            {"type":"function_call_output","call_id":"call_1","output":"high"}"""));
    }

    @Test
    void anotherResourceGetsTheWordsAndANotice() throws Exception {
        Encoded encoded = again(answer(ITEM, MESSAGE, CALL), ELSEWHERE);

        assertThat(encoded.body().path("input")).hasSize(5);
        assertThat(encoded.body().path("input").path(1)).isEqualTo(Json.read("""
            {"role":"assistant","content":"Paris, of course."}"""));
        assertThat(encoded.body().path("input").path(2)).isEqualTo(Json.read("""
            {"type":"function_call","call_id":"call_1","name":"tide","arguments":"{}"}"""));
        assertThat(encoded.notices())
                .extracting(Notice::code, Notice::subject)
                .contains(tuple(Notice.Code.DROPPED, "thinking"), tuple(Notice.Code.DROPPED, "opaque data"));
        assertThat(encoded.body().toString()).doesNotContain("gAAA1").doesNotContain("msg_1");
    }

    @Test
    void idsStayAtHomeWhereTheThoughtsDo() throws Exception {
        Played answer = answer(ITEM, MESSAGE, CALL);
        List<Part> parts = new ArrayList<>(answer.response().message().parts());
        parts.remove(0);

        JsonNode input = encode(Message.assistant(parts.toArray(Part[]::new)), answer, Played.MODEL)
                .body()
                .path("input");

        assertThat(input.path(1)).isEqualTo(Json.read("""
            {"role":"assistant","phase":"final_answer","content":"Paris, of course."}"""));
        assertThat(input.path(2).has("id")).isFalse();
    }

    @Test
    void thoughtsThatLedToNothingAreLeftOut() throws Exception {
        Played answer = Played.whole(Responses.FORMAT, Json.read("""
            {"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[%s]}""".formatted(ITEM)));

        Encoded encoded = again(answer, Played.MODEL);

        assertThat(encoded.body().path("input")).hasSize(2);
        assertThat(encoded.notices()).extracting(Notice::subject).contains("thinking");
    }

    @Test
    void whatTheVendorRanItselfGoesBackToo() throws Exception {
        String search = """
            {"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"tides"}}""";
        Played answer = answer(search, MESSAGE);

        assertThat(answer.response().message().parts().get(0))
                .isInstanceOfSatisfying(
                        Part.Foreign.class, part -> assertThat(part.type()).isEqualTo("web_search_call"));
        assertThat(again(answer, Played.MODEL).body().path("input").path(1)).isEqualTo(Json.read(search));
    }

    @Test
    void freeTextToolsGetTheirResultsInTheirOwnForm() throws Exception {
        Played answer = answer("""
            {"id":"ctc_1","type":"custom_tool_call","status":"completed","call_id":"call_1","name":"sql","input":"SELECT 1"}""");

        assertThat(answer.response().toolCalls().get(0).arguments()).isEqualTo("SELECT 1");
        JsonNode input = again(answer, Played.MODEL).body().path("input");
        assertThat(input.path(1)).isEqualTo(Json.read("""
            {"type":"custom_tool_call","call_id":"call_1","name":"sql","input":"SELECT 1"}"""));
        assertThat(input.path(2).path("type").asText()).isEqualTo("custom_tool_call_output");
    }

    private static Played answer(String... items) throws Exception {
        return Played.whole(Responses.FORMAT, Json.read("""
            {"id":"resp_1","status":"completed","output":[%s]}""".formatted(String.join(",", items))));
    }

    private static Encoded again(Played answer, ModelId model) {
        return encode(answer.response().message(), answer, model);
    }

    private static Encoded encode(Message message, Played answer, ModelId model) {
        ChatRequest.Builder request =
                ChatRequest.builder().user("What was the question?").message(message);
        answer.response().toolCalls().forEach(call -> request.message(Message.results(ToolResult.text(call, "high"))));
        return Responses.FORMAT.encode(
                new Task(request.user("Go on.").build(), Profile.of(model), Responses.FORMAT.origin(model), false));
    }
}

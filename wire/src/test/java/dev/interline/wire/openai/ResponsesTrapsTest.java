package dev.interline.wire.openai;

import static dev.interline.wire.openai.OpenAiWriting.last;
import static dev.interline.wire.openai.OpenAiWriting.responses;
import static dev.interline.wire.openai.OpenAiWriting.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatEvent;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of Responses that clients fell into, as the wire documents of Azure and Bedrock list them. */
class ResponsesTrapsTest {
    private static final String ADDED = """
        {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","content":[]}}""";
    private static final String DELTA = """
        {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"Tea is ready."}""";
    private static final String DONE = """
        {"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message","status":"completed",
        "content":[{"type":"output_text","text":"Tea is ready.","annotations":[]}]}}""";
    private static final String COMPLETED = """
        {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"my-deployment","output":[]}}""";
    private static final String FAILED = """
        {"type":"response.failed","response":{"id":"resp_8","status":"failed","error":null,"output":[],"usage":null}}""";
    private static final String NESTED = """
        {"type":"error","sequence_number":2,"error":{"type":"too_many_requests","code":"rate_limit_exceeded",
        "message":"deployment over its limit","param":null}}""";

    @Test
    void aRateLimitComesAsAFailureWithoutAReasonAndThenTheReason() {
        assertThat(code(Voice.responses(FAILED, NESTED))).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void theErrorEventMayBeFlat() {
        Played played = Voice.responses("""
            {"type":"error","code":"server_error","message":"internal failure","param":null,"sequence_number":3}""");

        assertThat(code(played)).isEqualTo("server_error");
    }

    @Test
    void aFailureIsNeverTakenForAnAnswer() {
        Played alone = Voice.responses(ADDED, DELTA, FAILED);
        Played withReason = Voice.responses(
                ADDED,
                DELTA,
                FAILED.replace(
                        "\"error\":null", "\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}"));
        Played silent = Voice.responses(FAILED, ADDED, ADDED, ADDED, ADDED, ADDED, COMPLETED);

        assertThat(alone.failure()).isInstanceOf(Refused.class);
        assertThat(code(withReason)).isEqualTo("context_length_exceeded");
        assertThat(silent.failure()).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled"})
    void aWholeAnswerThatFailedIsAnError(String status) throws Exception {
        Played played = Played.whole(Responses.FORMAT, Json.read("""
            {"id":"resp_1","status":"%s","error":null,"output":[]}""".formatted(status)));

        assertThat(played.failure()).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "in_progress", "", "unheard_of"})
    void anAnswerInTheMakingIsNotOne(String status) throws Exception {
        Played played = Played.whole(Responses.FORMAT, Json.read("""
            {"id":"resp_1","status":"%s","output":[]}""".formatted(status)));

        assertThat(played.failure()).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "max_output_tokens, LENGTH",
        "max_tokens, LENGTH",
        "content_filter, CONTENT_FILTER",
        "bored, OTHER",
        "'', OTHER"
    })
    void anIncompleteAnswerSaysWhy(String reason, StopReason.Kind kind) {
        Played played = Voice.responses(ADDED, DELTA, DONE, """
            {"type":"response.incomplete","response":{"status":"incomplete","output":[],
            "incomplete_details":{"reason":"%s"}}}""".formatted(reason));

        assertThat(played.finished()).isTrue();
        assertThat(played.response().stopReason().kind()).isEqualTo(kind);
        assertThat(played.response().text()).isEqualTo("Tea is ready.");
    }

    @Test
    void aBlockedAnswerIsAFilters() {
        Played played = Voice.responses(
                ADDED,
                DELTA,
                DONE,
                COMPLETED.replace(
                        "\"output\":[]",
                        "\"output\":[],\"content_filters\":[{\"blocked\":true,\"source_type\":\"completion\"}]"));

        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.CONTENT_FILTER);
    }

    @Test
    void sealedThoughtsAreTakenFromTheItemThatIsDone() {
        String item = """
            {"type":"response.output_item.%s","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[],
            "encrypted_content":"%s"}}""";
        Played played = Voice.responses(item.formatted("added", "early"), item.formatted("done", "final"), COMPLETED);

        assertThat(played.response().message().parts())
                .singleElement()
                .isInstanceOfSatisfying(Thinking.class, thinking -> {
                    assertThat(thinking.text()).isEmpty();
                    assertThat(thinking.opaque().json()).contains("final").doesNotContain("early");
                });
    }

    @Test
    void thoughtsWithoutASealLeaveNothingBehind() {
        Played played = Voice.responses("""
            {"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[],
            "encrypted_content":null}}""", COMPLETED);

        assertThat(played.response().message().parts()).isEmpty();
        assertThat(played.finished()).isTrue();
    }

    @Test
    void paragraphsOfASummaryAreKeptApart() throws Exception {
        String delta = """
            {"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":%d,"delta":"%s"}""";
        String item = """
            {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"One."},
            {"type":"summary_text","text":"Two."}]}""";
        Played streamed = Voice.responses(
                delta.formatted(0, "On"),
                delta.formatted(0, "e."),
                delta.formatted(1, "Two."),
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":%s}".formatted(item),
                COMPLETED);
        Played whole = Played.whole(Responses.FORMAT, Json.read("""
            {"id":"resp_1","model":"my-deployment","status":"completed","output":[%s]}""".formatted(item)));

        assertThat(whole.response().message().parts()).containsExactly(new Thinking("One.\n\nTwo.", null));
        assertThat(streamed.essence()).isEqualTo(whole.essence());
    }

    @Test
    void openModelsShowTheirThoughtsAsContent() {
        Played played = Voice.responses("""
                {"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"Hm."}""", """
                {"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","summary":[],
                "content":[{"type":"reasoning_text","text":"Hm."}]}}""", COMPLETED);

        assertThat(played.response().message().parts()).containsExactly(new Thinking("Hm.", null));
    }

    @Test
    void aToleratedDoneEndsNothing() {
        assertThat(Voice.responses(ADDED, DELTA, DONE, "[DONE]").finished()).isFalse();
        assertThat(Voice.responses(ADDED, DELTA, DONE, COMPLETED, "[DONE]").finished())
                .isTrue();
    }

    @Test
    void eventsAndItemsThatNobodyKnowsAreNoTrouble() {
        Played played = Voice.responses(
                "{\"type\":\"response.mind_reading.started\",\"output_index\":7}",
                "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"id\":\"x\",\"type\":\"mind_reading\"}}",
                DELTA,
                "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{\"id\":\"x\",\"type\":\"mind_reading\"}}",
                COMPLETED);

        assertThat(played.response().message().parts())
                .extracting(Part::kind)
                .containsExactly(Part.Kind.TEXT, Part.Kind.OTHER);
    }

    @Test
    void whatTheEndSaysAndTheEventsDidNotIsStillRead() {
        Played played = Voice.responses(COMPLETED.replace("\"output\":[]", """
            "output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Tea is ready."}]}]"""));

        assertThat(played.response().text()).isEqualTo("Tea is ready.");
        assertThat(played.shownText()).isEqualTo("Tea is ready.");
    }

    @Test
    void lostPiecesAreNoticed() {
        Played atTheEnd = Voice.responses(ADDED, DELTA.replace(" ready.", ""), DONE, COMPLETED);
        Played before = Voice.responses(ADDED, DELTA.replace("Tea is", ""), DONE, COMPLETED);

        assertThat(atTheEnd.response().text()).isEqualTo("Tea is ready.");
        assertThat(atTheEnd.events()).contains(new ChatEvent.TextDelta(" ready."));
        assertThat(before.failure()).isInstanceOf(UnreadableException.class);
    }

    @Test
    void argumentsAreTakenFromTheItemThatIsDone() {
        Played played = Voice.responses("""
                {"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"call_1","name":"tide"}}""", """
                {"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\\"port\\":"}""", """
                {"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"call_1",
                "name":"tide","arguments":"{\\"port\\":\\"Brest\\"}"}}""", COMPLETED);

        assertThat(played.response().toolCalls())
                .containsExactly(ToolCall.of("call_1", "tide", "{\"port\":\"Brest\"}"));
        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.TOOL_CALLS);
        assertThat(played.events().get(0)).isEqualTo(new ChatEvent.ToolCallStarted("call_1", "tide"));
    }

    @Test
    void aRefusalIsAnAnswer() {
        Played played = Voice.responses(
                ADDED,
                "{\"type\":\"response.refusal.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"I would \"}",
                """
                {"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message",
                "content":[{"type":"refusal","refusal":"I would rather not."}]}}""",
                COMPLETED);

        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.REFUSAL);
        assertThat(played.response().message().parts())
                .containsExactly(new dev.interline.Refusal("I would rather not.", null));
    }

    @Test
    void citationsAndLogProbabilitiesAreKept() throws Exception {
        Played played = Played.whole(Responses.FORMAT, Json.read("""
            {"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Paris.",
            "annotations":[{"type":"url_citation","url":"https://example.com","title":"Example","start_index":0,"end_index":5},
            {"type":"file_citation","file_id":"f1","filename":"a.pdf","index":3}],
            "logprobs":[{"token":"Paris","logprob":-0.1}]}]}]}"""));
        Text text = (Text) played.response().message().parts().get(0);

        assertThat(text.citations()).hasSize(2);
        assertThat(text.citations().get(0).url()).isEqualTo("https://example.com");
        assertThat(text.citations().get(0).end()).isEqualTo(5);
        assertThat(text.citations().get(1).title()).isEqualTo("a.pdf");
        assertThat(played.response().details().get("logprobs")).contains("-0.1");
    }

    @Test
    void nothingIsStoredAndThoughtsTravelSealed() {
        Encoded encoded = responses("gpt-5.1", r -> {});

        assertThat(encoded.body().path("store").isBoolean()).isTrue();
        assertThat(encoded.body().path("store").asBoolean()).isFalse();
        assertThat(encoded.body().path("include").toString()).isEqualTo("[\"reasoning.encrypted_content\"]");
    }

    @Test
    void silenceOnStrictnessWouldMeanStrict() {
        assertThat(responses("", r -> r.tools(OpenAiWriting.TOOL))
                        .body()
                        .at("/tools/0/strict")
                        .toString())
                .isEqualTo("false");
    }

    @Test
    void documentsAndImagesHaveTheirOwnBlocks() throws Exception {
        Encoded encoded = responses(
                "",
                r -> r.user(
                        Text.of("Compare these."),
                        Media.of("image/png", new byte[] {1}),
                        Media.of("image/png", URI.create("https://example.com/a.png")),
                        Media.of("application/pdf", new byte[] {2}).named("a.pdf"),
                        new Media(
                                Media.Type.DOCUMENT,
                                "application/pdf",
                                new Media.FileId("azure", "file-1"),
                                null,
                                null)));

        assertThat(last(encoded, "input").path("content")).isEqualTo(Json.read("""
            [{"type":"input_text","text":"Compare these."},
            {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AQ=="},
            {"type":"input_image","detail":"auto","image_url":"https://example.com/a.png"},
            {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,Ag=="},
            {"type":"input_file","file_id":"file-1"}]"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"video/mp4", "audio/wav"})
    void soundAndFilmAreRefusedByName(String type) {
        assertThatThrownBy(() -> responses("", r -> r.user(Media.of(type, new byte[] {1}))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(type);
    }

    @Test
    void objectsInACloudsStoreAreRefusedByName() {
        Media image = new Media(Media.Type.IMAGE, "image/png", new Media.CloudObject("s3://bucket/a"), null, null);

        assertThatThrownBy(() -> responses("", r -> r.user(image)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("IMAGE");
    }

    @Test
    void resultsHoldPicturesAndSayWhenTheyFailed() throws Exception {
        ToolCall call = ToolCall.of("c1", "plot", "{}");
        ToolResult result = new ToolResult(
                "c1", "plot", List.of(Text.of("see"), Media.of("image/png", new byte[] {1})), false, true, null);
        Encoded encoded = responses("", r -> r.message(Message.assistant(call)).message(Message.results(result)));

        assertThat(last(encoded, "input")).isEqualTo(Json.read("""
            {"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"Error:"},
            {"type":"input_text","text":"see"},
            {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AQ=="}]}"""));
        assertThat(subjects(encoded)).containsExactly("tool result");
    }

    @Test
    void awsAnswers200WhereNobodyListens() throws Exception {
        Played played = Played.whole(Responses.FORMAT, Json.read("""
            {"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"""));

        assertThat(played.failure())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().type()).isEqualTo("UnknownOperationException"));
    }

    private static String code(Played played) {
        assertThat(played.failure()).isInstanceOf(Refused.class);
        return ((Refused) played.failure())
                .refusal()
                .json()
                .path("error")
                .path("code")
                .asText();
    }
}

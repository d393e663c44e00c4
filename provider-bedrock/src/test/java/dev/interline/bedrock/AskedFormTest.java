package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Ability;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import dev.interline.StopReason;
import dev.interline.error.Advice;
import dev.interline.error.MismatchException;
import dev.interline.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forms of answers that a model is asked for in words, because it has no setting for them. */
class AskedFormTest {
    private static final String FORM = """
            {"type":"object","properties":{"port":{"type":"string"},"metres":{"type":"number","minimum":0}},
             "required":["port","metres"],"additionalProperties":false}""";

    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    private ChatModel model(boolean takesForms) {
        return wire.bedrock()
                .apiKey("a-key")
                .model(
                        Wire.MODEL,
                        it -> it.format(BedrockFormat.CHAT_COMPLETIONS)
                                .profile(known -> takesForms ? known : known.cannot(Ability.STRUCTURED_OUTPUT))
                                .reasons(false));
    }

    private static ChatRequest asking(boolean strict) {
        return ChatRequest.builder()
                .system("Be brief.")
                .user("How high?")
                .output(new OutputSchema("tide", FORM, strict))
                .maxOutputTokens(100)
                .build();
    }

    private void says(String text, String finish) {
        wire.answers(okJson("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                + Json.tree(text) + "},\"finish_reason\":\"" + finish + "\"}]}"));
    }

    @Test
    void theFormIsAskedForInWordsAndTheFenceAroundTheAnswerIsTakenOff() throws Exception {
        says("```json\n{\"port\":\"Brest\",\"metres\":3.1}\n```\n", "stop");

        ChatResponse response = model(false).chat(asking(true));

        assertThat(response.text()).isEqualTo("{\"port\":\"Brest\",\"metres\":3.1}");
        assertThat(response.notices()).extracting(Notice::code).containsExactly(Notice.Code.EMULATED);
        assertThat(Json.read(wire.request().getBodyAsString()).has("response_format"))
                .isFalse();
        assertThat(Json.read(wire.request().getBodyAsString())
                        .path("messages")
                        .path(0)
                        .path("content")
                        .asText())
                .startsWith("Be brief.\n\n")
                .contains(FORM);
    }

    @Test
    void anAnswerWithoutTheFormIsAMismatchThatCarriesIt() {
        says("{\"port\":\"Brest\",\"metres\":-1}", "stop");

        MismatchException mismatch =
                catchThrowableOfType(MismatchException.class, () -> model(false).chat(asking(true)));

        assertThat(mismatch).hasMessageContaining("'tide'").hasMessageContaining("$.metres is too small");
        assertThat(mismatch.getMessage()).doesNotContain("Brest");
        assertThat(mismatch.advice()).isEqualTo(Advice.STOP);
        assertThat(mismatch.partial())
                .get()
                .extracting(ChatResponse::text)
                .isEqualTo("{\"port\":\"Brest\",\"metres\":-1}");
        assertThat(mismatch.trail().attempts()).isEqualTo(1);
    }

    @Test
    void wordsAroundTheAnswerAreNoDocument() {
        says("Here you are: {\"port\":\"Brest\",\"metres\":1}", "stop");
        assertThat(catchThrowableOfType(
                        MismatchException.class, () -> model(false).chat(asking(true))))
                .hasMessageContaining("it is no JSON document");

        says("{\"port\":\"Brest\",\"metres\":1} I hope this helps.", "stop");
        assertThat(catchThrowableOfType(
                        MismatchException.class, () -> model(false).chat(asking(true))))
                .hasMessageContaining("it is no JSON document");
    }

    @Test
    void ofAFormThatIsNotStrictANoticeTellsWhatIsWrong() {
        says("{\"port\":\"Brest\"}", "stop");

        ChatResponse response = model(false).chat(asking(false));

        assertThat(response.text()).isEqualTo("{\"port\":\"Brest\"}");
        assertThat(response.notices())
                .last()
                .isEqualTo(new Notice(
                        Notice.Code.EMULATED, "output", "the answer does not have the form: $.metres is missing"));
    }

    @Test
    void anAnswerThatWasCutIsNotHeldAgainstTheForm() {
        says("{\"port\":", "length");

        assertThat(model(false).chat(asking(true)).stopReason().kind()).isEqualTo(StopReason.Kind.LENGTH);
    }

    @Test
    void whoeverKeepsToAFormByItselfIsNotChecked() {
        says("```{}```", "stop");

        assertThat(model(true).chat(asking(true)).text()).isEqualTo("```{}```");
    }

    @Test
    void aStreamShowsTheAnswerWithoutItsFenceAndEndsWithTheMismatch() {
        streams("```json\\n{\\\"port\\\":", "\\\"Brest\\\",\\\"metres\\\":1}\\n", "```");
        StringBuilder shown = new StringBuilder();
        try (ChatStream stream = model(false).stream(asking(true))) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    shown.append(delta.text());
                }
            }
            assertThat(shown).hasToString("{\"port\":\"Brest\",\"metres\":1}");
            assertThat(stream.response().text()).isEqualTo(shown.toString());
        }

        streams("{\\\"port\\\":", "1}");
        try (ChatStream stream = model(false).stream(asking(true))) {
            MismatchException mismatch = catchThrowableOfType(
                    MismatchException.class, () -> stream.text().forEach(text -> {}));
            assertThat(mismatch).hasMessageContaining("$.metres is missing");
            assertThat(mismatch.partial()).get().extracting(ChatResponse::text).isEqualTo("{\"port\":1}");
        }
    }

    private void streams(String... pieces) {
        StringBuilder body = new StringBuilder();
        for (String piece : pieces) {
            body.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
                    .append(piece)
                    .append("\"}}]}\n\n");
        }
        body.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        wire.answers(aResponse().withHeader("Content-Type", "text/event-stream").withBody(body.toString()));
    }
}

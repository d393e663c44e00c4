package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.error.InvalidException;
import dev.interline.error.UnsupportedException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media, results and the shapes of a conversation. */
class GeminiContentsTest {
    private static final String NEW = "gemini-3.6-flash";

    private static ChatRequest showing(Media media) {
        return ChatRequest.builder().user(media).build();
    }

    @Test
    void media() {
        URI address = URI.create("https://example.com/a.mp4");
        Media stored = new Media(
                Media.Type.DOCUMENT, "application/pdf", new Media.CloudObject("gs://bucket/a.pdf"), "a.pdf", null);

        assertThat(Written.of(showing(Media.of("audio/wav", new byte[] {1, 2})), NEW)
                        .at("/contents/0/parts/0"))
                .hasToString("{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"AQI=\"}}");
        assertThat(Written.of(showing(Media.of("video/mp4", address)), NEW).at("/contents/0/parts/0"))
                .hasToString("{\"fileData\":{\"mimeType\":\"video/mp4\",\"fileUri\":\"https://example.com/a.mp4\"}}");
        assertThat(Written.of(showing(stored), NEW)
                        .at("/contents/0/parts/0/fileData/fileUri")
                        .asText())
                .isEqualTo("gs://bucket/a.pdf");
    }

    @Test
    void mediaOfOtherCloudsAreRefusedBeforeTheCall() {
        for (Media.Source source :
                List.of(new Media.CloudObject("s3://b/a.png"), new Media.FileId("azure", "file-1"))) {
            Media media = new Media(Media.Type.IMAGE, "image/png", source, null, null);

            assertThatThrownBy(() -> Written.of(showing(media), NEW))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("the IMAGE part");
        }
    }

    @Test
    void mediaInToolResults() {
        ToolCall call = ToolCall.of("c", "shoot", "{}");
        ToolResult result = new ToolResult(
                "c",
                "shoot",
                List.of(
                        Text.of("done"),
                        Media.of("image/png", new byte[] {1}).named("shot"),
                        Media.of("video/mp4", new byte[] {2})),
                false,
                false,
                null);
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .message(Message.assistant(call))
                .message(Message.results(result))
                .user("and?")
                .build();

        Written written = Written.of(request, NEW);
        assertThat(written.at("/contents/2/parts")).hasToString("""
                [{"functionResponse":{"name":"shoot","response":{"output":"done"},\
                "parts":[{"inlineData":{"mimeType":"image/png","data":"AQ==","displayName":"shot"}}]}}]""");
        assertThat(written.at("/contents/3/parts")).hasToString("""
                [{"text":"Shown by the tool shoot:"},{"inlineData":{"mimeType":"video/mp4","data":"Ag=="}},\
                {"text":"and?"}]""");

        Written old = Written.of(request, "gemini-2.5-flash");
        assertThat(old.at("/contents/2/parts/0/functionResponse").has("parts")).isFalse();
        assertThat(old.at("/contents/3/parts")).hasSize(5);
        assertThat(old.noticed()).containsExactly("MAPPED tool result");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a":1}             | true  | {"a":1}
        [1,2]               | true  | [1,2]
        {"x":{"$ref":"y"}}  | true  | "{\\"x\\":{\\"$ref\\":\\"y\\"}}"
        {"broken            | true  | "{\\"broken"
        42                  | true  | "42"
        {"a":1}             | false | "{\\"a\\":1}"
        """)
    void resultsAreWrapped(String text, boolean json, String expected) {
        ToolCall call = ToolCall.of("c", "f", "{}");
        ToolResult result = json ? ToolResult.json(call, text) : ToolResult.text(call, text);
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .message(Message.assistant(call))
                .message(Message.results(result))
                .build();

        assertThat(Written.of(request, NEW).at("/contents/2/parts/0/functionResponse/response/output"))
                .hasToString(expected);
    }

    @Test
    void malformedArgumentsAreShownToTheModel() {
        ToolCall call = new ToolCall("c", "f", "{\"a\":", "broken", null);
        ChatRequest request =
                ChatRequest.builder().user("q").message(Message.assistant(call)).build();

        assertThat(Written.of(request, NEW).at("/contents/1/parts/0/functionCall/args"))
                .hasToString("{\"invalid_arguments\":\"{\\\"a\\\":\"}");
    }

    @Test
    void turnsOfOneRoleAreOneContentAndEmptyOnesAreNone() {
        ChatRequest request = ChatRequest.builder()
                .user("one")
                .user("two")
                .message(Message.assistant())
                .message(Message.assistant(Text.of(""), Text.of("a")))
                .assistant("b")
                .message(Message.user(Text.of("")))
                .message(Message.assistant(new Refusal("I would rather not.", null)))
                .user("three")
                .build();
        Written written = Written.of(request, NEW);

        assertThat(written.at("/contents")).hasToString("""
                [{"role":"user","parts":[{"text":"one"},{"text":"two"}]},\
                {"role":"model","parts":[{"text":"a"},{"text":"b"},{"text":"I would rather not."}]},\
                {"role":"user","parts":[{"text":"three"}]}]""");
        assertThat(written.noticed()).containsExactly("DROPPED message", "MAPPED refusal");
    }

    @Test
    void nothingToSendIsSaidBeforeTheCall() {
        ChatRequest empty = ChatRequest.builder().user(Text.of("")).build();
        ChatRequest foreign =
                ChatRequest.builder().user(new Part.Foreign("hologram", null)).build();

        for (ChatRequest request : List.of(empty, foreign)) {
            assertThatThrownBy(() -> Written.of(request, NEW))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("nothing is left to send");
        }
    }
}

package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was asked, read out of all formats alike. */
class AskedTest {
    private static final String RESPONSES = """
            {"model": "m", "stream": true, "instructions": "Be brief.", "reasoning": {"effort": "low"},
             "input": [{"role": "user", "content": [{"type": "input_text", "text": "Hello"}]},
                       {"type": "function_call", "call_id": "c", "name": "weather", "arguments": "{}"},
                       {"type": "function_call_output", "call_id": "c", "output": "rain"},
                       {"role": "user", "content": [{"type": "input_text", "text": "And now?"}]}],
             "tools": [{"type": "function", "name": "weather"}]}""";
    private static final String CHAT = """
            {"model": "m", "stream": true,
             "messages": [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "Hello"},
                          {"role": "assistant", "tool_calls": []}, {"role": "tool", "content": "rain"},
                          {"role": "user", "content": [{"type": "text", "text": "And now?"}]}],
             "tools": [{"type": "function", "function": {"name": "weather"}}]}""";
    private static final String MESSAGES = """
            {"model": "m", "stream": true, "system": [{"type": "text", "text": "Be brief."}],
             "messages": [{"role": "user", "content": "Hello"},
                          {"role": "assistant", "content": [{"type": "tool_use", "name": "weather", "input": {}}]},
                          {"role": "user", "content": [
                            {"type": "tool_result", "content": [{"type": "text", "text": "rain"}]},
                            {"type": "text", "text": "And now?"}]}],
             "tools": [{"name": "weather"}]}""";
    private static final String CONVERSE = """
            {"system": [{"text": "Be brief."}],
             "messages": [{"role": "user", "content": [{"text": "Hello"}]},
                          {"role": "user", "content": [{"toolResult": {"content": [{"text": "rain"}]}}]},
                          {"role": "user", "content": [{"text": "And now?"}]}],
             "toolConfig": {"tools": [{"toolSpec": {"name": "weather"}}]}}""";
    private static final String GEMINI = """
            {"systemInstruction": {"parts": [{"text": "Be brief."}]},
             "contents": [{"role": "user", "parts": [{"text": "Hello"}]},
                          {"role": "user", "parts": [{"functionResponse": {"response": {"result": "rain"}}}]},
                          {"role": "user", "parts": [{"text": "And now?"}]}],
             "tools": [{"functionDeclarations": [{"name": "weather"}]}]}""";

    private static final Map<String, String> BODIES =
            Map.of("RESPONSES", RESPONSES, "CHAT", CHAT, "MESSAGES", MESSAGES, "CONVERSE", CONVERSE, "GEMINI", GEMINI);

    @ParameterizedTest
    @CsvSource({
        "RESPONSES, /openai/v1/responses",
        "CHAT, /openai/v1/chat/completions",
        "MESSAGES, /anthropic/v1/messages",
        "CONVERSE, /model/m/converse-stream",
        "GEMINI, /v1/projects/p/locations/l/publishers/google/models/m:streamGenerateContent?alt=sse"
    })
    void isReadAlikeInAllFormats(String format, String path) {
        Asked asked = asked(path, BODIES.getOrDefault(format, ""));

        assertThat(asked.model()).isEqualTo("m");
        assertThat(asked.streaming()).isTrue();
        assertThat(asked.system()).isEqualTo("Be brief.");
        assertThat(asked.prompt()).endsWith("And now?").doesNotContain("Hello");
        assertThat(asked.text())
                .startsWith("Be brief.\nHello\n")
                .contains("rain")
                .endsWith("And now?");
        assertThat(asked.tools()).containsExactly("weather");
        assertThat(asked.toString()).doesNotContain("Hello");
    }

    @Test
    void fieldsAreReadByPointer() {
        Asked asked = asked("/openai/v1/responses", RESPONSES);

        assertThat(asked.field("/reasoning/effort")).contains("low");
        assertThat(asked.field("/stream")).contains("true");
        assertThat(asked.field("/temperature")).isEmpty();
    }

    @Test
    void whatIsNoQuestionSaysNothing() {
        for (Asked asked : List.of(asked("/anything", ""), asked("/anything", "no JSON"))) {
            assertThat(asked.model() + asked.system() + asked.prompt() + asked.text())
                    .isEmpty();
            assertThat(asked.tools()).isEmpty();
            assertThat(asked.streaming()).isFalse();
        }
        assertThat(asked("/openai/v1/responses", "{\"input\":\"Hi\"}").prompt()).isEqualTo("Hi");
    }

    @Test
    void cloudsAnswerAsTheRequestDemandsAndTellWhatTheyWereAsked() {
        try (FakeClouds clouds = FakeClouds.start();
                Caller caller = new Caller()) {
            FakeCloud azure = clouds.on("azure")
                    .plays(asked -> Play.says("You said " + asked.prompt()))
                    .next(Play.fails(503));
            String hello = "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
            assertThat(caller.post(azure.url() + Caller.CHAT, hello).status()).isEqualTo(503);
            assertThat(caller.post(azure.url() + Caller.CHAT, hello).text()).contains("You said hello");

            azure.mustHaveBeenAsked(2).mustHaveBeenAsked("hell");
            assertThatThrownBy(() -> azure.mustHaveBeenAsked(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("asked once and was asked 2 times")
                    .hasMessageContaining("(gpt, ")
                    .hasMessageContaining("-> 503");
            assertThatThrownBy(() -> azure.mustHaveBeenAsked("goodbye"))
                    .hasMessageContaining("\"goodbye\" and was asked [hello, hello]");
            assertThatThrownBy(azure::mustNotHaveBeenAsked)
                    .hasMessageContaining("should never have been asked and was asked 2 times");

            azure.reset();
            azure.mustNotHaveBeenAsked();
            assertThat(caller.post(azure.url() + Caller.CHAT, hello).text()).contains("Nothing is scripted");
        }
    }

    private static Asked asked(String path, String body) {
        return new Asked("POST", path, Map.of("authorization", List.of("Bearer secret")), body, Instant.EPOCH);
    }
}

package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.testkit.Asked;
import dev.interline.testkit.Counts;
import dev.interline.testkit.Play;
import dev.interline.testkit.Stop;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked arrives, and what is answered is understood: whole and streamed alike. */
interface Answers extends Suite {
    ToolDefinition WEATHER = ToolDefinition.of(
            "weather",
            "The weather in a city",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}");

    @Test
    default void aQuestionIsAnswered() {
        bench().cloud().says(ANSWER).uses(Counts.of(22, 12));
        for (Way way : Way.values()) {
            ChatResponse response = way.ask(subject(), Suite.question());

            assertEquals(ANSWER, response.text(), way.name());
            assertEquals(StopReason.Kind.STOP, response.stopReason().kind(), way.name());
            assertEquals(22, response.usage().input().orElse(-1), way.name());
            assertEquals(12, response.usage().output().orElse(-1), way.name());
            assertEquals(subject().profile().id(), response.model());
            assertEquals(1, response.trail().attempts());
        }
    }

    @Test
    default void usageIsToldInParts() {
        assumeTrue(has(Trait.CACHED_USAGE));
        bench().cloud().says(ANSWER).uses(new Counts(100, 50, 0, 40));
        for (Way way : Way.values()) {
            ChatResponse response = way.ask(subject(), Suite.question());

            assertEquals(100, response.usage().input().orElse(-1), way.name());
            assertEquals(40, response.usage().cachedInput().orElse(-1), way.name());
        }
    }

    @Test
    default void usageThatIsNotToldIsUnknown() {
        bench().cloud().says(ANSWER).withoutUsage();
        for (Way way : Way.values()) {
            ChatResponse response = way.ask(subject(), Suite.question());
            assertEquals(ANSWER, response.text(), way.name());
            assertTrue(response.usage().total().isEmpty(), way.name());
        }
    }

    @Test
    default void anAnswerThatIsCutSaysSo() {
        bench().cloud().says(ANSWER).stops(Stop.LENGTH);
        for (Way way : Way.values()) {
            assertEquals(
                    StopReason.Kind.LENGTH,
                    way.ask(subject(), Suite.question()).stopReason().kind(),
                    way.name());
        }
    }

    @Test
    default void aToolIsCalledAndItsResultSentBack() {
        for (Way way : Way.values()) {
            bench().cloud().next(Play.says("Let me look.").calls("weather", "{\"city\":", "\"Rome\"}"));
            ChatRequest request = ChatRequest.builder()
                    .user("How is the weather in Rome?")
                    .tools(WEATHER)
                    .maxOutputTokens(100)
                    .build();
            ChatResponse response = way.ask(subject(), request);

            assertEquals(StopReason.Kind.TOOL_CALLS, response.stopReason().kind(), way.name());
            assertEquals(1, response.toolCalls().size(), way.name());
            ToolCall call = response.toolCalls().get(0);
            assertEquals("weather", call.name());
            assertEquals("{\"city\":\"Rome\"}", call.arguments().replace(" ", ""));
            Asked first = bench().cloud().lastRequest();
            assertTrue(first.body().contains("The weather in a city"), "the tool was described");

            bench().cloud().next(Play.says("It is sunny."));
            ChatResponse then = way.ask(
                    subject(),
                    ChatRequest.builder()
                            .user("How is the weather in Rome?")
                            .message(response.message())
                            .message(Message.results(ToolResult.text(call, "sunny, 24 degrees")))
                            .tools(WEATHER)
                            .maxOutputTokens(100)
                            .build());
            assertEquals("It is sunny.", then.text());
            assertTrue(bench().cloud().lastRequest().body().contains("sunny, 24 degrees"), "the result was sent back");
        }
    }

    @Test
    default void toolsAreCalledInParallel() {
        bench().cloud()
                .plays(Play.empty().calls("weather", "{\"city\":\"Rome\"}").calls("weather", "{\"city\":\"Oslo\"}"));
        for (Way way : Way.values()) {
            List<ToolCall> calls = way.ask(
                            subject(),
                            ChatRequest.builder()
                                    .user("Rome and Oslo?")
                                    .tools(WEATHER)
                                    .maxOutputTokens(100)
                                    .build())
                    .toolCalls();

            assertEquals(2, calls.size(), way.name());
            assertTrue(calls.get(0).arguments().contains("Rome"), way.name());
            assertTrue(calls.get(1).arguments().contains("Oslo"), way.name());
            assertFalse(calls.get(0).id().equals(calls.get(1).id()), "each call has an id of its own");
        }
    }

    @Test
    default void aSchemaIsSentAndTheAnswerIsItsText() {
        assumeTrue(has(Trait.STRUCTURED_OUTPUT));
        bench().cloud().says("{\"capital\":\"Rome\"}");
        for (Way way : Way.values()) {
            ChatResponse response = way.ask(
                    subject(),
                    ChatRequest.builder()
                            .user("The capital of Italy?")
                            .output(OutputSchema.of(
                                    "answer",
                                    "{\"type\":\"object\",\"properties\":{\"capital\":{\"type\":\"string\"}},"
                                            + "\"required\":[\"capital\"],\"additionalProperties\":false}"))
                            .maxOutputTokens(100)
                            .build());

            assertEquals("{\"capital\":\"Rome\"}", response.text(), way.name());
            assertTrue(bench().cloud().lastRequest().body().contains("capital"), "the schema was sent");
        }
    }

    @Test
    default void anImageIsSent() {
        assumeTrue(has(Trait.IMAGES));
        byte[] image = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3, 4, 5};
        bench().cloud().says("A fox.");
        for (Way way : Way.values()) {
            ChatResponse response = way.ask(
                    subject(),
                    ChatRequest.builder()
                            .user(Text.of("What is this?"), Media.of("image/png", image))
                            .maxOutputTokens(100)
                            .build());

            assertEquals("A fox.", response.text(), way.name());
            String body = bench().cloud().lastRequest().body();
            assertTrue(body.contains(Base64.getEncoder().encodeToString(image)), "the image was sent");
        }
    }

    @Test
    default void thoughtsAreToldFromTheAnswer() {
        assumeTrue(has(Trait.THINKING));
        bench().cloud().says(ANSWER).thinks("A fox and a dog.");
        for (Way way : Way.values()) {
            ChatResponse response = way.ask(
                    subject(),
                    ChatRequest.builder()
                            .user("Say something.")
                            .options(it -> it.reasoning(Reasoning.of(Effort.LOW).shown()))
                            .maxOutputTokens(2_000)
                            .build());

            assertEquals(ANSWER, response.text(), way.name());
            StringBuilder thoughts = new StringBuilder();
            for (Part part : response.message().parts()) {
                if (part instanceof Thinking thinking) {
                    thoughts.append(thinking.text());
                }
            }
            assertEquals("A fox and a dog.", thoughts.toString(), way.name());
        }
    }

    @Test
    default void aRefusalOfTheModelIsAnAnswer() {
        assumeTrue(has(Trait.REFUSAL));
        bench().cloud().says("I will not.").stops(Stop.REFUSED);
        for (Way way : Way.values()) {
            assertEquals(
                    StopReason.Kind.REFUSAL,
                    way.ask(subject(), Suite.question()).stopReason().kind(),
                    way.name());
        }
    }

    @Test
    default void theRequestIsJsonWithOneCredentialInAHeader() {
        bench().cloud().says(ANSWER);
        for (Way way : Way.values()) {
            way.ask(subject(), Suite.question());
            Asked asked = bench().cloud().lastRequest();

            assertEquals("POST", asked.method());
            assertTrue(asked.header("content-type").orElse("").startsWith("application/json"), "content-type");
            assertTrue(asked.header("user-agent").orElse("").startsWith("interline"), "user-agent");
            assertFalse(asked.path().contains(bench().key()), "the key is not in the address");
            assertFalse(asked.body().contains(bench().key()), "the key is not in the body");
            List<String> credentials = asked.headers().keySet().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .filter(List.of("authorization", "api-key", "x-api-key", "x-goog-api-key")::contains)
                    .toList();
            assertEquals(1, credentials.size(), "headers with credentials: " + credentials);
            for (Map.Entry<String, List<String>> header : asked.headers().entrySet()) {
                assertEquals(1, header.getValue().size(), "header " + header.getKey() + " once");
            }
        }
    }
}

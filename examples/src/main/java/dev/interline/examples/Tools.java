package dev.interline.examples;

import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Conversation;
import dev.interline.Part;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.tool.Approval;
import dev.interline.tool.Tool;
import dev.interline.tool.ToolError;
import dev.interline.tool.ToolLoop;
import dev.interline.tool.ToolMethod;
import dev.interline.types.Description;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans a crossing with two tools that run side by side, while the cloud that called them breaks down. */
public final class Tools {
    private static final String QUESTION = "When can I sail from Cuxhaven to Heligoland tomorrow, 2 May 2026?";

    // region tool-record
    record Harbour(@Description("its name in English") String name) {}
    // endregion

    private Tools() {}

    /** Runs the example; takes no arguments. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.standard();
        try (Clouds clouds = Clouds.found(terminal, Tools::script)) {
            run(clouds.model("chat"), terminal);
        }
    }

    static void script(FakeClouds clouds) {
        clouds.on("azure")
                .next(Play.says("I look up tide and wind. ")
                        .calls("tide", "{\"harbour\": \"Cuxhaven\", \"day\": \"2026-05-02\"}")
                        .calls("wind", "{\"name\": \"Heligoland\"}"))
                .fails(503);
        clouds.on("bedrock")
                .says(
                        "Leave at 6:20, an hour before high water. With the wind from the south-west at 12 knots you are there by noon.")
                .paced(Duration.ofMillis(25));
    }

    static void run(ChatModel model, Terminal terminal) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        ToolLoop sailing = model.withTools(Tool.from(new Almanac()))
                .withTools(wind())
                .parallel(threads)
                .timeout(Duration.ofSeconds(10));
        try (ChatStream stream = sailing.stream(ChatRequest.of(QUESTION))) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    terminal.say(delta.text());
                } else if (event instanceof ChatEvent.StepDone step) {
                    tell(step.response(), terminal);
                }
            }
            ChatResponse response = stream.response();
            terminal.note("-- " + response.usage() + " over " + response.trail().attempts() + " requests");
            response.trail().hops().forEach(hop -> terminal.note("   " + hop));
        } catch (ChatException e) {
            terminal.warn("-- no answer: " + e.getMessage());
            terminal.note("   the conversation goes on from "
                    + e.conversation().map(Conversation::toString).orElse("the beginning"));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void tell(ChatResponse step, Terminal terminal) {
        step.toolCalls().forEach(call -> terminal.note("-- " + call.name() + call.arguments()));
        for (Part part : step.messages().get(step.messages().size() - 1).parts()) {
            if (part instanceof ToolResult result) {
                terminal.note("   " + result.name() + ": " + result.text());
            }
        }
    }

    static Tool wind() {
        // region tool-lambda
        Tool wind = Tool.of("wind", "The wind in a harbour, now", Harbour.class, harbour -> {
            if (harbour.name().isBlank()) {
                throw new ToolError("name a harbour, such as Cuxhaven");
            }
            return Map.of("from", "SW", "knots", 12);
        });
        // endregion
        return wind;
    }

    // region tool-methods
    static final class Almanac {
        @ToolMethod("High water in a harbour")
        String tide(@Description("its name in English") String harbour, LocalDate day, @Nullable String zone) {
            return "high water in " + harbour + " on " + day + " at 7:20 " + (zone == null ? "local time" : zone);
        }
    }
    // endregion

    static Tool byHand() {
        // region tool-by-hand
        Tool echo = Tool.of(
                ToolDefinition.of(
                        "echo",
                        "Says it again",
                        "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}"),
                arguments -> "you wrote " + arguments);
        // endregion
        return echo;
    }

    static ToolLoop settings(ChatModel model, List<Tool> tools, ExecutorService threads, Consumer<Conversation> store) {
        // region tool-loop
        ToolLoop loop = model.withTools(tools)
                .maxRounds(20)
                .parallel(threads)
                .timeout(Duration.ofSeconds(20))
                .approving((call, context) -> call.name().startsWith("delete_")
                        ? Approval.no("deleting is not allowed here")
                        : Approval.yes())
                .explaining(e -> e instanceof java.io.IOException ? "the service is down; try another way" : null)
                .onStep(store);
        // endregion
        return loop;
    }

    static String resumed(ToolLoop loop, ToolLoop elsewhere) {
        // region tool-resume
        try {
            return loop.ask("Book the crossing.");
        } catch (ChatException e) {
            return elsewhere.resume(e.conversation().orElseThrow()).text();
        }
        // endregion
    }
}

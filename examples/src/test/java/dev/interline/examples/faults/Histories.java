package dev.interline.examples.faults;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.route.Target;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.Play;
import dev.interline.wire.auth.Token;
import java.util.Base64;

/** A conversation that one vendor began goes on at another. */
final class Histories {
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "Tells the tide", """
            {"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}""");
    /** A dot of one pixel. */
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=");

    private Histories() {}

    static void switched(Bout bout) {
        for (Dialect before : Dialect.all()) {
            String name = before.format() + "-" + before.cloud();
            FakeCloud first = bout.clouds.on(name).as(before.vendor());
            ChatModel model = bout.model(before, first.url(), () -> Token.of("token"));
            first.plays(Play.empty()
                    .thinks("secret of " + name)
                    .calls("tide", "{\"port\":\"Hamburg\"}")
                    .calls("tide", "{\"port\":\"Cuxhaven\"}"));
            ChatRequest.Builder talk = ChatRequest.builder()
                    .tools(TIDE)
                    .maxOutputTokens(1_000)
                    .user(Text.of("When is high water where this is?"), Media.of("image/png", PICTURE));
            ChatResponse asking = model.chat(talk.build());
            talk.message(asking.message());
            ToolResult[] results = asking.toolCalls().stream()
                    .map(call -> ToolResult.text(call, "tide of " + call.arguments()))
                    .toArray(ToolResult[]::new);
            talk.message(Message.results(results));
            // the vendor that began is gone now
            first.fails(503);
            ChatModel route = bout.route(it -> it, Target.of(model).name(name), bout.target(bout.second));
            Told told = Told.ask(route, talk.build(), CallContext.create(), bout.way, bout.time);
            bout.judge.whole(told);
            if (told.response() == null) {
                continue;
            }
            String heard = bout.second.lastRequest().body();
            bout.judge.wrong(
                    heard.contains("tide of") && heard.contains("Hamburg") && heard.contains("Cuxhaven"),
                    name + ": a call or its result was lost");
            // signed thoughts go back to where they were signed, which two addresses of one region are
            boolean home =
                    asking.model().resource().equals(told.response().model().resource());
            boolean kept = heard.contains("secret of");
            boolean thought = asking.message().parts().stream().anyMatch(Thinking.class::isInstance);
            bout.judge.wrong(!kept || home, name + ": a thought was shown to a stranger");
            bout.judge.flaw(
                    !thought || kept || !told.response().notices().isEmpty(), name + ": what was lost is in no notice");
            for (ToolCall call : asking.toolCalls()) {
                bout.judge.wrong(!call.id().isEmpty(), name + ": a call has no id");
            }
        }
    }
}

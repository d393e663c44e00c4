package dev.interline.route;

import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Ending;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said in a call, for people; media and what only its maker can read by their names. */
final class Transcript {
    private final StringBuilder text = new StringBuilder();

    private Transcript() {}

    /**
     * Everything.
     *
     * @param response null where there is no whole answer; what is known of it is then taken from the failure
     */
    static String of(String route, ChatRequest request, Ending ending, @Nullable ChatResponse response) {
        Transcript transcript = new Transcript();
        transcript.text.append(route).append(ending.answered() ? " answered" : " failed");
        if (!request.system().isEmpty()) {
            transcript.say("system", request.system());
        }
        request.messages().forEach(message -> transcript.say("", message));
        Optional<ChatResponse> answer = Optional.ofNullable(response)
                .or(() -> ending.failure() == null
                        ? Optional.empty()
                        : ending.failure().partial());
        answer.ifPresent(last -> transcript.say("answer, ", last.message()));
        return transcript.text.toString();
    }

    private void say(String before, Message message) {
        String who = before + message.role().name().toLowerCase(Locale.ROOT);
        for (Part part : message.parts()) {
            say(who, part);
        }
    }

    private void say(String who, Part part) {
        if (part instanceof Text said) {
            say(who, said.text());
        } else if (part instanceof Thinking thought) {
            say(who + ", thinking", thought.text());
        } else if (part instanceof Refusal refusal) {
            say(who + ", refusing", refusal.text());
        } else if (part instanceof ToolCall call) {
            say(who + ", calling", call.name() + " " + call.arguments());
        } else if (part instanceof ToolResult result) {
            result.content().forEach(each -> say(who + ", result of " + result.name(), each));
        } else if (part instanceof Media media) {
            say(who, "[" + media.mimeType() + "]");
        } else if (part instanceof Part.Other other) {
            say(who, "[" + other.type() + "]");
        }
    }

    private void say(String who, String what) {
        text.append("\n  ").append(who).append(": ").append(what.replace("\n", "\n    "));
    }
}

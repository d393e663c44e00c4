package dev.interline.policy;

import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import java.util.List;
import java.util.OptionalLong;

/**
 * How large a call is, before anybody has counted. Good enough to choose and to reserve; the vendor's own numbers
 * arrive with the answer.
 *
 * @param input input tokens, about: a quarter of the characters, and 1,000 for each medium
 * @param maxOutput the cap that the request sets; empty when it sets none
 */
public record Estimate(long input, OptionalLong maxOutput) {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int TOKENS_A_MEDIUM = 1_000;

    /** Counts a request. */
    public static Estimate of(ChatRequest request) {
        long characters = request.system().length();
        long media = 0;
        for (Message message : request.messages()) {
            characters += characters(message.parts());
            media += media(message.parts());
        }
        for (ToolDefinition tool : request.tools()) {
            characters += tool.name().length()
                    + tool.description().length()
                    + tool.parameters().length();
        }
        Integer cap = request.options().maxOutputTokens();
        return new Estimate(
                characters / CHARACTERS_A_TOKEN + media * TOKENS_A_MEDIUM + 1,
                cap == null ? OptionalLong.empty() : OptionalLong.of(cap));
    }

    /** Counts text of so many characters, to which nobody writes an answer. */
    public static Estimate ofText(long characters) {
        return new Estimate(characters / CHARACTERS_A_TOKEN + 1, OptionalLong.of(0));
    }

    private static long characters(List<Part> parts) {
        long sum = 0;
        for (Part part : parts) {
            if (part instanceof Text text) {
                sum += text.text().length();
            } else if (part instanceof Thinking thinking) {
                sum += thinking.text().length();
            } else if (part instanceof ToolCall call) {
                sum += call.name().length() + call.arguments().length();
            } else if (part instanceof ToolResult result) {
                sum += characters(result.content());
            }
        }
        return sum;
    }

    private static long media(List<Part> parts) {
        long sum = 0;
        for (Part part : parts) {
            if (part instanceof Media) {
                sum++;
            } else if (part instanceof ToolResult result) {
                sum += media(result.content());
            }
        }
        return sum;
    }
}

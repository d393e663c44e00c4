package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;

/** Azure's Responses, without the indentation of its whole answers, which would favour whoever skips it best. */
final class ResponsesSpeech extends Speech {
    private static final String ITEM = "msg_07f7b191c92ba150016a3c117dc5bc819784ae68696a8cce14";

    @Override
    String headers() {
        return AZURE_HEADERS;
    }

    @Override
    String whole(String text, int tokens) {
        return response("completed", "[" + item("completed", "[" + part(text) + "]") + "]", usage(tokens));
    }

    @Override
    void begin(ByteArrayOutputStream out) {
        head(out, "response.created", 0);
        head(out, "response.in_progress", 1);
        say(out, "response.output_item.added", "\"item\":" + item("in_progress", "[]") + ",\"output_index\":0", 2);
        say(
                out,
                "response.content_part.added",
                "\"content_index\":0,\"item_id\":\"" + ITEM + "\",\"output_index\":0,\"part\":" + part(""),
                3);
    }

    private static void head(ByteArrayOutputStream out, String type, int number) {
        say(out, type, "\"response\":" + response("in_progress", "[]", "null"), number);
    }

    @Override
    void piece(ByteArrayOutputStream out, String text, int number) {
        say(
                out,
                "response.output_text.delta",
                "\"content_index\":0,\"delta\":\"" + text + "\",\"item_id\":\"" + ITEM
                        + "\",\"logprobs\":[],\"obfuscation\":\"n0LgXkT4Zq\",\"output_index\":0",
                4 + number);
    }

    @Override
    void end(ByteArrayOutputStream out, String text, int tokens) {
        int next = 4 + tokens;
        say(
                out,
                "response.output_text.done",
                "\"content_index\":0,\"item_id\":\"" + ITEM + "\",\"logprobs\":[],\"output_index\":0,\"text\":\"" + text
                        + "\"",
                next);
        say(
                out,
                "response.content_part.done",
                "\"content_index\":0,\"item_id\":\"" + ITEM + "\",\"output_index\":0,\"part\":" + part(text),
                next + 1);
        String item = item("completed", "[" + part(text) + "]");
        say(out, "response.output_item.done", "\"item\":" + item + ",\"output_index\":0", next + 2);
        say(
                out,
                "response.completed",
                "\"response\":" + response("completed", "[" + item + "]", usage(tokens)),
                next + 3);
    }

    private static void say(ByteArrayOutputStream out, String type, String fields, int number) {
        event(out, type, "{\"type\":\"" + type + "\"," + fields + ",\"sequence_number\":" + number + "}");
    }

    private static String part(String text) {
        return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"" + text + "\"}";
    }

    private static String item(String status, String content) {
        return "{\"id\":\"" + ITEM + "\",\"type\":\"message\",\"status\":\"" + status + "\",\"content\":" + content
                + ",\"phase\":null,\"role\":\"assistant\"}";
    }

    private static String response(String status, String output, String usage) {
        return "{\"id\":\"resp_07f7b191c92ba150016a3c117b1cf081978145cbcb940b8a9c\",\"object\":\"response\","
                + "\"created_at\":1782321531,\"status\":\"" + status + "\",\"background\":false,\"completed_at\":null,"
                + "\"content_filters\":null,\"error\":null,\"frequency_penalty\":0.0,\"incomplete_details\":null,"
                + "\"instructions\":null,\"max_output_tokens\":1000,\"max_tool_calls\":null,\"model\":\"gpt-4o\","
                + "\"moderation\":null,\"output\":" + output + ",\"parallel_tool_calls\":true,\"presence_penalty\":0.0,"
                + "\"previous_response_id\":null,\"prompt_cache_key\":null,\"reasoning\":{\"effort\":null,\"summary\":null},"
                + "\"safety_identifier\":null,\"service_tier\":\"default\",\"store\":false,\"temperature\":1.0,"
                + "\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"},\"tool_choice\":\"auto\",\"tools\":[],"
                + "\"top_logprobs\":0,\"top_p\":1.0,\"truncation\":\"disabled\",\"usage\":" + usage
                + ",\"user\":null,\"metadata\":{}}";
    }

    private static String usage(int tokens) {
        return "{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":" + tokens
                + ",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":" + (tokens + 20) + "}";
    }
}

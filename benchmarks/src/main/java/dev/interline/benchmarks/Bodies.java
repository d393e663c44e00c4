package dev.interline.benchmarks;

import java.nio.charset.StandardCharsets;

/** Answers of Azure's Chat Completions as they look on the wire: one token a chunk, with ids, filters and padding. */
final class Bodies {
    private static final String HEAD =
            "\"created\":1790000001,\"id\":\"chatcmpl-DuLYkWnz0OixBh4yGRX57RgoH5wVP\",\"model\":\"gpt-4o-2024-11-20\",";
    private static final String TAIL = "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_b705f0c291\"";
    private static final String SAFE =
            "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"self_harm\":{\"filtered\":false,\"severity\":\"safe\"},\"sexual\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"violence\":{\"filtered\":false,\"severity\":\"safe\"}},";

    private Bodies() {}

    static byte[] whole(int tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(token(i));
        }
        return ("{\"choices\":[{" + SAFE
                        + "\"finish_reason\":\"stop\",\"index\":0,\"logprobs\":null,\"message\":{\"annotations\":[],"
                        + "\"content\":\"" + text + "\",\"refusal\":null,\"role\":\"assistant\"}}]," + HEAD
                        + "\"object\":\"chat.completion\",\"prompt_filter_results\":[{\"prompt_index\":0,"
                        + SAFE.substring(0, SAFE.length() - 1) + "}]," + TAIL + "," + usage(tokens) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] stream(int tokens) {
        StringBuilder body = new StringBuilder();
        event(
                body,
                "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{"
                        + "\"prompt_index\":0," + SAFE.substring(0, SAFE.length() - 1) + "}]}");
        event(body, chunk("\"content\":\"\",\"refusal\":null,\"role\":\"assistant\"", "null"));
        for (int i = 0; i < tokens; i++) {
            event(body, chunk("\"content\":\"" + token(i) + "\"", "null"));
        }
        event(body, chunk("", "\"stop\""));
        event(
                body,
                "{\"choices\":[]," + HEAD + "\"object\":\"chat.completion.chunk\"," + TAIL + "," + usage(tokens) + "}");
        body.append("data: [DONE]\n\n");
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String token(int i) {
        return i % 7 == 6 ? " word," : i % 3 == 0 ? " the" : " token";
    }

    private static String chunk(String delta, String finish) {
        return "{\"choices\":[{" + SAFE + "\"delta\":{" + delta + "},\"finish_reason\":" + finish
                + ",\"index\":0,\"logprobs\":null}]," + HEAD
                + "\"obfuscation\":\"ZKaqV\",\"object\":\"chat.completion.chunk\"," + TAIL + ",\"usage\":null}";
    }

    private static String usage(int tokens) {
        return "\"usage\":{\"completion_tokens\":" + tokens
                + ",\"completion_tokens_details\":{\"accepted_prediction_tokens\":0,\"audio_tokens\":0,\"reasoning_tokens\":0,"
                + "\"rejected_prediction_tokens\":0},\"prompt_tokens\":20,\"prompt_tokens_details\":{\"audio_tokens\":0,"
                + "\"cached_tokens\":0},\"total_tokens\":" + (tokens + 20) + "}";
    }

    private static void event(StringBuilder body, String data) {
        body.append("data: ").append(data).append("\n\n");
    }
}

package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;

/** Azure's Chat Completions: every chunk with a verdict of its filter, and padded. */
final class ChatSpeech extends Speech {
    private static final String HEAD =
            "\"created\":1790000001,\"id\":\"chatcmpl-DuLYkWnz0OixBh4yGRX57RgoH5wVP\",\"model\":\"gpt-4o-2024-11-20\",";
    private static final String TAIL = "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_b705f0c291\"";
    private static final String SAFE =
            "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"self_harm\":{\"filtered\":false,\"severity\":\"safe\"},\"sexual\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"violence\":{\"filtered\":false,\"severity\":\"safe\"}}";

    @Override
    String headers() {
        return AZURE_HEADERS;
    }

    @Override
    String whole(String text, int tokens) {
        return "{\"choices\":[{" + SAFE + ",\"finish_reason\":\"stop\",\"index\":0,\"logprobs\":null,\"message\":{"
                + "\"annotations\":[],\"content\":\"" + text + "\",\"refusal\":null,\"role\":\"assistant\"}}]," + HEAD
                + "\"object\":\"chat.completion\",\"prompt_filter_results\":[{\"prompt_index\":0," + SAFE + "}]," + TAIL
                + "," + usage(tokens) + "}";
    }

    @Override
    void begin(ByteArrayOutputStream out) {
        event(
                out,
                "",
                "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{"
                        + "\"prompt_index\":0," + SAFE + "}]}");
        event(out, "", chunk("\"content\":\"\",\"refusal\":null,\"role\":\"assistant\"", "null"));
    }

    @Override
    void piece(ByteArrayOutputStream out, String text, int number) {
        event(out, "", chunk("\"content\":\"" + text + "\"", "null"));
    }

    @Override
    void end(ByteArrayOutputStream out, String text, int tokens) {
        event(out, "", chunk("", "\"stop\""));
        event(
                out,
                "",
                "{\"choices\":[]," + HEAD + "\"object\":\"chat.completion.chunk\"," + TAIL + "," + usage(tokens) + "}");
        event(out, "", "[DONE]");
    }

    private static String chunk(String delta, String finish) {
        return "{\"choices\":[{" + SAFE + ",\"delta\":{" + delta + "},\"finish_reason\":" + finish
                + ",\"index\":0,\"logprobs\":null}]," + HEAD
                + "\"obfuscation\":\"ZKaqV\",\"object\":\"chat.completion.chunk\"," + TAIL + ",\"usage\":null}";
    }

    private static String usage(int tokens) {
        return "\"usage\":{\"completion_tokens\":" + tokens
                + ",\"completion_tokens_details\":{\"accepted_prediction_tokens\":0,\"audio_tokens\":0,\"reasoning_tokens\":0,"
                + "\"rejected_prediction_tokens\":0},\"prompt_tokens\":20,\"prompt_tokens_details\":{\"audio_tokens\":0,"
                + "\"cached_tokens\":0},\"total_tokens\":" + (tokens + 20) + "}";
    }
}

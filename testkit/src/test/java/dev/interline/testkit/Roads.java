package dev.interline.testkit;

/** The real paths, each with the least request that is taken there. */
enum Roads {
    CHAT("/openai/v1/chat/completions", "{\"model\":\"gpt\",\"messages\":[{}]}"),
    CHAT_STREAM("/openai/v1/chat/completions", "{\"model\":\"gpt\",\"stream\":true,\"messages\":[{}]}"),
    RESPONSES("/openai/v1/responses", "{\"model\":\"gpt\",\"input\":\"hi\"}"),
    RESPONSES_STREAM("/openai/v1/responses", "{\"model\":\"gpt\",\"stream\":true,\"input\":\"hi\"}"),
    MESSAGES("/anthropic/v1/messages", "{\"model\":\"claude\",\"max_tokens\":9,\"messages\":[{}]}"),
    MESSAGES_STREAM(
            "/anthropic/v1/messages", "{\"model\":\"claude\",\"stream\":true,\"max_tokens\":9,\"messages\":[{}]}"),
    CONVERSE("/model/us.amazon.nova-micro-v1%3A0/converse", "{\"messages\":[{}]}"),
    CONVERSE_STREAM("/model/us.amazon.nova-micro-v1%3A0/converse-stream", "{\"messages\":[{}]}"),
    INVOKE("/model/claude/invoke", "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{}]}"),
    INVOKE_STREAM(
            "/model/claude/invoke-with-response-stream",
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{}]}"),
    GEMINI(
            "/v1/projects/p/locations/global/publishers/google/models/gemini-3.6-flash:generateContent",
            "{\"contents\":[{}]}"),
    GEMINI_STREAM(
            "/v1/projects/p/locations/global/publishers/google/models/gemini-3.6-flash:streamGenerateContent?alt=sse",
            "{\"contents\":[{}]}"),
    CLAUDE(
            "/v1/projects/p/locations/global/publishers/anthropic/models/claude-opus-4-5@20251101:rawPredict",
            "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"messages\":[{}]}"),
    CLAUDE_STREAM(
            "/v1/projects/p/locations/global/publishers/anthropic/models/claude-opus-4-5@20251101:streamRawPredict",
            "{\"anthropic_version\":\"vertex-2023-10-16\",\"stream\":true,\"max_tokens\":9,\"messages\":[{}]}"),
    OPENAPI(
            "/v1/projects/p/locations/global/endpoints/openapi/chat/completions",
            "{\"model\":\"m\",\"messages\":[{}]}");

    final String path;
    final String body;

    Roads(String path, String body) {
        this.path = path;
        this.body = body;
    }
}

package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatResponse;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every word for the end of an answer that a vendor has, and every way of counting tokens, in ours. */
class VendorWordsTest {

    private static Played read(String format, String answer) {
        return Played.whole(format(format), Told.json(answer.replace('\'', '"')));
    }

    private static WireFormat format(String name) {
        return switch (name) {
            case "chat" -> ChatCompletions.FORMAT;
            case "responses" -> Responses.FORMAT;
            case "messages" -> Messages.FORMAT;
            case "converse" -> Converse.FORMAT;
            default -> GenerateContent.FORMAT;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "chat, stop, STOP",
        "chat, length, LENGTH",
        "chat, tool_calls, TOOL_CALLS",
        "chat, function_call, TOOL_CALLS",
        "chat, content_filter, CONTENT_FILTER",
        "chat, eos, OTHER",
        "messages, end_turn, STOP",
        "messages, stop_sequence, STOP",
        "messages, max_tokens, LENGTH",
        "messages, model_context_window_exceeded, LENGTH",
        "messages, tool_use, TOOL_CALLS",
        "messages, pause_turn, PAUSED",
        "messages, refusal, REFUSAL",
        "messages, compaction, OTHER",
        "messages, something_new, OTHER",
        "converse, end_turn, STOP",
        "converse, stop_sequence, STOP",
        "converse, max_tokens, LENGTH",
        "converse, model_context_window_exceeded, LENGTH",
        "converse, tool_use, TOOL_CALLS",
        "converse, guardrail_intervened, CONTENT_FILTER",
        "converse, content_filtered, CONTENT_FILTER",
        "converse, malformed_model_output, MALFORMED",
        "converse, malformed_tool_use, MALFORMED",
        "converse, something_new, OTHER",
        "gemini, STOP, STOP",
        "gemini, MAX_TOKENS, LENGTH",
        "gemini, CONTINUATION, LENGTH",
        "gemini, SAFETY, CONTENT_FILTER",
        "gemini, PROHIBITED_CONTENT, CONTENT_FILTER",
        "gemini, BLOCKLIST, CONTENT_FILTER",
        "gemini, SPII, CONTENT_FILTER",
        "gemini, RECITATION, CONTENT_FILTER",
        "gemini, MODEL_ARMOR, CONTENT_FILTER",
        "gemini, IMAGE_SAFETY, CONTENT_FILTER",
        "gemini, IMAGE_PROHIBITED_CONTENT, CONTENT_FILTER",
        "gemini, IMAGE_RECITATION, CONTENT_FILTER",
        "gemini, MALFORMED_FUNCTION_CALL, MALFORMED",
        "gemini, UNEXPECTED_TOOL_CALL, MALFORMED",
        "gemini, TOO_MANY_TOOL_CALLS, MALFORMED",
        "gemini, MALFORMED_RESPONSE, MALFORMED",
        "gemini, LANGUAGE, OTHER",
        "gemini, NO_IMAGE, OTHER",
        "gemini, IMAGE_OTHER, OTHER",
        "gemini, OTHER, OTHER",
        "gemini, FINISH_REASON_UNSPECIFIED, OTHER",
        "gemini, ESCALATION, OTHER",
        "gemini, MISSING_THOUGHT_SIGNATURE, OTHER",
    })
    void theEndOfAnAnswer(String format, String word, StopReason.Kind kind) {
        String answer = switch (format) {
            case "chat" -> "{'choices':[{'message':{'content':'Hi'},'finish_reason':'%s'}]}";
            case "messages" -> "{'type':'message','content':[{'type':'text','text':'Hi'}],'stop_reason':'%s'}";
            case "converse" -> "{'output':{'message':{'content':[{'text':'Hi'}]}},'stopReason':'%s'}";
            default -> "{'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'%s'}]}";
        };

        assertThat(read(format, answer.formatted(word)).response().stopReason()).isEqualTo(new StopReason(kind, word));
    }

    @ParameterizedTest
    @CsvSource({
        "SAFETY",
        "OTHER",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "MODEL_ARMOR",
        "JAILBREAK",
        "IMAGE_SAFETY",
        "BLOCKED_REASON_UNSPECIFIED",
        "SOMETHING_NEW",
    })
    void aBlockedPromptOfGemini(String word) {
        assertThat(read("gemini", "{'promptFeedback':{'blockReason':'" + word + "'}}")
                        .response()
                        .stopReason())
                .isEqualTo(new StopReason(StopReason.Kind.CONTENT_FILTER, word));
    }

    @ParameterizedTest
    @CsvSource({
        "completed, '', STOP, completed",
        "incomplete, max_output_tokens, LENGTH, max_output_tokens",
        "incomplete, max_tokens, LENGTH, max_tokens",
        "incomplete, content_filter, CONTENT_FILTER, content_filter",
        "incomplete, something_new, OTHER, something_new",
        "incomplete, '', OTHER, incomplete",
    })
    void theStatusOfAResponse(String status, String reason, StopReason.Kind kind, String word) {
        String details = reason.isEmpty() ? "null" : "{'reason':'" + reason + "'}";
        assertThat(read(
                                "responses",
                                "{'status':'" + status + "','incomplete_details':" + details + ",'output':[{'type':"
                                        + "'message','content':[{'type':'output_text','text':'Hi'}]}]}")
                        .response()
                        .stopReason())
                .isEqualTo(new StopReason(kind, word));
    }

    /** Input with what was cached, output with what was thought; a question mark where nothing is known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "chat | {'prompt_tokens':20,'completion_tokens':12,'prompt_tokens_details':{'cached_tokens':8,'cache_write_tokens':2},'completion_tokens_details':{'reasoning_tokens':4}} | 20 8 2 12 4",
                "chat | {'prompt_tokens':20,'completion_tokens':12,'prompt_tokens_details':null} | 20 ? ? 12 ?",
                "chat | {'prompt_tokens':null} | ? ? ? ? ?",
                "responses | {'input_tokens':20,'output_tokens':12,'input_tokens_details':{'cached_tokens':0},'output_tokens_details':{'reasoning_tokens':4}} | 20 0 ? 12 4",
                "messages | {'input_tokens':20,'cache_read_input_tokens':100,'cache_creation_input_tokens':30,'output_tokens':12,'output_tokens_details':{'thinking_tokens':4}} | 150 100 30 12 4",
                "messages | {'input_tokens':20,'output_tokens':12} | 20 ? ? 12 ?",
                "converse | {'inputTokens':20,'cacheReadInputTokens':100,'cacheWriteInputTokens':30,'outputTokens':12,'totalTokens':162} | 150 100 30 12 ?",
                "converse | {'inputTokens':20,'cacheReadInputTokens':null,'cacheReadInputTokenCount':100,'outputTokens':12} | 120 100 ? 12 ?",
                "converse | {'outputTokens':12} | ? ? ? 12 ?",
                "gemini | {'promptTokenCount':20,'cachedContentTokenCount':8,'candidatesTokenCount':9,'thoughtsTokenCount':41,'toolUsePromptTokenCount':5,'totalTokenCount':75} | 25 8 ? 50 41",
                "gemini | {'trafficType':'ON_DEMAND'} | ? ? ? ? ?",
            })
    void tokens(String format, String counts, String expected) {
        String answer = switch (format) {
            case "chat" -> "{'choices':[{'message':{'content':'Hi'},'finish_reason':'stop'}],'usage':%s}";
            case "responses" ->
                "{'status':'completed','output':[{'type':'message','content':[{'type':'output_text','text':'Hi'}]}],'usage':%s}";
            case "messages" ->
                "{'type':'message','content':[{'type':'text','text':'Hi'}],'stop_reason':'end_turn','usage':%s}";
            case "converse" -> "{'output':{'message':{'content':[{'text':'Hi'}]}},'stopReason':'end_turn','usage':%s}";
            default ->
                "{'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'STOP'}],'usageMetadata':%s}";
        };

        Usage usage = read(format, answer.formatted(counts)).response().usage();

        assertThat(String.join(
                        " ",
                        word(usage.input()),
                        word(usage.cachedInput()),
                        word(usage.cacheWrites()),
                        word(usage.output()),
                        word(usage.reasoning())))
                .isEqualTo(expected);
        assertThat(Told.json(usage.vendor()).size()).isPositive();
    }

    private static String word(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : "?";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "chat | {'choices':[{'message':{'content':'Hi'},'finish_reason':'stop'}],'service_tier':'flex'} | flex",
                "responses | {'status':'completed','output':[{'type':'message','content':[{'type':'output_text','text':'Hi'}]}],'service_tier':'priority'} | priority",
                "messages | {'type':'message','content':[],'stop_reason':'end_turn','usage':{'service_tier':'standard'}} | standard",
                "converse | {'output':{'message':{'content':[{'text':'Hi'}]}},'stopReason':'end_turn','serviceTier':{'type':'reserved'}} | reserved",
                "gemini | {'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'trafficType':'ON_DEMAND_FLEX'}} | ON_DEMAND_FLEX",
                "gemini | {'candidates':[{'finishReason':'STOP'}]} | \"\"",
            })
    void theClassOfServiceThatWasUsed(String format, String answer, String tier) {
        ChatResponse response = read(format, answer).response();

        assertThat(response.servedTier()).isEqualTo(tier);
    }
}

package dev.interline.examples;

import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.error.BlockedException;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Something that an answer may hold.
 *
 * @param where how a program gets at it
 * @param answers an answer with it, by format; none where the format has no such thing
 * @param found whether it is there
 */
record Answered(String name, String where, Map<String, String> answers, Predicate<ChatResponse> found) {
    private static final String BLOCKED = "BlockedException";

    /** One dialect for each format. */
    static List<Dialect> dialects(FakeClouds clouds) {
        return List.of("Responses", "Chat", "Messages", "Converse", "Gemini").stream()
                .map(format -> Dialect.all(clouds).stream()
                        .filter(dialect -> dialect.format().equals(format))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Plays the answer, if the format has it, and looks. */
    boolean isFoundIn(Dialect dialect) {
        String body = answers.get(dialect.format());
        if (body == null) {
            return false;
        }
        dialect.fake()
                .next(Play.answers(200, "application/json", body.replace('\'', '"'))
                        .header("x-ms-served-model", ""));
        try {
            ChatResponse response = dialect.model()
                    .chat(ChatRequest.builder()
                            .user("Hello")
                            .maxOutputTokens(1_900)
                            .build());
            if (!found.test(response)) {
                throw new AssertionError(name + " is not found in " + dialect.format() + ": " + response.message()
                        + response.details() + response.stopReason() + response.usage());
            }
        } catch (BlockedException e) {
            if (!where.startsWith(BLOCKED)) {
                throw new AssertionError(name + " in " + dialect.format(), e);
            }
        } catch (ChatException e) {
            throw new AssertionError(name + " in " + dialect.format(), e);
        }
        return true;
    }

    private static String responses(String output, String more) {
        return "{'id':'resp_1','object':'response','status':'completed','output':[" + output + "]" + more + "}";
    }

    private static String said(String more) {
        return "{'id':'msg_1','type':'message','role':'assistant','status':'completed','content':[{'type':'output_text',"
                + "'text':'High at noon.','annotations':[]" + more + "}]}";
    }

    private static String chat(String message, String choice, String more) {
        return "{'id':'c1','object':'chat.completion','model':'m','choices':[{'index':0,'finish_reason':'stop',"
                + "'message':{'role':'assistant'," + message + "}" + choice + "}]" + more + "}";
    }

    private static String messages(String content, String stop, String more) {
        return "{'id':'m1','type':'message','role':'assistant','model':'claude','content':[" + content
                + "],'stop_reason':'" + stop + "'" + more + "}";
    }

    private static String converse(String content, String stop, String more) {
        return "{'output':{'message':{'role':'assistant','content':[" + content + "]}},'stopReason':'" + stop + "'"
                + more + "}";
    }

    private static String gemini(String parts, String candidate, String more) {
        return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]}" + candidate + "}]" + more + "}";
    }

    private static final String STOP = ",'finishReason':'STOP'";
    private static final String TEXT = "{'text':'High at noon.'}";
    private static final String BLOCK = "{'type':'text','text':'High at noon.'}";
    private static final String CONTENT = "'content':'High at noon.'";

    private static boolean has(ChatResponse response, Part.Kind kind) {
        return response.message().parts().stream().anyMatch(part -> part.kind() == kind);
    }

    private static boolean sealed(ChatResponse response) {
        return response.message().parts().stream()
                .anyMatch(part -> part.opaque() != null && part.opaque().json().contains("c2VhbA"));
    }

    private static boolean cited(ChatResponse response) {
        return response.message().parts().stream()
                .anyMatch(part -> part instanceof Text text && !text.citations().isEmpty());
    }

    static List<Answered> all() {
        return List.of(
                new Answered(
                        "text",
                        "text()",
                        Map.of(
                                "Responses", responses(said(""), ""),
                                "Chat", chat(CONTENT, "", ""),
                                "Messages", messages(BLOCK, "end_turn", ""),
                                "Converse", converse(TEXT, "end_turn", ""),
                                "Gemini", gemini(TEXT, STOP, "")),
                        response -> response.text().equals("High at noon.")),
                new Answered(
                        "tool calls",
                        "toolCalls()",
                        Map.of(
                                "Responses",
                                responses(
                                        "{'type':'function_call','id':'f','call_id':'c1','name':'tide','arguments':'{}','status':'completed'}",
                                        ""),
                                "Chat",
                                chat(
                                        "'content':null,'tool_calls':[{'id':'c1','type':'function','function':{'name':'tide','arguments':'{}'}}]",
                                        "",
                                        ""),
                                "Messages",
                                messages("{'type':'tool_use','id':'t1','name':'tide','input':{}}", "tool_use", ""),
                                "Converse",
                                converse("{'toolUse':{'toolUseId':'t1','name':'tide','input':{}}}", "tool_use", ""),
                                "Gemini",
                                gemini("{'functionCall':{'name':'tide','args':{}}}", STOP, "")),
                        response -> response.toolCalls().size() == 1),
                new Answered(
                        "arguments that are no JSON",
                        "ToolCall.problem()",
                        Map.of(
                                "Responses",
                                responses(
                                        "{'type':'function_call','id':'f','call_id':'c1','name':'tide','arguments':'{port','status':'completed'}",
                                        ""),
                                "Chat",
                                chat(
                                        "'content':null,'tool_calls':[{'id':'c1','type':'function','function':{'name':'tide','arguments':'{port'}}]",
                                        "",
                                        "")),
                        response -> response.toolCalls().get(0).problem() != null),
                new Answered(
                        "thoughts",
                        "Thinking",
                        Map.of(
                                "Responses",
                                responses(
                                        "{'type':'reasoning','id':'r','summary':[{'type':'summary_text','text':'Hm.'}]},"
                                                + said(""),
                                        ""),
                                "Chat",
                                chat(CONTENT + ",'reasoning_content':'Hm.'", "", ""),
                                "Messages",
                                messages(
                                        "{'type':'thinking','thinking':'Hm.','signature':'c2VhbA'}," + BLOCK,
                                        "end_turn",
                                        ""),
                                "Converse",
                                converse(
                                        "{'reasoningContent':{'reasoningText':{'text':'Hm.'}}}," + TEXT,
                                        "end_turn",
                                        ""),
                                "Gemini",
                                gemini("{'text':'Hm.','thought':true}," + TEXT, STOP, "")),
                        response -> has(response, Part.Kind.THINKING)),
                new Answered(
                        "what is signed or encrypted",
                        "Part.opaque()",
                        Map.of(
                                "Responses",
                                responses(
                                        "{'type':'reasoning','id':'r','summary':[],'encrypted_content':'c2VhbA'},"
                                                + said(""),
                                        ""),
                                "Messages",
                                messages("{'type':'redacted_thinking','data':'c2VhbA'}," + BLOCK, "end_turn", ""),
                                "Converse",
                                converse("{'reasoningContent':{'redactedContent':'c2VhbA=='}}," + TEXT, "end_turn", ""),
                                "Gemini",
                                gemini("{'text':'High at noon.','thoughtSignature':'c2VhbA'}", STOP, "")),
                        Answered::sealed),
                new Answered(
                        "citations",
                        "Text.citations()",
                        Map.of(
                                "Responses",
                                responses(
                                        said("").replace(
                                                        "'annotations':[]",
                                                        "'annotations':[{'type':'url_citation','url':'https://example.com','title':'T','start_index':0,'end_index':4}]"),
                                        ""),
                                "Chat",
                                chat(
                                        CONTENT
                                                + ",'annotations':[{'type':'url_citation','url_citation':{'url':'https://example.com','title':'T','start_index':0,'end_index':4}}]",
                                        "",
                                        ""),
                                "Messages",
                                messages(
                                        "{'type':'text','text':'High at noon.','citations':[{'type':'char_location','cited_text':'noon','document_index':0,'document_title':'T','start_char_index':0,'end_char_index':4}]}",
                                        "end_turn",
                                        ""),
                                "Converse",
                                converse(
                                        "{'citationsContent':{'content':[{'text':'High at noon.'}],'citations':[{'title':'T','sourceContent':[{'text':'noon'}],'location':{'documentChar':{'documentIndex':0,'start':0,'end':4}}}]}}",
                                        "end_turn",
                                        ""),
                                "Gemini",
                                gemini(
                                        TEXT,
                                        STOP
                                                + ",'groundingMetadata':{'groundingChunks':[{'web':{'uri':'https://example.com','title':'T'}}],'groundingSupports':[{'segment':{'startIndex':0,'endIndex':4,'text':'High'},'groundingChunkIndices':[0]}]}",
                                        "")),
                        Answered::cited),
                new Answered(
                        "refusal",
                        "Refusal or stopReason()",
                        Map.of(
                                "Responses",
                                responses(
                                        "{'id':'msg_1','type':'message','role':'assistant','status':'completed','content':[{'type':'refusal','refusal':'No.'}]}",
                                        ""),
                                "Chat",
                                chat("'content':null,'refusal':'No.'", "", ""),
                                "Messages",
                                messages(BLOCK, "refusal", "")),
                        response -> has(response, Part.Kind.REFUSAL)
                                || response.stopReason().kind() == StopReason.Kind.REFUSAL),
                new Answered(
                        "a blocked answer",
                        BLOCKED + ".partial()",
                        Map.of(
                                "Responses",
                                responses(said(""), ",'incomplete_details':{'reason':'content_filter'}")
                                        .replaceFirst("'completed'", "'incomplete'"),
                                "Chat",
                                chat(CONTENT, "", "").replace("'stop'", "'content_filter'"),
                                "Converse",
                                converse(TEXT, "guardrail_intervened", ""),
                                "Gemini",
                                gemini(TEXT, ",'finishReason':'SAFETY'", "")),
                        response -> false),
                new Answered(
                        "verdicts of filters, safety ratings",
                        "safetyRatings()",
                        Map.of(
                                "Responses",
                                responses(
                                        said(""),
                                        ",'content_filters':[{'source_type':'completion','content_filter_results':{'hate':{'filtered':false,'severity':'safe'}}}]"),
                                "Chat",
                                chat(
                                        CONTENT,
                                        ",'content_filter_results':{'hate':{'filtered':false,'severity':'safe'}}",
                                        ""),
                                "Converse",
                                converse(
                                        TEXT,
                                        "end_turn",
                                        ",'trace':{'guardrail':{'inputAssessment':{'g':{'contentPolicy':{'filters':[{'type':'HATE','confidence':'LOW','action':'NONE'}]}}}}}"),
                                "Gemini",
                                gemini(TEXT, STOP + ",'safetyRatings':[{'category':'HARM_CATEGORY_hate'}]", "")),
                        response -> response.safetyRatings().size() == 1),
                new Answered(
                        "log probabilities",
                        "logProbabilities()",
                        Map.of(
                                "Responses",
                                responses(said(",'logprobs':[{'token':'High','logprob':-0.25}]"), ""),
                                "Chat",
                                chat(CONTENT, ",'logprobs':{'content':[{'token':'High','logprob':-0.25}]}", ""),
                                "Gemini",
                                gemini(
                                        TEXT,
                                        STOP
                                                + ",'logprobsResult':{'chosenCandidates':[{'token':'High','logProbability':-0.25}]}",
                                        "")),
                        response -> response.logProbabilities().get(0).logProbability() == -0.25),
                new Answered(
                        "service tier served",
                        "servedTier()",
                        Map.of(
                                "Responses",
                                responses(said(""), ",'service_tier':'priority'"),
                                "Chat",
                                chat(CONTENT, "", ",'service_tier':'priority'"),
                                "Messages",
                                messages(
                                        BLOCK,
                                        "end_turn",
                                        ",'usage':{'input_tokens':1,'output_tokens':1,'service_tier':'priority'}"),
                                "Converse",
                                converse(TEXT, "end_turn", ",'serviceTier':{'type':'priority'}"),
                                "Gemini",
                                gemini(TEXT, STOP, ",'usageMetadata':{'trafficType':'ON_DEMAND_PRIORITY'}")),
                        response -> response.servedTier().matches("priority|ON_DEMAND_PRIORITY")),
                new Answered(
                        "model snapshot served",
                        "servedModel()",
                        Map.of(
                                "Responses", responses(said(""), ",'model':'m-2026'"),
                                "Chat", chat(CONTENT, "", "").replace("'model':'m'", "'model':'m-2026'"),
                                "Messages", messages(BLOCK, "end_turn", "").replace("'claude'", "'m-2026'"),
                                "Gemini", gemini(TEXT, STOP, ",'modelVersion':'m-2026'")),
                        response -> response.servedModel().equals("m-2026")),
                new Answered(
                        "cached input",
                        "usage().cachedInput()",
                        Map.of(
                                "Responses",
                                responses(
                                        said(""),
                                        ",'usage':{'input_tokens':9,'output_tokens':1,'input_tokens_details':{'cached_tokens':5}}"),
                                "Chat",
                                chat(
                                        CONTENT,
                                        "",
                                        ",'usage':{'prompt_tokens':9,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':5}}"),
                                "Messages",
                                messages(
                                        BLOCK,
                                        "end_turn",
                                        ",'usage':{'input_tokens':4,'output_tokens':1,'cache_read_input_tokens':5}"),
                                "Converse",
                                converse(
                                        TEXT,
                                        "end_turn",
                                        ",'usage':{'inputTokens':4,'outputTokens':1,'cacheReadInputTokens':5}"),
                                "Gemini",
                                gemini(
                                        TEXT,
                                        STOP,
                                        ",'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':1,'cachedContentTokenCount':5}")),
                        response -> response.usage().cachedInput().orElse(0) == 5
                                && response.usage().input().orElse(0) == 9),
                new Answered(
                        "input written to the cache",
                        "usage().cacheWrites()",
                        Map.of(
                                "Messages",
                                messages(
                                        BLOCK,
                                        "end_turn",
                                        ",'usage':{'input_tokens':4,'output_tokens':1,'cache_creation_input_tokens':5}"),
                                "Converse",
                                converse(
                                        TEXT,
                                        "end_turn",
                                        ",'usage':{'inputTokens':4,'outputTokens':1,'cacheWriteInputTokens':5}")),
                        response -> response.usage().cacheWrites().orElse(0) == 5
                                && response.usage().input().orElse(0) == 9),
                new Answered(
                        "tokens of thinking",
                        "usage().reasoning()",
                        Map.of(
                                "Responses",
                                responses(
                                        said(""),
                                        ",'usage':{'input_tokens':9,'output_tokens':7,'output_tokens_details':{'reasoning_tokens':5}}"),
                                "Chat",
                                chat(
                                        CONTENT,
                                        "",
                                        ",'usage':{'prompt_tokens':9,'completion_tokens':7,'completion_tokens_details':{'reasoning_tokens':5}}"),
                                "Gemini",
                                gemini(
                                        TEXT,
                                        STOP,
                                        ",'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':2,'thoughtsTokenCount':5}")),
                        response -> response.usage().reasoning().orElse(0) == 5
                                && response.usage().output().orElse(0) == 7));
    }
}

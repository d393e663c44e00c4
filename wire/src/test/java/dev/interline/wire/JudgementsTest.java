package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatResponse;
import dev.interline.TokenProbability;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What vendors think of prompts, answers and tokens, in one form. */
class JudgementsTest {

    private static ChatResponse whole(WireFormat format, String answer) {
        return Played.whole(format, Told.json(answer.replace('\'', '"'))).response();
    }

    private static ChatResponse streamed(String... events) {
        StringBuilder body = new StringBuilder();
        for (String event : events) {
            body.append("data: ").append(event.replace('\'', '"')).append("\n\n");
        }
        return Played.stream(
                        ChatCompletions.FORMAT, Framing.SSE, body.toString().getBytes(StandardCharsets.UTF_8))
                .response();
    }

    private static String brief(ChatResponse response) {
        return response.safetyRatings().stream()
                .map(rating -> rating.subject() + " " + rating.category() + " " + rating.level()
                        + (rating.blocked() ? "!" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String tokens(ChatResponse response) {
        return response.logProbabilities().stream().map(JudgementsTest::token).collect(Collectors.joining(" "));
    }

    private static String token(TokenProbability token) {
        String likeliest = token.likeliest().stream().map(JudgementsTest::token).collect(Collectors.joining(" "));
        return token.token() + token.logProbability() + (likeliest.isEmpty() ? "" : "[" + likeliest + "]");
    }

    @Test
    void azuresFilterOverChat() {
        ChatResponse response = whole(ChatCompletions.FORMAT, """
                {'prompt_filter_results':[{'prompt_index':0,'content_filter_results':{
                   'hate':{'filtered':false,'severity':'safe'},'jailbreak':{'filtered':false,'detected':true}}}],
                 'choices':[{'finish_reason':'stop','message':{'content':'Hi'},'content_filter_results':{
                   'violence':{'filtered':true,'severity':'medium'},'error':{'code':'content_filter_error'},
                   'custom_blocklists':{'filtered':false,'details':[]}}}]}""");

        assertThat(brief(response))
                .isEqualTo("PROMPT hate safe, PROMPT jailbreak detected, ANSWER violence medium!,"
                        + " ANSWER custom_blocklists ");
    }

    @Test
    void verdictsOfAStreamAddUp() {
        ChatResponse response = streamed(
                "{'id':'1','choices':[{'delta':{'content':'It '},'content_filter_results':{'hate':{'filtered':false,'severity':'safe'}}}]}",
                "{'id':'1','choices':[{'delta':{'content':'is'},'content_filter_results':{'violence':{'filtered':true,'severity':'high'}}}]}",
                "{'id':'1','choices':[{'delta':{},'content_filter_results':{'violence':{'filtered':false,'severity':'safe'}},'finish_reason':'content_filter'}]}");

        assertThat(brief(response)).isEqualTo("ANSWER hate safe, ANSWER violence high!");
        assertThat(response.details().get("content_filter_results"))
                .contains("hate")
                .contains("high");
    }

    @Test
    void azuresFilterOverResponses() {
        assertThat(brief(whole(Responses.FORMAT, """
                {'status':'completed','output':[],'content_filters':[
                 {'blocked':false,'source_type':'prompt','content_filter_results':{'jailbreak':{'filtered':false,'detected':false}}},
                 {'blocked':false,'source_type':'completion','content_filter_results':{'hate':{'filtered':false,'severity':'low'}}}]}"""))).isEqualTo("PROMPT jailbreak , ANSWER hate low");
    }

    @Test
    void googlesRatings() {
        assertThat(brief(whole(GenerateContent.FORMAT, """
                {'promptFeedback':{'safetyRatings':[{'category':'HARM_CATEGORY_JAILBREAK','probability':'LOW'}]},
                 'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'SAFETY','safetyRatings':[
                  {'category':'HARM_CATEGORY_HARASSMENT','probability':'HIGH','blocked':true}]}]}""")))
                .isEqualTo("PROMPT HARM_CATEGORY_JAILBREAK LOW, ANSWER HARM_CATEGORY_HARASSMENT HIGH!");
    }

    @Test
    void aGuardrailsFindings() {
        ChatResponse response = whole(Converse.FORMAT, """
                {'output':{'message':{'content':[{'text':'Sorry.'}]}},'stopReason':'guardrail_intervened','trace':{'guardrail':{
                 'inputAssessment':{'abc':{'contentPolicy':{'filters':[{'type':'VIOLENCE','confidence':'HIGH','action':'BLOCKED'}]},
                   'topicPolicy':{'topics':[{'name':'Finance','type':'DENY','action':'NONE'}]}}},
                 'outputAssessments':{'abc':[{'sensitiveInformationPolicy':{'piiEntities':[
                   {'type':'EMAIL','match':'ann@example.com','action':'ANONYMIZED'}]}},
                   {'wordPolicy':{'customWords':[{'match':'secret','action':'BLOCKED'}]},'invocationMetrics':{'usage':{}}}]}}}}""");

        assertThat(brief(response))
                .isEqualTo("PROMPT VIOLENCE HIGH!, PROMPT Finance , ANSWER EMAIL !, ANSWER CUSTOM !");
        assertThat(response.safetyRatings().toString()).doesNotContain("ann@").doesNotContain("secret");
    }

    @Test
    void whoeverSaysNothingHasNoRatings() {
        ChatResponse response = whole(
                Messages.FORMAT, "{'type':'message','content':[{'type':'text','text':'Hi'}],'stop_reason':'end_turn'}");

        assertThat(response.safetyRatings()).isEmpty();
        assertThat(response.logProbabilities()).isEmpty();
    }

    @Test
    void logProbabilitiesOfWholeAndStreamedAnswersAreTheSame() {
        String first =
                "{'token':'He','logprob':-0.5,'top_logprobs':[{'token':'He','logprob':-0.5},{'token':'Hi','logprob':-1.5}]}";
        String second = "{'token':'llo','logprob':-0.25,'top_logprobs':[]}";
        ChatResponse whole = whole(
                ChatCompletions.FORMAT,
                "{'choices':[{'finish_reason':'stop','message':{'content':'Hello'},'logprobs':{'content':[" + first
                        + "," + second + "],'refusal':null}}]}");
        ChatResponse streamed = streamed(
                "{'id':'1','choices':[{'delta':{'content':'He'},'logprobs':{'content':[" + first
                        + "],'refusal':null}}]}",
                "{'id':'1','choices':[{'delta':{'content':'llo'},'logprobs':{'content':[" + second + "]}}]}",
                "{'id':'1','choices':[{'delta':{},'logprobs':null,'finish_reason':'stop'}]}");

        assertThat(tokens(whole)).isEqualTo("He-0.5[He-0.5 Hi-1.5] llo-0.25");
        assertThat(streamed.logProbabilities()).isEqualTo(whole.logProbabilities());
        assertThat(streamed.details().get("logprobs"))
                .isEqualTo("{\"content\":[" + (first + "," + second).replace('\'', '"') + "]}");
        assertThat(whole.logProbabilities().toString()).doesNotContain("llo");
    }

    @Test
    void logProbabilitiesOfTheOtherFormats() {
        assertThat(tokens(whole(Responses.FORMAT, """
                {'status':'completed','output':[{'type':'message','content':[{'type':'output_text','text':'Hi',
                 'logprobs':[{'token':'Hi','logprob':-0.1,'top_logprobs':[{'token':'Ho','logprob':-3}]}]}]}]}"""))).isEqualTo("Hi-0.1[Ho-3.0]");
        assertThat(tokens(whole(GenerateContent.FORMAT, """
                {'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'STOP','logprobsResult':{
                 'chosenCandidates':[{'token':'Hi','tokenId':7,'logProbability':-0.1}],
                 'topCandidates':[{'candidates':[{'token':'Hi','logProbability':-0.1},{'token':'Ho','logProbability':-3}]}]}}]}"""))).isEqualTo("Hi-0.1[Hi-0.1 Ho-3.0]");
    }
}

package dev.interline.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of Azure's tables: status, body as it was seen, and what it means. */
class ErrorTableTest {
    private static final Profile PROFILE = Profile.of(new ModelId("azure", "r", "main"));

    private final AzureCloud cloud = new AzureCloud(new ManualTime());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // a field that the model does not take
                "400 | {'error':{'message':'max_tokens is not accepted by this model','type':'invalid_request_error','param':'max_tokens','code':'unsupported_parameter'}} | UNSUPPORTED | FAIL_OVER",
                "400 | {'error':{'message':'no such effort','type':'invalid_request_error','param':'reasoning_effort','code':'unsupported_value'}} | UNSUPPORTED | FAIL_OVER",
                "400 | {'error':{'message':'tools need another endpoint or effort none','type':'invalid_request_error','param':'reasoning_effort','code':null}} | UNSUPPORTED | FAIL_OVER",
                "400 | {'error':{'message':'bad part','type':'invalid_request_error','param':'messages[0].content[1].type','code':'invalid_value'}} | INVALID | STOP",
                "400 | {'error':{'message':'unknown','type':'invalid_request_error','param':'foo','code':'unknown_parameter'}} | INVALID | STOP",
                "400 | {'error':{'message':'unknown','type':'invalid_request_error','param':null,'code':'unrecognized_request_argument'}} | INVALID | STOP",
                "400 | {'error':{'message':'something','type':'invalid_request_error','param':null,'code':null}} | INVALID | STOP",
                "400 | {'error':{'message':'something','code':'invalid_request_error'}} | INVALID | STOP",
                "422 | {'error':{'message':'something','code':'422'}} | INVALID | STOP",
                // the content filter, in its four spellings and none
                "400 | {'error':{'message':'blocked','type':null,'param':'prompt','code':'content_filter','status':400,'innererror':{'code':'ResponsibleAIPolicyViolation','content_filter_result':{'violence':{'filtered':true}}}}} | BLOCKED | STOP",
                "400 | {'error':{'message':'blocked','code':'content_filter'}} | BLOCKED | STOP",
                "400 | {'error':{'message':'blocked','code':'BadRequest','inner_error':{'code':'ResponsibleAIPolicyViolation'}}} | BLOCKED | STOP",
                "400 | {'error':{'message':'blocked','code':'400','inner_error':{'content_filter_results':{'jailbreak':{'filtered':true}}}}} | BLOCKED | STOP",
                // too long
                "400 | {'error':{'message':'too long','type':'invalid_request_error','param':'messages','code':'context_length_exceeded'}} | TOO_LONG | FAIL_OVER",
                "400 | {'error':{'message':'The maximum context length is 128000 tokens','type':'invalid_request_error','code':null}} | TOO_LONG | FAIL_OVER",
                // reasoning of somebody else
                "400 | {'error':{'message':'sealed reasoning cannot be read','type':'invalid_request_error','param':null,'code':'invalid_encrypted_content'}} | UNSUPPORTED | FAIL_OVER",
                "400 | {'error':{'message':'The encrypted content could not be verified','type':'invalid_request_error','param':null,'code':null}} | UNSUPPORTED | FAIL_OVER",
                "404 | {'error':{'message':'Item with id rs_1 not found','type':'invalid_request_error','param':'input','code':null}} | UNSUPPORTED | FAIL_OVER",
                // who is asking
                "401 | {'error':{'code':'401','message':'key or endpoint wrong'}} | DENIED | FAIL_OVER",
                "401 | {'error':{'code':'PermissionDenied','message':'principal lacks a data action'}} | DENIED | FAIL_OVER",
                "401 | {'statusCode':401,'message':'no credential in the request'} | DENIED | FAIL_OVER",
                "401 | `` | DENIED | FAIL_OVER",
                "403 | {'error':{'code':'AuthenticationTypeDisabled','message':'keys are switched off'}} | DENIED | FAIL_OVER",
                "403 | {'error':{'code':'403','message':'behind a private endpoint'}} | DENIED | FAIL_OVER",
                "402 | {'error':{'code':'402','message':'pay'}} | QUOTA_SPENT | FAIL_OVER",
                // wrong name or route
                "404 | {'error':{'code':'DeploymentNotFound','message':'no such deployment'}} | NOT_FOUND | FAIL_OVER",
                "404 | {'error':{'code':'404','message':'Resource not found'}} | NOT_FOUND | FAIL_OVER",
                "404 | {'statusCode':404,'message':'Resource not found'} | NOT_FOUND | FAIL_OVER",
                "404 | {'error':{'code':'api_not_supported','message':'not for this model'}} | NOT_FOUND | FAIL_OVER",
                "404 | <html><body>Not Found</body></html> | NOT_FOUND | FAIL_OVER",
                "307 | `` | NOT_FOUND | FAIL_OVER",
                // gave up
                "408 | {'error':{'code':'Timeout','message':'operation timed out'}} | TIMED_OUT | FAIL_OVER",
                "504 | <html><h1>504 Gateway Time-out</h1></html> | TIMED_OUT | FAIL_OVER",
                "409 | {'error':{'code':'409','message':'conflict'}} | UNAVAILABLE | RETRY",
                "413 | `` | INVALID | STOP",
                // too many
                "429 | {'error':{'code':'429','message':'token rate limit of the deployment exceeded'}} | RATE_LIMITED | RETRY",
                "429 | {'error':{'type':'too_many_requests','code':'rate_limit_exceeded','message':'limit','param':null}} | RATE_LIMITED | RETRY",
                "429 | {'error':{'code':'too_many_requests','message':'high demand'}} | RATE_LIMITED | RETRY",
                "429 | {'error':{'code':'RateLimitReached','message':'limit'}} | RATE_LIMITED | RETRY",
                "429 | {'error':{'code':'NoCapacity','message':'peak load'}} | RATE_LIMITED | RETRY",
                "429 | {'statusCode':429,'message':'Rate limit is exceeded. Try again in 8 seconds.'} | RATE_LIMITED | RETRY",
                "429 | `` | RATE_LIMITED | RETRY",
                "429 | {'error':{'message':'spent','type':'insufficient_quota','code':'insufficient_quota'}} | QUOTA_SPENT | FAIL_OVER",
                // broken
                "500 | {'error':{'message':'internal failure','type':'server_error','param':null,'code':null}} | UNAVAILABLE | RETRY",
                "500 | {'error':{'code':'InternalServerError','message':'oops'}} | UNAVAILABLE | RETRY",
                "500 | {'error':{'message':'oops','type':'invalid_request_error','code':null}} | UNAVAILABLE | RETRY",
                "502 | <html>Bad Gateway</html> | UNAVAILABLE | RETRY",
                "503 | {'error':{'code':'503','message':'busy'}} | UNAVAILABLE | RETRY",
                "529 | `` | UNAVAILABLE | RETRY",
                // Claude
                "400 | {'type':'error','error':{'type':'invalid_request_error','message':'prompt is too long: 250000 tokens > 200000 maximum'},'request_id':'req_1'} | TOO_LONG | FAIL_OVER",
                "400 | {'type':'error','error':{'type':'invalid_request_error','message':'max_tokens: field required'}} | INVALID | STOP",
                "401 | {'type':'error','error':{'type':'authentication_error','message':'invalid x-api-key'}} | DENIED | FAIL_OVER",
                "402 | {'type':'error','error':{'type':'billing_error','message':'no money'}} | QUOTA_SPENT | FAIL_OVER",
                "403 | {'type':'error','error':{'type':'permission_error','message':'no'}} | DENIED | FAIL_OVER",
                "404 | {'type':'error','error':{'type':'not_found_error','message':'model: x'}} | NOT_FOUND | FAIL_OVER",
                "409 | {'type':'error','error':{'type':'conflict_error','message':'x'}} | UNAVAILABLE | RETRY",
                "413 | {'type':'error','error':{'type':'request_too_large','message':'x'}} | INVALID | STOP",
                "429 | {'type':'error','error':{'type':'rate_limit_error','message':'x'}} | RATE_LIMITED | RETRY",
                "429 | {'type':'error','error':{'type':'rate_limit_error','message':'x','details':{'error_code':'enforced_spend_limit_reached'}}} | QUOTA_SPENT | FAIL_OVER",
                "429 | {'type':'error','error':{'type':'rate_limit_error','message':'x','details':{'error_code':'ramp_limit_exceeded'}}} | RATE_LIMITED | RETRY",
                "500 | {'type':'error','error':{'type':'api_error','message':'x'}} | UNAVAILABLE | RETRY",
                "504 | {'type':'error','error':{'type':'timeout_error','message':'x'}} | TIMED_OUT | FAIL_OVER",
                "529 | {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}} | UNAVAILABLE | RETRY",
                "418 | {'type':'error','error':{'type':'new_error','message':'x'}} | INVALID | STOP",
            })
    void aRefusal(int status, String body, Kind kind, Advice advice) {
        ChatException failure = explain(status, body, Map.of());

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.advice()).isEqualTo(advice);
        assertThat(failure.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Responses: a rate limit in a stream, nested as Azure writes it and flat as OpenAI does
                "{'type':'error','sequence_number':2,'error':{'type':'too_many_requests','code':'rate_limit_exceeded','message':'over its limit','param':null,'headers':{'x-ms-fe-error':'true'}}} | RATE_LIMITED",
                "{'type':'error','code':'rate_limit_exceeded','message':'x','param':null,'sequence_number':1} | RATE_LIMITED",
                "{'type':'response.failed','response':{'status':'failed','error':null}} | UNAVAILABLE",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error','message':'x'}}} | UNAVAILABLE",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'context_length_exceeded','message':'x'}}} | TOO_LONG",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'invalid_prompt','message':'x'}}} | BLOCKED",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'data_residency_mismatch','message':'x'}}} | UNSUPPORTED",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'vector_store_timeout','message':'x'}}} | UNAVAILABLE",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'invalid_image','message':'x'}}} | INVALID",
                // Chat Completions
                "{'error':{'code':'429','message':'x'}} | RATE_LIMITED",
                "{'error':{'code':503,'message':'x'}} | UNAVAILABLE",
                "{'error':{'message':'x','type':'server_error','code':null}} | UNAVAILABLE",
                "{'error':{'message':'x','type':'invalid_request_error','code':null}} | INVALID",
                "{'error':{'message':'nobody knows'}} | UNAVAILABLE",
                // Claude
                "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'},'request_id':'req_1'} | UNAVAILABLE",
                "{'type':'error','error':{'type':'rate_limit_error','message':'x'}} | RATE_LIMITED",
            })
    void anErrorInsideAGoodAnswer(String error, Kind kind) throws Exception {
        ChatException failure = cloud.explain(PROFILE, Refusal.inside("", Json.read(error.replace('\'', '"'))));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void tellsHowLongToWaitAsExactlyAsItWasTold() {
        Map<String, String> headers = Map.of("retry-after", "2", "retry-after-ms", "1850");
        assertThat(explain(429, "", headers).retryAfter()).contains(Duration.ofMillis(1850));
        assertThat(explain(429, "", Map.of("retry-after", "86400")).retryAfter())
                .contains(Duration.ofDays(1));
        assertThat(explain(503, "", Map.of("retry-after", "7")).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(explain(429, "{'error':{'code':'429','message':'Please retry after 12 seconds.'}}", Map.of())
                        .retryAfter())
                .contains(Duration.ofSeconds(12));
    }

    @Test
    void aSentenceIsNoHintWhereNothingIsLimited() {
        String body = "{'error':{'code':'503','message':'Please retry after 12 seconds.'}}";
        assertThat(explain(503, body, Map.of()).retryAfter()).isEmpty();
    }

    @Test
    void aLimitInsideAStreamTakesTheHintOfItsHeaders() throws Exception {
        Refusal refusal = Refusal.inside(
                        "", Json.read("{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"x\"}}"))
                .within(Map.of("retry-after", "7")::get);
        assertThat(cloud.explain(PROFILE, refusal).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void theTargetsOwnWordOnRetriesWins() {
        assertThat(explain(429, "", Map.of("x-should-retry", "false")).advice()).isEqualTo(Advice.FAIL_OVER);
        assertThat(explain(400, "", Map.of("x-should-retry", "true")).advice()).isEqualTo(Advice.RETRY);
    }

    @Test
    void namesCodeRequestAndMessage() {
        ChatException failure = explain(
                404,
                "{'error':{'code':'DeploymentNotFound','message':'no such deployment'}}",
                Map.of("x-request-id", "two", "apim-request-id", "one"));
        assertThat(failure)
                .hasMessage("there is no such deployment or path: check endpoint, deployment and api-version; a new "
                        + "deployment needs some minutes (status 404, code DeploymentNotFound, request one: no such "
                        + "deployment)");
    }

    @Test
    void saysWhenTheSpilloverDeploymentFailedToo() {
        assertThat(explain(429, "{'error':{'code':'429','message':'full'}}", Map.of("x-ms-spillover-error", "503")))
                .hasMessageContaining("full (its spillover deployment failed with status 503)");
    }

    private ChatException explain(int status, String body, Map<String, String> headers) {
        return cloud.explain(
                PROFILE, Refusal.answer(status, body == null ? "" : body.replace('\'', '"'), headers::get));
    }
}

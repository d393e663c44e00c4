package dev.interline.vertex;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of Vertex AI's tables: status, body as it was seen, and what it means. */
class ErrorTableTest {
    private static final Profile PROFILE = Profile.of(new ModelId("vertex", "demo/global", "gemini-3.6-flash"));

    private final VertexCloud cloud = new VertexCloud(new ManualTime());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {'error':{'code':400,'message':'Please use a valid role: user, model.','status':'INVALID_ARGUMENT','details':[]}} | INVALID | STOP",
                "400 | {'error':{'code':400,'message':'Invalid JSON payload received. Unknown name','status':'INVALID_ARGUMENT','details':[{'@type':'type.googleapis.com/google.rpc.BadRequest','fieldViolations':[{'field':'tools[0]'}]}]}} | INVALID | STOP",
                "400 | {'error':{'code':400,'message':'x','status':'OUT_OF_RANGE'}} | INVALID | STOP",
                "400 | {'error':{'code':400,'message':'The input token count (1250000) exceeds the maximum number of tokens allowed (1048576).','status':'INVALID_ARGUMENT'}} | TOO_LONG | FAIL_OVER",
                "400 | {'error':{'code':400,'message':'API key not valid. Please pass a valid API key.','status':'INVALID_ARGUMENT','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID','domain':'googleapis.com'}]}} | DENIED | FAIL_OVER",
                "400 | {'error':{'code':400,'message':'Publisher model is not enabled for the project','status':'FAILED_PRECONDITION'}} | DENIED | FAIL_OVER",
                "400 | {'error':{'code':400,'message':'User location is not supported','status':'FAILED_PRECONDITION'}} | DENIED | FAIL_OVER",
                "400 | {'error':{'code':400,'message':'This API requires billing to be enabled','status':'FAILED_PRECONDITION'}} | QUOTA_SPENT | FAIL_OVER",
                "401 | {'error':{'code':401,'message':'Request had invalid authentication credentials.','status':'UNAUTHENTICATED'}} | DENIED | FAIL_OVER",
                "401 | `` | DENIED | FAIL_OVER",
                "403 | {'error':{'code':403,'message':'denied','status':'PERMISSION_DENIED','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'IAM_PERMISSION_DENIED','domain':'aiplatform.googleapis.com'}]}} | DENIED | FAIL_OVER",
                "403 | {'error':{'code':403,'message':'not enabled','status':'PERMISSION_DENIED','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'SERVICE_DISABLED'}]}} | DENIED | FAIL_OVER",
                "403 | {'error':{'code':403,'message':'no billing','status':'PERMISSION_DENIED','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'BILLING_DISABLED'}]}} | QUOTA_SPENT | FAIL_OVER",
                "404 | {'error':{'code':404,'message':'Publisher Model `projects/x` not found.','status':'NOT_FOUND'}} | NOT_FOUND | FAIL_OVER",
                "404 | <!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p>That is an error.</html> | NOT_FOUND | FAIL_OVER",
                "408 | `` | TIMED_OUT | FAIL_OVER",
                "409 | {'error':{'code':409,'message':'x','status':'ABORTED'}} | UNAVAILABLE | RETRY",
                "413 | `` | INVALID | STOP",
                "429 | {'error':{'code':429,'message':'Resource exhausted. Please try again later.','status':'RESOURCE_EXHAUSTED'}} | RATE_LIMITED | RETRY",
                "429 | [{'error':{'code':429,'message':'Resource exhausted. Please try again later.','status':'RESOURCE_EXHAUSTED'}}] | RATE_LIMITED | RETRY",
                "429 | [{'error':{'code':429,'message':'Quota exceeded for aiplatform.googleapis.com/online_prediction_input_tokens_per_minute_per_base_model with base model: anthropic-claude-opus-5.','status':'RESOURCE_EXHAUSTED'}}] | RATE_LIMITED | RETRY",
                "429 | {'error':{'code':429,'message':'Provisioned Throughput is exceeded','status':'RESOURCE_EXHAUSTED'}} | RATE_LIMITED | RETRY",
                "429 | {'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'RATE_LIMIT_EXCEEDED'},{'@type':'type.googleapis.com/google.rpc.QuotaFailure','violations':[{'quotaId':'GenerateRequestsPerMinutePerProjectPerModel'}]}]}} | RATE_LIMITED | RETRY",
                "429 | {'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED','details':[{'@type':'type.googleapis.com/google.rpc.QuotaFailure','violations':[{'quotaId':'GenerateRequestsPerDayPerProjectPerModel'}]}]}} | QUOTA_SPENT | FAIL_OVER",
                "429 | `` | RATE_LIMITED | RETRY",
                "499 | {'error':{'code':499,'message':'The operation was cancelled.','status':'CANCELLED'}} | UNAVAILABLE | RETRY",
                "500 | {'error':{'code':500,'message':'Internal error encountered.','status':'INTERNAL'}} | UNAVAILABLE | RETRY",
                "500 | {'error':{'code':500,'message':'x','status':'UNKNOWN'}} | UNAVAILABLE | RETRY",
                "501 | {'error':{'code':501,'message':'x','status':'UNIMPLEMENTED'}} | UNSUPPORTED | FAIL_OVER",
                "502 | <html>502 Bad Gateway</html> | UNAVAILABLE | RETRY",
                "503 | {'error':{'code':503,'message':'The service is currently unavailable.','status':'UNAVAILABLE'}} | UNAVAILABLE | RETRY",
                "504 | {'error':{'code':504,'message':'Deadline expired before operation could complete.','status':'DEADLINE_EXCEEDED'}} | TIMED_OUT | FAIL_OVER",
                "504 | `` | TIMED_OUT | FAIL_OVER",
                "302 | `` | NOT_FOUND | FAIL_OVER",
                "400 | {'error':{'code':400,'message':'x','errors':[{'message':'x','domain':'global','reason':'badRequest'}]}} | INVALID | STOP",
                // Claude's own layer
                "400 | {'type':'error','error':{'type':'invalid_request_error','message':'prompt is too long: 210000 tokens > 200000 maximum'}} | TOO_LONG | FAIL_OVER",
                "400 | {'type':'error','error':{'type':'invalid_request_error','message':'anthropic_version: Field required'}} | INVALID | STOP",
                "404 | {'type':'error','error':{'type':'not_found_error','message':'x'}} | NOT_FOUND | FAIL_OVER",
                "429 | {'type':'error','error':{'type':'rate_limit_error','message':'x'}} | RATE_LIMITED | RETRY",
                "529 | {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}} | UNAVAILABLE | RETRY",
                // the OpenAI routes
                "400 | {'error':{'message':'x','type':'invalid_request_error','param':'max_tokens','code':'unsupported_parameter'}} | UNSUPPORTED | FAIL_OVER",
                "400 | {'error':{'message':'x','type':'invalid_request_error','param':null,'code':'context_length_exceeded'}} | TOO_LONG | FAIL_OVER",
                "400 | {'error':{'message':'x','type':'invalid_request_error','param':null,'code':null}} | INVALID | STOP",
                "429 | {'error':{'message':'x','type':'requests','code':'rate_limit_exceeded'}} | RATE_LIMITED | RETRY",
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
                "{'error':{'code':503,'message':'The service is currently unavailable.','status':'UNAVAILABLE'}} | UNAVAILABLE",
                "{'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED'}} | RATE_LIMITED",
                "[{'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED'}}] | RATE_LIMITED",
                "{'error':{'code':499,'message':'x','status':'CANCELLED'}} | UNAVAILABLE",
                "{'code':503,'message':'x','status':'UNAVAILABLE'} | UNAVAILABLE",
                "{'error':{'code':400,'message':'x'}} | INVALID",
                "{'error':{'message':'nobody knows'}} | UNAVAILABLE",
                "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}} | UNAVAILABLE",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'rate_limit_exceeded','message':'x'}}} | RATE_LIMITED",
            })
    void anErrorInsideAGoodAnswer(String error, Kind kind) throws Exception {
        ChatException failure = cloud.explain(PROFILE, Refusal.inside("", Json.read(error.replace('\'', '"'))));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"34.4s, PT34.4S", "34.074824224s, PT34.074824224S", "0s, PT0S"})
    void retryInfoTellsHowLongToWait(String delay, Duration wait) {
        String body = "[{'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED','details':[{'@type':"
                + "'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'" + delay + "'}]}}]";
        assertThat(explain(429, body, Map.of("retry-after", "1")).retryAfter()).contains(wait);
    }

    @Test
    void withoutRetryInfoAHeaderTellsAndThenASentence() {
        assertThat(explain(429, "", Map.of("retry-after", "7")).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(explain(429, "{'error':{'code':429,'message':'Please retry in 12.5s.'}}", Map.of())
                        .retryAfter())
                .contains(Duration.ofMillis(12_500));
        assertThat(explain(503, "{'error':{'code':503,'message':'Please retry in 12.5s.'}}", Map.of())
                        .retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-id", "x-request-id"})
    void theRequestIsNamed(String header) {
        assertThat(explain(500, "", Map.of(header, "req_1")).requestId()).isEqualTo("req_1");
    }

    @Test
    void theRequestMayBeNamedInTheBody() {
        String body = "{'error':{'code':500,'message':'x','status':'INTERNAL','details':[{'@type':"
                + "'type.googleapis.com/google.rpc.RequestInfo','requestId':'abc'}]}}";
        assertThat(explain(500, body, Map.of()).requestId()).isEqualTo("abc");
        assertThat(explain(
                                529,
                                "{'type':'error','error':{'type':'overloaded_error','message':'x'},'request_id':'req_9'}",
                                Map.of())
                        .requestId())
                .isEqualTo("req_9");
    }

    @Test
    void namesReasonAndMessage() {
        String body =
                "{'error':{'code':400,'message':'API key not valid.','status':'INVALID_ARGUMENT','details':[{'@type':"
                        + "'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID'}]}}";
        assertThat(explain(400, body, Map.of()))
                .hasMessage("the API key is not valid (status 400, code API_KEY_INVALID: API key not valid.)");
    }

    @Test
    void aPageIsReadWithoutItsTags() {
        assertThat(explain(
                                404,
                                "<html><head><title>x</title></head><body><b>404.</b> That is an error.</body></html>",
                                Map.of())
                        .failure()
                        .text())
                .isEqualTo("404. That is an error.");
    }

    private ChatException explain(int status, String body, Map<String, String> headers) {
        return cloud.explain(
                PROFILE, Refusal.answer(status, body == null ? "" : body.replace('\'', '"'), headers::get));
    }
}

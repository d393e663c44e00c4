package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which requests that were really sent have been said in our words and came out the same: all but the ones listed here.
 * The requests themselves stand in the tests of each format.
 */
class RecordedRequestsTest {
    private static final List<String> TESTS = List.of(
            "openai.OpenAiRequestsTest",
            "anthropic.MessagesRequestsTest",
            "converse.ConverseRequestsTest",
            "gemini.GeminiRequestsTest");

    /** Requests that nobody should send, and why. */
    private static final Map<String, String> NOT_WRITTEN = Map.of(
            "vertex-gemini/otel-python-generate-content-invalid-role-0", "a message of nobody's cannot be built",
            "vertex-gemini/otel-python-generate-content-invalid-temperature-0", "a temperature of 1000 cannot be set");

    /** Where another client wrote something else in Messages or Converse, and why; the other formats list their own. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "/model", "on Bedrock and Vertex it stands in the address, and a deployment's name is the operator's",
            "/anthropic_version", "belongs to the dialects of Bedrock and Vertex, not to the format",
            "/tool_choice", "others say auto, which is the default",
            "/stream", "others say false, which is the default",
            "/inferenceConfig", "others leave out the cap, without which Bedrock sets the model's whole maximum aside",
            "/system", "others send an empty list, or several blocks where ours is one text",
            "/guardrailConfig", "belongs to the dialect: a guardrail is the cloud's",
            "/additionalModelRequestFields/output_config",
                    "the effort beside adaptive thinking, where one is asked for");

    @BeforeAll
    static void writeThemAll() throws ReflectiveOperationException {
        for (String name : TESTS) {
            Class<?> test = Class.forName("dev.interline.wire." + name);
            Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            for (Method method : test.getDeclaredMethods()) {
                method.setAccessible(true);
                run(method, constructor.newInstance());
            }
        }
    }

    private static void run(Method method, Object test) throws ReflectiveOperationException {
        if (method.isAnnotationPresent(Test.class)) {
            method.invoke(test);
        }
        ValueSource values = method.getAnnotation(ValueSource.class);
        if (values != null) {
            for (String value : values.strings()) {
                method.invoke(test, value);
            }
        }
        MethodSource source = method.getAnnotation(MethodSource.class);
        if (source != null && !source.value()[0].contains("#")) {
            Method rows = test.getClass().getDeclaredMethod(source.value()[0]);
            rows.setAccessible(true);
            for (Object row : ((Stream<?>) rows.invoke(null)).toList()) {
                method.invoke(test, ((Arguments) row).get());
            }
        }
    }

    @Test
    void everyRecordedRequestIsWritten() {
        Set<String> recorded = new TreeSet<>();
        Recording.all().filter(Recording::hasRequest).map(Recording::name).forEach(recorded::add);

        recorded.removeAll(SameRequest.written());

        assertThat(recorded).containsExactlyInAnyOrderElementsOf(NOT_WRITTEN.keySet());
    }

    @Test
    void theyAreOfAllThreeCloudsAndOfEveryDialectThatWasRecorded() {
        List<String> ours = SameRequest.written().stream()
                .filter(name -> name.matches("(azure|bedrock|vertex)-.*"))
                .toList();

        assertThat(ours).hasSizeGreaterThanOrEqualTo(40);
        assertThat(ours)
                .extracting(name -> name.substring(0, name.indexOf('/')))
                .contains(
                        "azure-openai-chat",
                        "azure-openai-responses",
                        "bedrock-anthropic",
                        "bedrock-converse",
                        "bedrock-openai-chat",
                        "bedrock-openai-responses",
                        "vertex-anthropic",
                        "vertex-gemini");
    }

    @Test
    void whatDiffersIsListed() {
        assertThat(SameRequest.different()).containsExactlyInAnyOrderElementsOf(DIFFERENT.keySet());
    }

    /** Each format's table of answers names all files of its folders; here that there is no other folder. */
    @Test
    void everyFolderBelongsToATableOfAnswers() {
        assertThat(Recording.all()).hasSize(118);
        assertThat(Recording.all().map(recording -> recording.name().replaceFirst("/.*", "")))
                .allMatch(folder ->
                        folder.matches("(bedrock-converse|.*-anthropic|.*-openai-chat|.*-openai-responses|.*-gemini)"));
    }
}

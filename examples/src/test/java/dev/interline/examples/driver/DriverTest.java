package dev.interline.examples.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.testkit.Vendor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bench asks line by line, over the streams of the program. */
class DriverTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeClouds clouds = FakeClouds.start();
    private final PipedOutputStream input = new PipedOutputStream();
    private final Doors doors = new Doors();
    private PrintStream ask;
    private BufferedReader answers;
    private Thread driver;

    @BeforeEach
    void start() throws IOException {
        clouds.on("a").as(Vendor.OPENAI).says("hello from a");
        clouds.on("b").as(Vendor.OPENAI).says("hello from b");
        PipedInputStream in = new PipedInputStream(input);
        PipedOutputStream output = new PipedOutputStream();
        answers = new BufferedReader(new InputStreamReader(new PipedInputStream(output), StandardCharsets.UTF_8));
        ask = new PrintStream(input, true, StandardCharsets.UTF_8);
        driver = new Thread(() -> {
            try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
                new Driver(out, doors).run(in);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        driver.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        ask.close();
        driver.join();
        doors.close();
        clouds.close();
    }

    private JsonNode answer() throws IOException {
        return JSON.readTree(answers.readLine());
    }

    /** Puts the two targets' addresses into a line written with single quotes. */
    private JsonNode tell(String line) throws IOException {
        ask.println(written(line));
        return answer();
    }

    private String written(String line) {
        return line.replace('\'', '"')
                .replace("@a", "{\"model\":\"gpt-a\",\"base_url\":\"" + clouds.url("a") + "\"}")
                .replace("@b", "{\"model\":\"gpt-b\",\"base_url\":\"" + clouds.url("b") + "\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersAndSaysWhoAndHowMuch(boolean stream) throws IOException {
        clouds.on("a").says("good morning").uses(11, 2);

        JsonNode told = tell("{'id':'x','base_url':'" + clouds.url("a")
                + "','api_key':'k','primary':'gpt-a','fallback':null,'prompt':'hi','stream':" + stream + "}");

        assertThat(told.path("id").textValue()).isEqualTo("x");
        assertThat(told.path("ok").booleanValue()).as(told.toString()).isTrue();
        assertThat(told.path("content").textValue()).isEqualTo("good morning");
        assertThat(told.path("model").textValue()).isEqualTo("gpt-a");
        assertThat(told.path("usage").toString()).isEqualTo("{\"input\":11,\"output\":2,\"total\":13}");
        assertThat(told.path("attempts").intValue()).isEqualTo(1);
        assertThat(told.path("first_content_s").doubleValue())
                .isPositive()
                .isLessThanOrEqualTo(told.path("wall_s").doubleValue());
        assertThat(clouds.on("a").lastRequest().header("Authorization")).contains("Bearer k");
    }

    @Test
    void fallsBackAndRemembersWhoWasDown() throws IOException {
        clouds.on("a").fails(503);
        JsonNode told = null;
        for (int i = 0; i < 5; i++) {
            told = tell("{'primary':@a,'fallback':@b,'prompt':'hi'}");
            assertThat(told.path("content").textValue()).isEqualTo("hello from b");
            assertThat(told.path("model").textValue()).isEqualTo("gpt-b");
        }

        assertThat(told.path("attempts").intValue()).isEqualTo(1);
        assertThat(clouds.on("a").calls()).isLessThan(6);
    }

    @Test
    void retriesAreCounted() throws IOException {
        clouds.on("a").fails(503);

        JsonNode told = tell("{'primary':@a,'prompt':'hi','retries':0}");

        assertThat(told.path("ok").booleanValue()).isFalse();
        assertThat(told.path("error").textValue()).isEqualTo("ALL_TARGETS_FAILED");
        assertThat(told.path("message").textValue()).contains("UNAVAILABLE");
        assertThat(told.path("attempts").intValue()).isEqualTo(1);
        assertThat(told.path("first_content_s").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"restart, true, hello from b", "fail, false, hello"})
    void brokenStreamEndsAsAsked(String recovery, boolean ok, String content) throws IOException {
        clouds.on("a").plays(Play.says("hello from a").cutAfterTokens(1));

        JsonNode told =
                tell("{'primary':@a,'fallback':@b,'prompt':'hi','stream':true,'on_stream_failure':'" + recovery + "'}");

        assertThat(told.path("ok").booleanValue()).isEqualTo(ok);
        assertThat(told.path("content").textValue()).isEqualTo(content);
        assertThat(told.path("error").asText("STREAM_BROKEN")).isEqualTo("STREAM_BROKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "{'silence':1}", "{'deadline':3}", "{'first_content':0.1}"})
    void clocksRun(String clocks) throws IOException {
        clouds.on("a").hangs();

        JsonNode told = tell("{'primary':@a,'fallback':@b,'prompt':'hi','stream':true,'timeouts':" + clocks + "}");

        assertThat(told.path("content").textValue()).isEqualTo("hello from b");
        assertThat(told.path("wall_s").doubleValue()).isLessThan(5);
    }

    @Test
    void callsOverlap() throws IOException {
        CountDownLatch latch = new CountDownLatch(1);
        clouds.on("a").plays(Play.says("late").holdsAfterTokens(0, latch));

        ask.println(written("{'id':1,'primary':@a,'prompt':'hi','stream':true}"));
        JsonNode quick = tell("{'id':2,'primary':@b,'prompt':'hi'}");
        latch.countDown();
        JsonNode late = answer();

        assertThat(quick.path("id").intValue()).isEqualTo(2);
        assertThat(late.path("id").intValue()).isEqualTo(1);
        assertThat(late.path("content").textValue()).isEqualTo("late");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            azure-chat       | AZURE   | gpt-4.1
            azure-responses  | AZURE   | gpt-4.1
            azure-messages   | AZURE   | claude
            bedrock-chat     | BEDROCK | openai.gpt-oss
            bedrock-responses| BEDROCK | openai.gpt-oss
            bedrock-messages | BEDROCK | anthropic.claude
            bedrock-invoke   | BEDROCK | anthropic.claude
            bedrock-converse | BEDROCK | amazon.nova
            vertex-chat      | VERTEX  | meta/llama
            vertex-responses | VERTEX  | openai/gpt-4.1
            vertex-messages  | VERTEX  | claude
            vertex-gemini    | VERTEX  | gemini
            openai-responses | OPENAI  | any
            """)
    void everyFormatIsSpoken(String format, Vendor vendor, String model) throws IOException {
        clouds.on("c").as(vendor).says("hello in " + format);

        JsonNode told = tell("{'base_url':'" + clouds.url("c") + "','api_key':'k','format':'" + format + "','primary':'"
                + model + "','prompt':'hi','stream':true}");

        assertThat(told.path("content").asText("")).as(told.toString()).isEqualTo("hello in " + format);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                          | the line is no JSON
            7                                                          | a line is a JSON object
            {'primary':@a}                                             | "prompt" has to be
            {'prompt':'hi','base_url':'u'}                             | "primary" has to be
            {'primary':@a,'prompt':'hi','streem':true}                 | "streem" is not known here
            {'primary':@a,'prompt':'hi','stream':'yes'}                | "stream" has to be true or false
            {'primary':@a,'prompt':'hi','timeouts':{'idle':1}}         | "timeouts.idle" is not known here
            {'primary':@a,'prompt':'hi','timeouts':{'silence':0}}      | "timeouts.silence" has to be
            {'primary':@a,'prompt':'hi','timeouts':'long'}             | "timeouts" has to be
            {'primary':@a,'prompt':'hi','retries':-1}                  | "retries" has to be
            {'primary':@a,'prompt':'hi','on_stream_failure':'pray'}    | "on_stream_failure" has to be
            {'primary':@a,'prompt':'hi','format':'morse'}              | "format" has to be one of
            {'primary':@a,'fallback':@a,'prompt':'hi'}                 | two targets are called
            """)
    void badLineIsToldAndTheNextOneIsAnswered(String line, String message) throws IOException {
        JsonNode told = tell(line);

        assertThat(told.path("ok").booleanValue()).isFalse();
        assertThat(told.path("error").textValue()).isEqualTo("BAD_LINE");
        assertThat(told.path("message").textValue()).contains(message);
        assertThat(tell("{'primary':@a,'prompt':'hi'}").path("ok").booleanValue())
                .isTrue();
    }

    @Test
    void thePageNamesEveryFieldAndEveryFormat() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "driver.md"));
        String told = tell("{'primary':@a,'prompt':'hi','?':1}").path("message").textValue();
        String formats = tell("{'primary':@a,'prompt':'hi','format':'?'}")
                .path("message")
                .textValue();

        String[] fields = told.substring(told.indexOf("there are ") + 10).split(", ");
        assertThat(fields).hasSize(12).allSatisfy(field -> assertThat(page).contains("| `" + field + "` |"));
        String[] names = formats.substring(formats.indexOf("one of ") + 7, formats.indexOf(", not"))
                .split(", ");
        assertThat(names).hasSize(14).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}

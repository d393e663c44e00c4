package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.error.UnreadableException;
import dev.interline.wire.openai.ChatCompletions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A fuzzer of a moment: recordings with bytes changed, cut, doubled and spliced, for every decoder. */
class AnyBytesTest {
    private static final int ROUNDS = 1_500;
    private static final byte[] ODD = "{}[]\",:\\u\n\r 0-9eE.ntf\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    static Stream<Arguments> decoders() {
        return Stream.of(
                decoder("openai-chat", Fuzzed.Chat::fuzzerTestOneInput),
                decoder("openai-responses", Fuzzed.Response::fuzzerTestOneInput),
                decoder("anthropic", Fuzzed.Claude::fuzzerTestOneInput),
                decoder("converse", Fuzzed.Conversing::fuzzerTestOneInput),
                decoder("gemini", Fuzzed.Gemini::fuzzerTestOneInput),
                decoder("", Fuzzed.Sse::fuzzerTestOneInput),
                decoder("converse", Fuzzed.EventStream::fuzzerTestOneInput));
    }

    private static Arguments decoder(String folder, Consumer<byte[]> decoder) {
        return Arguments.of(folder, decoder);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void anyBytesAreAnAnswerOrATypedError(String folder, Consumer<byte[]> decoder) {
        List<byte[]> seeds = Recording.all()
                .filter(recording -> recording.name().split("/", 2)[0].endsWith(folder))
                .map(Recording::body)
                .filter(body -> body.length < 20_000)
                .toList();
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] data = damaged(seeds, random);
            try {
                decoder.accept(data);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round + ": " + new String(data, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    /** Found by Jazzer, in Chat Completions. */
    @Test
    void aCallWithoutANameThatComesAfterTheEndIsNoAnswer() {
        Played played = Played.stream(ChatCompletions.FORMAT, Framing.SSE, """
                data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}

                """.getBytes(StandardCharsets.UTF_8));

        assertThat(played.failure())
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("a tool call of the answer has no name");
    }

    private static byte[] damaged(List<byte[]> seeds, Random random) {
        byte[] data = seeds.get(random.nextInt(seeds.size())).clone();
        for (int times = 1 + random.nextInt(4); times > 0 && data.length > 1; times--) {
            int at = random.nextInt(data.length);
            int to = at + random.nextInt(Math.min(200, data.length - at));
            switch (random.nextInt(5)) {
                case 0 -> data[at] = ODD[random.nextInt(ODD.length)];
                case 1 -> data[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> data = join(Arrays.copyOf(data, at), Arrays.copyOfRange(data, to, data.length));
                case 3 -> data = join(Arrays.copyOf(data, to), Arrays.copyOfRange(data, at, data.length));
                default -> {
                    byte[] other = seeds.get(random.nextInt(seeds.size()));
                    data = join(
                            Arrays.copyOf(data, at),
                            Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
                }
            }
        }
        return data;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

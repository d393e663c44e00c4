package dev.interline;

import static dev.interline.Stage.scripted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.error.ChatException.Kind;
import dev.interline.error.StreamBrokenException;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of a stream in the JDK's own clothes. */
class TextViewsTest {

    /** These pieces of text and then the end; notes how many were read, and the close. */
    private static final class Pieces implements EventSource {
        private final Queue<String> pieces;
        private final AtomicInteger read = new AtomicInteger();
        private boolean closed;
        private boolean textOnly;

        Pieces(String... pieces) {
            this.pieces = new ArrayDeque<>(Arrays.asList(pieces));
        }

        @Override
        public @Nullable ChatEvent next() {
            String piece = pieces.poll();
            if (piece == null) {
                return new ChatEvent.Finished(ChatResponse.builder(new ModelId("home", "", "made"))
                        .message(Message.assistant("made"))
                        .usage(Usage.of(1, 1))
                        .build());
            }
            read.incrementAndGet();
            return new ChatEvent.TextDelta(piece);
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void textOnly() {
            textOnly = true;
        }

        ChatStream stream() {
            return ChatStream.of(this, CallContext.create());
        }
    }

    private static final String GRIN = "\uD83D\uDE00";

    @Test
    void aStreamOfTextIsLazyAndItsCloseReachesTheSource() {
        Pieces pieces = new Pieces("one ", "two ", "three");
        try (Stream<String> text = pieces.stream().texts()) {
            assertThat(pieces.textOnly).isTrue();
            assertThat(text.limit(2).toList()).containsExactly("one ", "two ");
            assertThat(pieces.read).hasValue(2);
            assertThat(pieces.closed).isFalse();
        }
        assertThat(pieces.closed).isTrue();
        assertThat(new Pieces("a", "b").stream().texts().collect(Collectors.joining("-")))
                .isEqualTo("a-b");
    }

    @Test
    void aReaderGivesWhatIsThereAndWaitsForNoMore() throws IOException {
        Pieces pieces = new Pieces("one ", "two\nthree");
        char[] chars = new char[100];
        try (Reader reader = pieces.stream().reader()) {
            assertThat(pieces.textOnly).isTrue();
            assertThat(reader.ready()).isFalse();
            assertThat(reader.read(chars, 0, 0)).isZero();
            assertThat(pieces.read).hasValue(0);
            assertThat(reader.read(chars, 1, 3)).isEqualTo(3);
            assertThat(new String(chars, 1, 3)).isEqualTo("one");
            assertThat(reader.ready()).isTrue();
            assertThat(reader.read()).isEqualTo(' ');
            assertThat(reader.ready()).isFalse();
            assertThat(pieces.read).hasValue(1);
            assertThat(new BufferedReader(reader).lines()).containsExactly("two", "three");
            assertThat(reader.read()).isEqualTo(-1);
        }
        assertThat(pieces.closed).isTrue();
    }

    @Test
    void bytesAreUtf8AlsoWhereAPieceEndsInTheMiddleOfACharacter() throws IOException {
        Pieces pieces = new Pieces("gr\u00fc\u00df", "e \uD83D", "\uDE00", "!", "\uD83D");
        try (InputStream bytes = pieces.stream().inputStream()) {
            assertThat(pieces.textOnly).isTrue();
            assertThat(bytes.available()).isZero();
            assertThat(bytes.read()).isEqualTo('g');
            assertThat(bytes.available()).isEqualTo(5);
            assertThat(pieces.read).hasValue(1);
            assertThat(new String(bytes.readAllBytes(), UTF_8)).isEqualTo("r\u00fc\u00dfe " + GRIN + "!?");
            assertThat(bytes.read()).isEqualTo(-1);
        }
        assertThat(pieces.closed).isTrue();
    }

    @Test
    void bytesComeOneAtATimeAndInSmallPortions() throws IOException {
        byte[] into = new byte[10];
        try (InputStream bytes =
                new Pieces("caf\u00e9 " + GRIN, " au lait").stream().inputStream()) {
            assertThat(bytes.read(into, 0, 0)).isZero();
            assertThat(bytes.read(into, 2, 4)).isEqualTo(4);
            assertThat(bytes.read()).isEqualTo(0xa9);
            assertThat(bytes.read(into, 6, 4)).isEqualTo(4);
            assertThat(new InputStreamReader(bytes, UTF_8).read()).isEqualTo(0xfffd);
            assertThat(new String(into, 2, 3, UTF_8)).isEqualTo("caf");
        }
    }

    @Test
    void whoReadsOnAfterTheCloseIsTold() throws IOException {
        Reader reader = new Pieces("one").stream().reader();
        reader.close();
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(reader::ready).isInstanceOf(IOException.class);
        InputStream bytes = new Pieces("one").stream().inputStream();
        bytes.close();
        assertThatThrownBy(bytes::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(bytes::available).isInstanceOf(IOException.class);
    }

    /** Ways to read the whole text. */
    interface Way extends Function<ChatStream, Object> {}

    private static List<Way> ways() {
        return List.of(
                stream -> stream.texts().collect(Collectors.joining()),
                stream -> new BufferedReader(stream.reader()).lines().toList(),
                stream -> {
                    try {
                        return stream.inputStream().readAllBytes();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWasReadAsTextIsNotTakenBackAndABreakIsTheChatExceptionItself(Way way) {
        ManualTime time = new ManualTime();
        ScriptedModel first =
                scripted("first").plays(Turn.says("one two three").first(2).thenFails(Kind.UNAVAILABLE));
        Router router =
                Stage.route(time, first, scripted("second").says("anew")).onStreamFailure(StreamRecovery.RESTART);
        StreamBrokenException broken =
                catchThrowableOfType(StreamBrokenException.class, () -> way.apply(router.stream("hi")));
        assertThat(broken.partial().orElseThrow().text()).isEqualTo("one two ");
    }
}

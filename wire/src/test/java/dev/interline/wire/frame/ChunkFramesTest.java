package dev.interline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkFramesTest {
    private static final String EVENT = "{\"type\":\"ping\",\"text\":\"Zürich\"}";

    private static Frames frames(byte[] body) {
        return new ChunkFrames(new EventStreamFrames(Pieces.ofSize(body, 7)));
    }

    private static String wrapped(String event) {
        return Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aChunkIsItsEvent() throws Exception {
        Frames frames =
                frames(Framed.event("chunk", "{\"p\":[1,{\"bytes\":\"no\"}],\"bytes\":\"" + wrapped(EVENT) + "\"}"));

        Frame frame = frames.next();

        assertThat(frame).isNotNull();
        assertThat(frame.text()).isEqualTo(EVENT);
        assertThat(frame.kind()).isEqualTo(Frame.Kind.EVENT);
        assertThat(frame.type()).isNull();
        assertThat(frames.next()).isNull();
    }

    @Test
    void anExceptionIsHandedOnAsItIs() throws Exception {
        Frame frame = frames(new Framed()
                        .text(":message-type", "exception")
                        .text(":exception-type", "throttlingException")
                        .with("{\"message\":\"slow\"}".getBytes(StandardCharsets.UTF_8)))
                .next();

        assertThat(frame).isNotNull();
        assertThat(frame.kind()).isEqualTo(Frame.Kind.EXCEPTION);
        assertThat(frame.type()).isEqualTo("throttlingException");
        assertThat(frame.text()).contains("slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"bytes\":7}", "{\"bytes\":\"?\"}", "{\"p\":\"x\"}"})
    void aChunkWithoutAnEventIsDamage(String payload) throws Exception {
        Frames frames = frames(Framed.event("chunk", payload));

        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class).hasMessageContaining("bytes");
    }
}

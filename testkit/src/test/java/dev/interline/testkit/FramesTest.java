package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import okio.ByteString;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.eventstream.Message;

class FramesTest {

    @Test
    void awsOwnDecoderReadsAnEvent() {
        Message message = decode(Frames.event("contentBlockDelta", ByteString.encodeUtf8("{\"text\":\"Zürich\"}")));

        assertThat(message.getHeaders().get(":message-type").getString()).isEqualTo("event");
        assertThat(message.getHeaders().get(":event-type").getString()).isEqualTo("contentBlockDelta");
        assertThat(message.getHeaders().get(":content-type").getString()).isEqualTo("application/json");
        assertThat(ByteString.of(message.getPayload()).utf8()).isEqualTo("{\"text\":\"Zürich\"}");
    }

    @Test
    void awsOwnDecoderReadsAnExceptionWithoutPayload() {
        Message message = decode(Frames.exception("throttlingException", ByteString.EMPTY));

        assertThat(message.getHeaders().get(":message-type").getString()).isEqualTo("exception");
        assertThat(message.getHeaders().get(":exception-type").getString()).isEqualTo("throttlingException");
        assertThat(message.getPayload()).isEmpty();
    }

    private static Message decode(ByteString frame) {
        return Message.decode(frame.asByteBuffer());
    }
}

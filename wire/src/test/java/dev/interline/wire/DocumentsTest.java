package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.SseFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The buffers of a stream's parser hold an event; what is larger is read in several goes, and as it is. */
class DocumentsTest {

    @Test
    void whatDoesNotFitTheBuffersIsReadAsItIs() throws IOException {
        for (int shift = 0; shift < 5; shift++) {
            StringBuilder stream = new StringBuilder();
            String[] documents = new String[6];
            for (int i = 0; i < documents.length; i++) {
                int length = 1 << (2 * i + 3);
                documents[i] = "{\"" + "n".repeat(length / 4 + shift) + "\":[\"" + "a𝄞ß".repeat(length) + "\",1.5e" + i
                        + ",12345678901234567890,\"\\u00e9\\n" + "x".repeat(length) + "\"]}";
                stream.append("data: ").append(documents[i]).append("\n\n");
            }
            SseFrames frames =
                    new SseFrames(new ByteArrayInputStream(stream.toString().getBytes(StandardCharsets.UTF_8))::read);
            try (Documents parser = new Documents()) {
                for (String document : documents) {
                    Frame frame = frames.next();
                    JsonNode tree = parser.tree(java.util.Objects.requireNonNull(frame));
                    assertThat(tree).isEqualTo(Json.read(document));
                }
            }
            assertThat(frames.next()).isNull();
        }
    }
}

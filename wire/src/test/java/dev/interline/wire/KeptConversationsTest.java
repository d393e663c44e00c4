package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatRequest;
import dev.interline.Conversation;
import dev.interline.Part;
import dev.interline.error.UnsupportedException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Conversations that were written down and read again go on as if they had not been. */
class KeptConversationsTest {
    private static final int SEEDS = 200;

    @Test
    void whateverAServiceHasSaidIsKept() {
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger sealed = new AtomicInteger();
        Set<Part.Kind> kinds = EnumSet.noneOf(Part.Kind.class);
        Recording.all().filter(recording -> recording.status() == 200).forEach(recording -> {
            Framing framing = recording.isEventStream() ? Framing.EVENT_STREAM : Framing.SSE;
            Played played = recording.streamed()
                    ? Played.stream(recording.format(), framing, recording.body())
                    : Played.whole(recording.format(), recording.body());
            if (!played.finished()) {
                return;
            }
            Conversation before = Conversation.EMPTY.plus("asked").plus(played.response());
            before.messages().get(1).parts().forEach(part -> {
                kinds.add(part.kind());
                sealed.addAndGet(part.opaque() == null ? 0 : 1);
            });
            assertThat(Conversation.fromJson(before.toJson()))
                    .as(recording.name())
                    .isEqualTo(before);
            kept.incrementAndGet();
        });
        assertThat(kept).hasValue(90);
        assertThat(sealed).hasValue(19);
        assertThat(kinds).contains(Part.Kind.TEXT, Part.Kind.THINKING, Part.Kind.TOOL_CALL);
    }

    @Test
    void everyFormatSaysTheSameOfAConversationThatWasKept() {
        int encoded = 0;
        for (WireFormat format : TargetRules.formats()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                ChatRequest request = Conversations.of(format, seed).request();
                Conversation before = Conversation.of(request);

                Conversation kept = Conversation.fromJson(before.toJson());

                assertThat(kept).isEqualTo(before);
                try {
                    assertThat(Wish.encode(format, kept.request(request), null).body())
                            .isEqualTo(Wish.encode(format, request, null).body());
                    encoded++;
                } catch (UnsupportedException e) {
                    assertThat(e.getMessage()).contains("; ");
                }
            }
        }
        assertThat(encoded).isGreaterThan(SEEDS);
    }
}

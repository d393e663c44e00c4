package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.Origin;
import dev.interline.Profile;
import dev.interline.wire.Encoded;
import dev.interline.wire.Played;
import dev.interline.wire.Task;
import java.util.List;

/**
 * A request as the format writes it, checked against Google's definition every time.
 *
 * @param body what would be sent
 * @param notices what was left out or changed
 */
record Written(ObjectNode body, List<Notice> notices) {
    static final Origin HERE = GenerateContent.FORMAT.origin(Played.MODEL);

    /** For a model of a family; an empty word for one that is not known. */
    static Written of(ChatRequest request, String family) {
        return of(request, family, false);
    }

    static Written of(ChatRequest request, String family, boolean streaming) {
        Profile profile = Profile.builder(Played.MODEL)
                .family(family.isEmpty() ? null : family)
                .build();
        Encoded encoded = GenerateContent.FORMAT.encode(new Task(request, profile, HERE, streaming));
        assertThat(VertexModel.faults(encoded.body())).isEmpty();
        return new Written(encoded.body(), encoded.notices());
    }

    /** Without the check: whatever was kept of a mutated answer goes back as it came. */
    static Written ofAny(ChatRequest request) {
        Profile profile =
                Profile.builder(Played.MODEL).family("gemini-3.6-flash").build();
        Encoded encoded = GenerateContent.FORMAT.encode(new Task(request, profile, HERE, false));
        return new Written(encoded.body(), encoded.notices());
    }

    /** At a JSON pointer. */
    JsonNode at(String pointer) {
        return body.at(pointer);
    }

    /** What the notices are about, as {@code CODE subject}. */
    List<String> noticed() {
        return notices.stream()
                .map(notice -> notice.code() + " " + notice.subject())
                .toList();
    }
}

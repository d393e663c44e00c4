package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.ModelId;
import dev.interline.Notice;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.Profile;
import dev.interline.wire.converse.Converse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request on its way to a target of some family, in one of the two formats; what goes to Converse is always checked. */
public final class Wish {
    /** The target. */
    public static final ModelId MODEL = new ModelId("bedrock", "us-east-1", "the-model");

    private Wish() {}

    /** Opaque data that the target made. */
    public static Opaque own(WireFormat format, String json) {
        return new Opaque(format.origin(MODEL), json);
    }

    /** Opaque data of somebody else. */
    public static Opaque foreign(String json) {
        return new Opaque(new Origin("elsewhere", "somebody/else"), json);
    }

    /** A target. */
    public static Profile target(@Nullable String family) {
        return Profile.builder(MODEL).family(family).build();
    }

    /** Encodes for a family; null for an unknown one. */
    public static Encoded encode(WireFormat format, ChatRequest request, @Nullable String family) {
        return encode(format, request, target(family), false);
    }

    /** Encodes for a target. */
    public static Encoded encode(WireFormat format, ChatRequest request, Profile profile, boolean streaming) {
        Encoded encoded = format.encode(new Task(request, profile, format.origin(profile.id()), streaming));
        if (format.equals(Converse.FORMAT)) {
            assertThat(ServiceModel.wrongWithConverse(encoded.body())).isEmpty();
        }
        return encoded;
    }

    /** The body for a family. */
    public static ObjectNode body(WireFormat format, ChatRequest request, @Nullable String family) {
        return encode(format, request, family).body();
    }

    /** What the notices are about, as {@code CODE subject}. */
    public static List<String> notices(WireFormat format, ChatRequest request, @Nullable String family) {
        return encode(format, request, family).notices().stream()
                .map(Wish::brief)
                .toList();
    }

    private static String brief(Notice notice) {
        return notice.code() + " " + notice.subject();
    }
}

package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.DeniedException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.gemini.GenerateContent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model that is made ready asks for its credential and for nothing else. */
class WarmTest {

    private static HttpChatModel model(Signer signer) {
        Cloud cloud = new PlainCloud(refusal -> new UnavailableException("refused"));
        Profile profile = Profile.of(new ModelId("test", "", "gemini"));
        Dialect dialect = new Dialect(
                GenerateContent.FORMAT,
                // nobody listens there
                (any, streaming) -> "http://localhost:1/model",
                Framing.SSE,
                Adjust.NOTHING,
                signer);
        return new HttpChatModel(cloud, dialect, profile, Transport.shared(), Time.system());
    }

    @Test
    void credentialIsFetchedAndNothingIsSent() {
        List<String> signed = new ArrayList<>();
        CallContext context = CallContext.create();
        model(outgoing -> signed.add(outgoing.url())).warm(context);
        assertThat(signed).containsExactly("http://localhost:1/model");
        assertThat(context.trail().hops()).isEmpty();
    }

    @Test
    void missingCredentialIsTold() {
        Signer none = outgoing -> {
            throw new DeniedException("there is none");
        };
        assertThatThrownBy(() -> model(none).warm(CallContext.create()))
                .isInstanceOf(DeniedException.class)
                .hasMessage("there is none");
    }
}

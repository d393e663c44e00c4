package dev.interline.vertex;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs as another does, and names the project that quota is taken from where the credentials name one: those of users
 * belong to no project. Source: "Set the quota project" of the Google Cloud documentation.
 */
final class QuotaProject implements Signer {
    static final String HEADER = "x-goog-user-project";

    private final Signer inner;
    private final Supplier<@Nullable String> project;

    QuotaProject(Signer inner, Supplier<@Nullable String> project) {
        this.inner = inner;
        this.project = project;
    }

    @Override
    public void sign(Outgoing outgoing) {
        inner.sign(outgoing);
        // known once the credentials are, and those the token came from
        String name = project.get();
        if (name != null && !name.isBlank() && !outgoing.headers().containsKey(HEADER)) {
            outgoing.header(HEADER, name);
        }
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        return inner.repair(outgoing, refusal, explained);
    }

    @Override
    public long version(CallContext context) {
        return inner.version(context);
    }
}

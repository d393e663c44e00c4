package dev.interline.route;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.ToolResult;
import dev.interline.error.ChatException;
import dev.interline.error.TooLongException;
import dev.interline.error.UnsupportedException;
import dev.interline.policy.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which targets can serve a request at all, checked before anything is sent. What is not known is tried. */
final class Fit {
    /** The estimate is coarse: only what exceeds the window twice over is certain not to fit. */
    private static final int CERTAIN = 2;

    private static final Ability[] ALL = Ability.values();

    /** A bit for each ability, for this is counted in every call. */
    private final int needed;

    private final Estimate estimate;

    private Fit(int needed, Estimate estimate) {
        this.needed = needed;
        this.estimate = estimate;
    }

    static Fit of(ChatRequest request, Estimate estimate, boolean streaming) {
        int needed = streaming ? bit(Ability.STREAM) : 0;
        if (!request.tools().isEmpty()) {
            needed |= bit(Ability.TOOLS);
        }
        for (Message message : request.messages()) {
            needed |= media(message.parts());
        }
        return new Fit(needed, estimate);
    }

    private static int bit(Ability ability) {
        return 1 << ability.ordinal();
    }

    private static int media(List<? extends Part> parts) {
        int needed = 0;
        for (Part part : parts) {
            if (part instanceof Media media) {
                needed |= bit(
                        switch (media.type()) {
                            case IMAGE -> Ability.IMAGES;
                            case DOCUMENT -> Ability.DOCUMENTS;
                            case AUDIO -> Ability.AUDIO;
                            case VIDEO -> Ability.VIDEO;
                        });
            } else if (part instanceof ToolResult result) {
                needed |= media(result.content());
            }
        }
        return needed;
    }

    /** Why the target cannot serve the request; null when it can, as far as is known. */
    @Nullable
    ChatException problem(Profile profile) {
        for (int i = 0; needed >> i != 0; i++) {
            Ability ability = ALL[i];
            if ((needed >> i & 1) != 0 && !profile.can(ability).orElse(true)) {
                return new UnsupportedException("the request needs " + ability + ", which this target does not offer");
            }
        }
        long window = profile.contextWindow().orElse(Long.MAX_VALUE);
        if (estimate.input() / CERTAIN > window) {
            return new TooLongException("the conversation has about " + estimate.input()
                    + " tokens, the context window only " + window + "; shorten it or route to a larger window");
        }
        return null;
    }

    /**
     * Whether a target may take what was too long for another one: only when its window is known to be larger, or
     * when it is another model of which too little is known.
     */
    static boolean isLarger(Profile candidate, Profile tooSmall) {
        if (candidate.contextWindow().isPresent() && tooSmall.contextWindow().isPresent()) {
            return candidate.contextWindow().getAsLong()
                    > tooSmall.contextWindow().getAsLong();
        }
        return candidate.model().isEmpty() || !candidate.model().equals(tooSmall.model());
    }
}

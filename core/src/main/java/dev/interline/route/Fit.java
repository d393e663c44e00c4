package dev.interline.route;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.EmbeddingRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.ToolResult;
import dev.interline.error.ChatException;
import dev.interline.error.TooLongException;
import dev.interline.error.UnsupportedException;
import dev.interline.policy.Estimate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which targets can serve a request at all, checked before anything is sent. What is not known is tried. */
final class Fit {
    /** The estimate is coarse: only what exceeds the window twice over is certain not to fit. */
    private static final int CERTAIN = 2;

    private final Set<Ability> needed;
    private final Estimate estimate;
    private final String what;

    private Fit(Set<Ability> needed, Estimate estimate, String what) {
        this.needed = needed;
        this.estimate = estimate;
        this.what = what;
    }

    static Fit of(ChatRequest request, Estimate estimate, boolean streaming) {
        // mostly nothing is needed: this is counted in every call
        Set<Ability> needed = streaming ? with(Set.of(), Ability.STREAM) : Set.of();
        if (!request.tools().isEmpty()) {
            needed = with(needed, Ability.TOOLS);
        }
        List<Message> messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            needed = media(messages.get(i).parts(), needed);
        }
        return new Fit(needed, estimate, "the conversation");
    }

    /** For vectors: each text has the window for itself, and one that may be cut always fits. */
    static Fit of(EmbeddingRequest request) {
        int longest = 0;
        for (String text : request.truncate() ? List.<String>of() : request.texts()) {
            longest = Math.max(longest, text.length());
        }
        return new Fit(Set.of(), Estimate.ofText(longest), "a text");
    }

    private static Set<Ability> with(Set<Ability> before, Ability ability) {
        Set<Ability> needed = before.isEmpty() ? EnumSet.noneOf(Ability.class) : before;
        needed.add(ability);
        return needed;
    }

    private static Set<Ability> media(List<? extends Part> parts, Set<Ability> before) {
        Set<Ability> needed = before;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Media media) {
                needed = with(
                        needed,
                        switch (media.type()) {
                            case IMAGE -> Ability.IMAGES;
                            case DOCUMENT -> Ability.DOCUMENTS;
                            case AUDIO -> Ability.AUDIO;
                            case VIDEO -> Ability.VIDEO;
                        });
            } else if (part instanceof ToolResult result) {
                needed = media(result.content(), needed);
            }
        }
        return needed;
    }

    /** Why the target cannot serve the request; null when it can, as far as is known. */
    @Nullable
    ChatException problem(Profile profile) {
        for (Ability ability : needed) {
            if (!profile.can(ability).orElse(true)) {
                return new UnsupportedException("the request needs " + ability + ", which this target does not offer");
            }
        }
        long window = profile.contextWindow().orElse(Long.MAX_VALUE);
        if (estimate.input() / CERTAIN > window) {
            return new TooLongException(what + " has about " + estimate.input() + " tokens, the context window only "
                    + window + "; shorten it or route to a larger window");
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

package dev.interline.wire;

import dev.interline.EmbeddingRequest;
import dev.interline.Notice;
import dev.interline.Profile;
import dev.interline.error.UnsupportedException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a format is given to write when texts are to become vectors.
 *
 * @param request what is asked, no larger than one request may be
 * @param profile whom
 */
public record EmbeddingTask(EmbeddingRequest request, Profile profile) {

    /** The texts' number of dimensions: what the request says, else what was declared for the model; null for its own. */
    public @Nullable Integer dimensions() {
        Integer asked = request.dimensions();
        return asked == null && profile.dimensions().isPresent()
                ? Integer.valueOf(profile.dimensions().getAsInt())
                : asked;
    }

    /**
     * The number of dimensions for a model that has these alone; null for its own.
     *
     * @throws UnsupportedException when it is another, naming them
     */
    public @Nullable Integer dimensionsAmong(Integer... choices) {
        Integer wanted = dimensions();
        if (wanted != null && !List.of(choices).contains(wanted)) {
            throw new UnsupportedException("the model has no vectors of " + wanted + " dimensions: ask for "
                    + (choices.length == 1 ? choices[0] : "one of " + List.of(choices)));
        }
        return wanted;
    }

    /**
     * The number of dimensions for a model that has any up to a number; null for its own.
     *
     * @throws UnsupportedException when it is more
     */
    public @Nullable Integer dimensionsUpTo(int most) {
        Integer wanted = dimensions();
        if (wanted != null && wanted > most) {
            throw new UnsupportedException(
                    "the model has no vectors of " + wanted + " dimensions: ask for at most " + most);
        }
        return wanted;
    }

    /** Notes settings of the request that the format does not know, and which are left out, as far as they are set. */
    public void leaveOut(List<Notice> notices, boolean purpose, boolean user, boolean truncate) {
        if (purpose && request.purpose() != null) {
            notices.add(Notice.dropped("purpose", "this model makes one kind of vector for every purpose"));
        }
        if (user && request.user() != null) {
            notices.add(Notice.dropped("user", "this format has no such setting"));
        }
        if (truncate && request.truncate()) {
            notices.add(Notice.dropped("truncate", "this model refuses a text that is too long, and does not cut it"));
        }
    }

    /** The declared family in lower case, without a maker before a slash; empty when unknown. */
    public String family() {
        String family = profile.family().orElse("").toLowerCase(Locale.ROOT);
        return family.substring(family.lastIndexOf('/') + 1);
    }
}

package dev.interline.route;

import dev.interline.ModelId;
import dev.interline.Profile;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What vectors must have in common to be compared.
 *
 * @param model the maker's model, or the family where nobody names it; empty when unknown
 * @param dimensions as declared; empty where it is the model's own number
 */
record Kind(Optional<String> model, OptionalInt dimensions) {

    static Kind of(Target target) {
        Profile profile = target.profile();
        return new Kind(profile.model().or(profile::family), profile.dimensions());
    }

    /**
     * Compares two targets.
     *
     * @throws IllegalArgumentException when their vectors cannot be compared, or nobody knows
     */
    static void check(Target one, Target other) {
        Kind first = of(one);
        Kind second = of(other);
        if (first.model.isEmpty() || second.model.isEmpty()) {
            throw new IllegalArgumentException("it is not known which model target '"
                    + (first.model.isEmpty() ? one : other).name()
                    + "' has; a route of embeddings has one model only, so declare it");
        }
        if (!first.model.equals(second.model)) {
            throw new IllegalArgumentException("target '" + one.name() + "' has the model " + first.model.get()
                    + ", target '" + other.name() + "' has " + second.model.get()
                    + "; their vectors cannot be compared, so make a route of each");
        }
        if (!first.dimensions.equals(second.dimensions)) {
            throw new IllegalArgumentException("target '" + one.name() + "' has " + words(first.dimensions)
                    + ", target '" + other.name() + "' has " + words(second.dimensions)
                    + "; their vectors cannot be compared, so declare the same number for both");
        }
    }

    private static String words(OptionalInt dimensions) {
        return dimensions.isPresent()
                ? dimensions.getAsInt() + " dimensions"
                : "no declared dimensions, and so as many as its model likes";
    }

    /** As the profile of whoever has it. */
    Profile on(ModelId id) {
        Profile.Builder profile = Profile.builder(id).model(model.orElse(null));
        dimensions.ifPresent(profile::dimensions);
        return profile.build();
    }
}

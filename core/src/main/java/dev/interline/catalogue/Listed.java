package dev.interline.catalogue;

import dev.interline.Ability;
import dev.interline.Profile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models that somebody has listed; of two with the same cloud and id the later counts. */
final class Listed implements Entries {
    private final List<Profile> all;
    private final Map<String, Profile> byId = new LinkedHashMap<>();
    private final Map<String, Profile> byModel = new LinkedHashMap<>();

    Listed(Collection<Profile> models) {
        for (Profile model : models) {
            byId.put(key(model.id().cloud(), model.id().deployment()), model);
        }
        this.all = List.copyOf(byId.values());
        for (Profile model : all) {
            model.model().ifPresent(name -> byModel.merge(key(model.id().cloud(), name), model, Listed::agreed));
        }
    }

    private static String key(String cloud, String name) {
        return cloud + '\n' + name.toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Profile byId(String cloud, String id) {
        return byId.get(key(cloud, id));
    }

    @Override
    public @Nullable Profile byModel(String cloud, String model) {
        return byModel.get(key(cloud, model));
    }

    @Override
    public List<Profile> all() {
        return all;
    }

    @Override
    public int size() {
        return all.size();
    }

    /** What two of them have in common; what they do not, cannot be said of both. */
    private static Profile agreed(Profile one, Profile other) {
        Profile.Builder both = Profile.builder(one.id()).model(one.model().orElse(null));
        both.reasons(common(one, other, Profile::reasons));
        both.price(common(one, other, Profile::price));
        long window = one.contextWindow().orElse(-1);
        if (window > 0 && window == other.contextWindow().orElse(-1)) {
            both.contextWindow(window);
        }
        long output = one.maxOutput().orElse(-1);
        if (output > 0 && output == other.maxOutput().orElse(-1)) {
            both.maxOutput(output);
        }
        for (Ability ability : Ability.values()) {
            Boolean can = common(one, other, profile -> profile.can(ability));
            if (can != null) {
                Catalogue.can(both, ability, can);
            }
        }
        return both.build();
    }

    private static <T> @Nullable T common(Profile one, Profile other, Function<Profile, Optional<T>> what) {
        T value = what.apply(one).orElse(null);
        return Objects.equals(value, what.apply(other).orElse(null)) ? value : null;
    }
}

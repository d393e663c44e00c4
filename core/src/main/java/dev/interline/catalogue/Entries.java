package dev.interline.catalogue;

import dev.interline.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models of a catalogue. Immutable and thread-safe. */
interface Entries {
    /** What a cloud sells under an id, in any case; null for none. */
    @Nullable
    Profile byId(String cloud, String id);

    /** What all that a cloud sells of a maker's model has in common, its name in any case; null for none. */
    @Nullable
    Profile byModel(String cloud, String model);

    /** All of them. */
    List<Profile> all();

    /** How many there are. */
    int size();
}

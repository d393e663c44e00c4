package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file of a {@link Cassette}, and which of it was played. Safe to use from any thread. */
final class Tape {
    private static final int VERSION = 1;
    private static final int MOST_DIFFERENCES = 8;

    private record Track(Take take, AtomicBoolean played) {}

    private final Path file;
    private final ModelId model;
    private final List<Track> tracks = new CopyOnWriteArrayList<>();
    private final AtomicInteger unsaved = new AtomicInteger();

    private Tape(Path file, ModelId model) {
        this.file = file;
        this.model = model;
    }

    static Tape empty(Path file, ModelId model) {
        return new Tape(file, model);
    }

    /**
     * Reads a file.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it is none of ours, or newer
     */
    static Tape read(Path file) {
        JsonNode document;
        try {
            document = Json.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; record it first", e);
        }
        int version = document == null ? 0 : document.path("cassette").asInt(0);
        if (document == null || version < 1 || version > VERSION) {
            throw new IllegalArgumentException(file + " is no cassette of version " + VERSION
                    + (version > VERSION ? " but of version " + version + ", which is newer than this library" : ""));
        }
        Tape tape = new Tape(file, AnswerForm.model(document.path("model")));
        document.path("takes").forEach(take -> tape.tracks.add(new Track(new Take(take), new AtomicBoolean())));
        return tape;
    }

    ModelId model() {
        return model;
    }

    /** The first take of this request that was not played yet, or null. */
    @Nullable
    Take play(JsonNode request) {
        for (Track track : tracks) {
            if (track.take().request().equals(request) && track.played().compareAndSet(false, true)) {
                return track.take();
            }
        }
        return null;
    }

    int unplayed() {
        return (int) tracks.stream().filter(track -> !track.played().get()).count();
    }

    /** What is here instead of a take that is missing. */
    String nearest(JsonNode request) {
        long same = tracks.stream()
                .filter(track -> track.take().request().equals(request))
                .count();
        if (same > 0) {
            return "it was recorded " + (same == 1 ? "once" : same + " times") + " and is asked once more";
        }
        return tracks.stream()
                .map(track -> Difference.between(track.take().request(), request))
                .min(Comparator.comparingInt(List::size))
                .map(differences -> "the nearest of " + tracks.size() + " differs in\n  "
                        + differences.stream()
                                .limit(MOST_DIFFERENCES)
                                .map(Difference::toString)
                                .collect(Collectors.joining("\n  "))
                        + (differences.size() > MOST_DIFFERENCES ? "\n  and more" : ""))
                .orElse("nothing was recorded");
    }

    /** Keeps a take, which has been played with that, and saves all. */
    void add(Take take) {
        tracks.add(new Track(take, new AtomicBoolean(true)));
        // whoever finds somebody saving leaves it to them: nobody waits for a file
        int seen = 1;
        if (unsaved.getAndIncrement() == 0) {
            do {
                try {
                    save();
                } catch (RuntimeException e) {
                    unsaved.set(0);
                    throw e;
                }
                seen = unsaved.addAndGet(-seen);
            } while (seen != 0);
        }
    }

    private void save() {
        ObjectNode document = Json.of("cassette", VERSION, "model", AnswerForm.of(model));
        ArrayNode takes = document.putArray("takes");
        tracks.forEach(track -> takes.add(track.take().json()));
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, Json.pretty(document));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

package dev.interline.route;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.Role;
import dev.interline.Stage;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.RateLimitedException;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A target in a {@link Schedule}: what it does is chance, and it knows what must not be done to it. */
final class Actor {
    final ScriptedModel model;
    final String region;
    final boolean continues;
    /** How many calls it takes at a time; 0 for any number. */
    final int most;
    /** Whether it takes a call a second and no more. */
    final boolean paced;
    /** Whether the route may ask it at all. */
    boolean allowed = true;

    boolean disabled;
    int bugs;

    private final World world;
    private final Set<String> mine = new HashSet<>();
    private long pausedUntil = Long.MIN_VALUE;
    private long nextCall = Long.MIN_VALUE;

    Actor(World world, String name) {
        this.world = world;
        this.region = world.chance(0.6) ? "eu" : "us";
        this.continues = world.chance(0.5);
        this.most = world.chance(0.3) ? 1 + world.below(2) : 0;
        this.paced = world.chance(0.15);
        this.model = Stage.scripted(name)
                .known(p -> p.region(region))
                .known(p -> continues ? p.can(Ability.PREFILL) : p)
                .plays(this::next);
    }

    String name() {
        return model.profile().id().deployment();
    }

    private Turn next(ChatRequest request) {
        mayBeAsked(request);
        Message last = request.messages().get(request.messages().size() - 1);
        if (last.role() == Role.ASSISTANT) {
            assertThat(continues)
                    .as("whoever cannot go on with an answer is not asked to")
                    .isTrue();
            return goOn(last.text());
        }
        return world.healthy ? Turn.says(answer()) : begin();
    }

    private void mayBeAsked(ChatRequest request) {
        assertThat(allowed).as("nobody outside the constraints is asked").isTrue();
        if (request.messages().get(0).text().equals(Errand.IN_THE_EU)) {
            assertThat(region)
                    .as("nobody outside the request's constraints is asked")
                    .isEqualTo("eu");
        }
        assertThat(request.routing().avoid())
                .as("nobody is asked whom the request avoids")
                .doesNotContain(name());
        assertThat(world.time.nanos()).as("a target that rests gets no traffic").isGreaterThanOrEqualTo(pausedUntil);
        assertThat(disabled).as("a disabled target gets no traffic").isFalse();
        assertThat(world.time.nanos()).as("calls a minute").isGreaterThanOrEqualTo(nextCall);
        nextCall = paced ? world.time.nanos() + ofSeconds(1).toNanos() - 1_000 : nextCall;
        if (most > 0) {
            assertThat(model.open()).as("calls at a time").isLessThan(most);
        }
    }

    private Turn begin() {
        int draw = world.below(100);
        Duration delay = world.between(0, 3_000);
        if (draw < 38) {
            return Turn.silent(delay).thenSays(answer()).pace(world.between(0, 200));
        } else if (draw < 44) {
            return Turn.silent(world.between(3_000, 40_000)).thenSays(answer());
        } else if (draw < 52) {
            return Turn.silent(delay).thenFails(this::limited);
        } else if (draw < 60) {
            return Turn.silent(delay).thenFails(Kind.UNAVAILABLE);
        } else if (draw < 63) {
            return Turn.fails(this::denied);
        } else if (draw < 68) {
            return Turn.hangs();
        } else if (draw < 80) {
            Kind kind = world.chance(0.5) ? Kind.UNAVAILABLE : Kind.UNREADABLE;
            return Turn.says(answer())
                    .pace(world.between(0, 500))
                    .first(1 + world.below(4))
                    .thenFails(kind);
        } else if (draw < 84) {
            return Turn.says(answer()).first(1 + world.below(4)).thenHangs();
        } else if (draw < 86) {
            return Turn.says(answer()).first(1 + world.below(4)).thenFails(this::limited);
        } else if (draw < 89) {
            Kind[] stops = {Kind.INVALID, Kind.BLOCKED, Kind.TOO_LONG, Kind.UNSUPPORTED, Kind.BUSY};
            return Turn.silent(delay).thenFails(stops[world.below(stops.length)]);
        } else if (draw < 90) {
            bugs++;
            throw new IllegalStateException("a bug in a model");
        } else if (draw < 92) {
            return Turn.says(answer()).thenCalls("look", "{}").thenFails(Kind.UNAVAILABLE);
        } else if (draw < 95) {
            return Turn.thinks("well now").thenSays(answer()).pace(world.between(0, 4_000));
        } else if (draw < 98) {
            return Turn.pings(world.below(10), world.between(100, 50_000)).thenSays(answer());
        } else {
            return Turn.says(answer()).pace(ofSeconds(5));
        }
    }

    /** The rest of an answer that somebody began, or no wish to go on with it. */
    private Turn goOn(String beginning) {
        if (world.chance(0.15)) {
            return Turn.fails(world.chance(0.5) ? Kind.INVALID : Kind.UNAVAILABLE);
        }
        String whole = world.answers.stream()
                .filter(answer -> answer.equals(beginning) || answer.startsWith(beginning + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody began an answer with '" + beginning + "'"));
        String rest = world.is(World.Mutant.BLIND_CONTINUATION) ? whole : whole.substring(beginning.length());
        Turn turn = Turn.says(world.chance(0.5) ? rest : rest.stripLeading());
        return world.chance(0.3) ? turn.first(1 + world.below(3)).thenFails(Kind.UNAVAILABLE) : turn;
    }

    private String answer() {
        StringBuilder text = new StringBuilder(name() + "/" + mine.size());
        int words = 4 + world.below(12);
        for (int i = 0; i < words; i++) {
            text.append(" word").append(i);
        }
        mine.add(text.toString());
        world.answers.add(text.toString());
        return text.toString();
    }

    private ChatException limited() {
        Duration hint = world.between(0, 60_000);
        rest(hint.compareTo(ofSeconds(1)) < 0 ? ofSeconds(1) : hint);
        return new RateLimitedException("slow down", Failure.NONE.after(hint), null);
    }

    private ChatException denied() {
        rest(ofMinutes(5));
        return new DeniedException("no");
    }

    private void rest(Duration pause) {
        pausedUntil = Math.max(pausedUntil, world.time.nanos() + pause.toNanos());
    }
}

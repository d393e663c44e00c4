package dev.interline.route;

import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.Message;
import dev.interline.Price;
import dev.interline.Routing;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For random routes, constraints, wishes and faults nobody is asked who may not be, whatever the strategy says: with
 * groups, with routes inside routes, with hedging and with standbys that are exercised.
 */
class AllowedSetTest {
    private static final int ROUTES = 120;
    private static final int CALLS = 8;

    private static final Map<String, Function<List<Target>, Strategy>> STRATEGIES = Map.ofEntries(
            Map.entry("in order", all -> Strategy.inOrder()),
            Map.entry("weighted", all -> Strategy.weighted()),
            Map.entry("round robin", all -> Strategy.roundRobin()),
            Map.entry("least busy", all -> Strategy.leastBusy()),
            Map.entry("fastest", all -> Strategy.fastest()),
            Map.entry("cheapest", all -> Strategy.cheapest()),
            Map.entry("sticky", all -> Strategy.sticky()),
            Map.entry("sticky, cheapest", all -> Strategy.sticky(Strategy.cheapest())),
            Map.entry("sticky, round robin", all -> Strategy.sticky(Strategy.roundRobin())),
            // says nothing of who may answer
            Map.entry("rogue", all -> (able, request, context) -> all));

    /** One target of a route, and whether the call that is under way allows it. */
    private static final class Guest {
        final String name;
        final String region;
        final ScriptedModel model;
        boolean allowed;

        Guest(String name, Random chance, Set<String> trespassed) {
            this.name = name;
            this.region = chance.nextBoolean() ? "eu" : "us";
            this.model = scripted(name)
                    .known(p -> p.region(region).price(Price.of("" + (1 + chance.nextInt(5)), "1")))
                    .plays(request -> {
                        if (!allowed) {
                            trespassed.add(name);
                        }
                        return turn(chance);
                    });
        }

        private static Turn turn(Random chance) {
            return switch (chance.nextInt(6)) {
                case 0 -> Turn.fails(Kind.UNAVAILABLE);
                case 1 -> Turn.fails(Kind.RATE_LIMITED);
                case 2 -> Turn.silent(Duration.ofSeconds(3)).thenSays("late");
                case 3 -> Turn.says("one two three").first(1).thenFails(Kind.UNAVAILABLE);
                case 4 -> Turn.fails(Kind.DENIED);
                default -> Turn.says("well");
            };
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in order",
                "weighted",
                "round robin",
                "least busy",
                "fastest",
                "cheapest",
                "sticky",
                "sticky, cheapest",
                "sticky, round robin",
                "rogue"
            })
    void nobodyIsAskedWhoMayNotBe(String strategy) {
        int asked = 0;
        for (int seed = 0; seed < ROUTES; seed++) {
            asked += play(seed, STRATEGIES.get(strategy));
        }
        assertThat(asked).as("attempts").isGreaterThan(ROUTES * CALLS / 2);
    }

    private static int play(int seed, Function<List<Target>, Strategy> strategy) {
        Random chance = new Random(seed);
        ManualTime time = new ManualTime(seed);
        Set<String> trespassed = new HashSet<>();
        List<Guest> guests = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        int number = 2 + chance.nextInt(4);
        for (int i = 0; i < number; i++) {
            Guest guest = new Guest("guest-" + i, chance, trespassed);
            guests.add(guest);
            targets.add(target(guest.model).group(chance.nextInt(2)).weight(1 + chance.nextInt(3)));
        }
        List<Target> every = List.copyOf(targets);
        if (number > 3) {
            Router inner = Router.over(targets.remove(0), targets.remove(0));
            targets.add(
                    Target.of(inner.time(time).choosing(strategy.apply(every)).named("inner")));
        }
        Router route = Router.over(targets)
                .time(time)
                .choosing(strategy.apply(every))
                .sticky(chance.nextBoolean())
                .exercise(0.2)
                .onStreamFailure(StreamRecovery.RESTART)
                .hedging(Hedge.after(Duration.ofMillis(500)).atMost(1));
        boolean europe = chance.nextInt(3) == 0 && guests.stream().anyMatch(guest -> guest.region.equals("eu"));
        route = europe ? route.within(Constraints.NONE.regions("eu")) : route;
        List<Message> conversation = List.of();
        for (int i = 0; i < CALLS; i++) {
            conversation = call(route, conversation, guests, europe, chance);
            assertThat(trespassed)
                    .as("asked although not allowed, seed %d", seed)
                    .isEmpty();
            time.advance(Duration.ofSeconds(chance.nextInt(400)));
        }
        return guests.stream().mapToInt(guest -> guest.model.calls()).sum();
    }

    /** A conversation goes on, or another one begins. */
    private static List<Message> call(
            Router route, List<Message> before, List<Guest> guests, boolean europe, Random chance) {
        String named = guests.get(chance.nextInt(guests.size())).name;
        int wish = chance.nextInt(5);
        Routing routing = wish == 0
                ? Routing.only(named)
                : wish == 1
                        ? Routing.prefer(named)
                        : wish == 2
                                ? Routing.ANY.and(Constraints.NONE.regions("us"))
                                : wish == 3 ? Routing.avoid(named) : Routing.ANY;
        for (Guest guest : guests) {
            guest.allowed = (!europe || guest.region.equals("eu"))
                    && (wish != 0 || guest.name.equals(named))
                    && (wish != 2 || guest.region.equals("us"))
                    && (wish != 3 || !guest.name.equals(named));
        }
        List<Message> conversation = new ArrayList<>(chance.nextBoolean() ? before : List.of());
        conversation.add(Message.user("question " + chance.nextInt(5)));
        ChatRequest.Builder request = ChatRequest.builder().routing(routing);
        conversation.forEach(request::message);
        try (ChatStream stream = route.stream(request.build(), CallContext.create())) {
            conversation.add(stream.response().message());
            return conversation;
        } catch (ChatException e) {
            assertThat(e.getMessage()).isNotBlank();
            return before;
        }
    }
}

package dev.interline.config;

import dev.interline.Ability;
import dev.interline.Profile;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** The keys that say what a deployment's model is; they mean the same for every provider. */
final class Declared {
    static final List<String> KEYS = List.of(
            "model",
            "family",
            "reasons",
            "region",
            "residency",
            "context-window",
            "max-output",
            "abilities",
            "price",
            "limits");

    private static final List<String> FACTS =
            List.of("model", "reasons", "context-window", "max-output", "abilities", "price");

    private final Settings settings;

    Declared(Settings settings) {
        this.settings = settings;
    }

    void all(Profile.Builder profile) {
        read(profile, key -> true);
        if (settings.word("kind", Kind.class).orElse(Kind.CHAT) == Kind.EMBEDDINGS) {
            dimensions(profile);
        }
    }

    private void dimensions(Profile.Builder profile) {
        settings.whole("dimensions").ifPresent(dimensions -> {
            if (dimensions <= 0) {
                throw settings.problem("dimensions", "must be a number above zero");
            }
            profile.dimensions(dimensions);
        });
    }

    /** What a catalogue may say of a model, for whoever deploys it. */
    void facts(Profile.Builder profile) {
        read(profile, FACTS::contains);
        dimensions(profile);
    }

    /**
     * Those that the provider has not read itself. What it has read is in its profile already, and there it may be
     * something else: to some clouds {@code model} is an address.
     */
    void rest(Profile.Builder profile) {
        List<String> rest = KEYS.stream().filter(key -> !settings.asked(key)).toList();
        read(profile, rest::contains);
    }

    private void read(Profile.Builder profile, Predicate<String> wanted) {
        if (wanted.test("model")) {
            settings.optional("model").ifPresent(profile::model);
        }
        if (wanted.test("family")) {
            settings.optional("family").ifPresent(profile::family);
        }
        if (wanted.test("reasons")) {
            settings.flag("reasons").ifPresent(profile::reasons);
        }
        if (wanted.test("region")) {
            settings.optional("region").ifPresent(profile::region);
        }
        if (wanted.test("residency")) {
            settings.optional("residency").ifPresent(profile::residency);
        }
        if (wanted.test("context-window")) {
            tokens("context-window", profile::contextWindow);
        }
        if (wanted.test("max-output")) {
            tokens("max-output", profile::maxOutput);
        }
        if (wanted.test("abilities")) {
            abilities(profile);
        }
        if (wanted.test("price")) {
            Terms.price(settings, "price").ifPresent(profile::price);
        }
        if (wanted.test("limits")) {
            Terms.limits(settings, "limits").ifPresent(profile::limits);
        }
    }

    private void tokens(String key, LongConsumer known) {
        settings.number(key).ifPresent(tokens -> {
            if (tokens <= 0) {
                throw settings.problem(key, "must be a number of tokens above zero");
            }
            known.accept(tokens);
        });
    }

    /** A list of what the model can do, or keys with true and false. */
    private void abilities(Profile.Builder profile) {
        if (!settings.hasKeys("abilities")) {
            settings.words("abilities", Ability.class).forEach(profile::can);
            return;
        }
        Settings each = settings.section("abilities").orElseThrow();
        for (Ability ability : Ability.values()) {
            each.flag(Settings.kebab(ability)).ifPresent(can -> {
                if (can) {
                    profile.can(ability);
                } else {
                    profile.cannot(ability);
                }
            });
        }
    }
}

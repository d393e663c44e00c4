package dev.interline.wire.anthropic;

import dev.interline.Effort;
import dev.interline.Profile;
import dev.interline.wire.Efforts;
import dev.interline.wire.Kept;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the generations of Claude take. Sources: the pages "Adaptive thinking", "Extended thinking", "Effort" and
 * "Structured outputs" of the Claude documentation. The generation comes from a declared family or a catalogue; of an
 * unknown one nothing is assumed, and of one newer than this table the same as of the newest here.
 */
public enum Claude {
    /** Not declared, or declared without a version. */
    UNKNOWN(Thinks.EITHER, Sampling.ANY, Forced.ALWAYS, Long.MAX_VALUE, ""),
    /** Claude 3. */
    CLAUDE_3(Thinks.NEVER, Sampling.ANY, Forced.ALWAYS, 4_096, ""),
    /** Claude 3.5. */
    CLAUDE_3_5(Thinks.NEVER, Sampling.ANY, Forced.ALWAYS, 8_192, ""),
    /** Sonnet 3.7 and Sonnet 4. */
    SONNET_4(Thinks.BUDGET, Sampling.ANY, Forced.UNLESS_THINKING, 64_000, ""),
    /** Opus 4 and 4.1. */
    OPUS_4(Thinks.BUDGET, Sampling.ANY, Forced.UNLESS_THINKING, 32_000, ""),
    /** Sonnet and Haiku 4.5. */
    CLAUDE_4_5(Thinks.BUDGET, Sampling.ONE, Forced.UNLESS_THINKING, 64_000, ""),
    /** Opus 4.5, which knows effort as well. */
    OPUS_4_5(Thinks.BUDGET, Sampling.ONE, Forced.UNLESS_THINKING, 64_000, "low medium high"),
    /** Opus and Sonnet 4.6. */
    CLAUDE_4_6(Thinks.EITHER, Sampling.ONE, Forced.UNLESS_THINKING, 128_000, "low medium high max"),
    /** Opus 4.7 and 4.8, Sonnet 5. */
    CLAUDE_4_7(Thinks.ADAPTIVE, Sampling.NONE, Forced.ALWAYS, 128_000, "low medium high xhigh max"),
    /** Opus 5 and Haiku 5.5. */
    OPUS_5(Thinks.ADAPTIVE, Sampling.NONE, Forced.ALWAYS, 128_000, "low medium high xhigh max"),
    /** Fable 5 and Mythos. */
    FABLE_5(Thinks.ALWAYS, Sampling.NONE, Forced.ALWAYS, 128_000, "low medium high xhigh max"),
    /** Sonnet 5.5, which can keep its thoughts for the time between tools. */
    SONNET_5_5(Thinks.ALWAYS, Sampling.NONE, Forced.NEVER, 128_000, "low medium high xhigh max"),
    /** Opus 5.5, Fable 5.1 and 5.2. */
    CLAUDE_5_5(Thinks.ALWAYS, Sampling.NONE, Forced.NEVER, 128_000, "low medium high xhigh max");

    /** How a generation is made to think. */
    public enum Thinks {
        /** It does not. */
        NEVER,
        /** When given a budget. */
        BUDGET,
        /** As much as it sees fit, or within a budget. */
        EITHER,
        /** As much as it sees fit; a budget is refused. */
        ADAPTIVE,
        /** As much as it sees fit, and it cannot be kept from it. */
        ALWAYS
    }

    /** Which of temperature and top-p a generation takes. */
    enum Sampling {
        ANY,
        ONE,
        NONE
    }

    /** When a tool may be forced. */
    enum Forced {
        ALWAYS,
        UNLESS_THINKING,
        NEVER
    }

    private static final Kept<Claude> KEPT = new Kept<>(Claude::find);
    private static final Pattern NAME =
            Pattern.compile("claude-(opus|sonnet|haiku|fable|mythos)-(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");
    private static final Pattern OLD_NAME = Pattern.compile("claude-3(?:[-.](\\d))?-(?:opus|sonnet|haiku)");

    private final Thinks thinks;
    final Sampling sampling;
    private final Forced forced;
    private final long maxOutput;
    /** In rising order, parted by spaces. */
    private final String efforts;

    Claude(Thinks thinks, Sampling sampling, Forced forced, long maxOutput, String efforts) {
        this.thinks = thinks;
        this.sampling = sampling;
        this.forced = forced;
        this.maxOutput = maxOutput;
        this.efforts = efforts;
    }

    /** The generation that a profile's family, or else its model, names. */
    public static Claude of(Profile profile) {
        return KEPT.of(profile);
    }

    private static Claude find(Profile profile) {
        Claude declared = of(profile.family().orElse(""));
        return declared == UNKNOWN ? of(profile.model().orElse("")) : declared;
    }

    private static Claude of(String family) {
        String name = family.toLowerCase(Locale.ROOT);
        Matcher old = OLD_NAME.matcher(name);
        if (old.find()) {
            return old.group(1) == null ? CLAUDE_3 : old.group(1).equals("7") ? SONNET_4 : CLAUDE_3_5;
        }
        Matcher matcher = NAME.matcher(name);
        if (!matcher.find()) {
            return UNKNOWN;
        }
        String minor = matcher.group(3);
        return of(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)) * 100 + (minor == null ? 0 : Integer.parseInt(minor)));
    }

    private static Claude of(String line, int version) {
        return switch (line) {
            case "opus" ->
                version < 405
                        ? OPUS_4
                        : version < 406
                                ? OPUS_4_5
                                : version < 500 ? fourth(version) : version < 505 ? OPUS_5 : CLAUDE_5_5;
            case "sonnet" ->
                version < 405
                        ? SONNET_4
                        : version < 406
                                ? CLAUDE_4_5
                                : version < 500 ? fourth(version) : version < 505 ? CLAUDE_4_7 : SONNET_5_5;
            case "haiku" -> version < 500 ? CLAUDE_4_5 : OPUS_5;
            case "fable" -> version < 501 ? FABLE_5 : CLAUDE_5_5;
            default -> FABLE_5;
        };
    }

    private static Claude fourth(int version) {
        return version < 407 ? CLAUDE_4_6 : CLAUDE_4_7;
    }

    /** How it is made to think. */
    public Thinks thinks() {
        return thinks;
    }

    /** Whether a tool may be forced. */
    public boolean takesForcedTools(boolean thinking) {
        return forced == Forced.ALWAYS || (forced == Forced.UNLESS_THINKING && !thinking);
    }

    /** Whether it goes on from the beginning of an answer; from 4.6 on that is refused. */
    public boolean takesPrefill() {
        return this == UNKNOWN || compareTo(CLAUDE_4_6) < 0;
    }

    /** Whether it keeps to a schema by itself where Anthropic's own format is spoken. */
    public boolean takesSchema() {
        return this == UNKNOWN || compareTo(CLAUDE_4_5) >= 0;
    }

    /** The most tokens of an answer; {@code Long.MAX_VALUE} when unknown. */
    public long maxOutput() {
        return maxOutput;
    }

    /** Whether it has a setting for effort. */
    boolean takesEffort() {
        return this == UNKNOWN || !efforts.isEmpty();
    }

    /** The nearest effort that it knows. */
    String nearest(Effort effort) {
        return Efforts.nearest(effort, List.of((this == UNKNOWN ? CLAUDE_5_5 : this).efforts.split(" ")));
    }
}

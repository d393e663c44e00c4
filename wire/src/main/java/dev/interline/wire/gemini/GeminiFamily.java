package dev.interline.wire.gemini;

import dev.interline.Effort;
import dev.interline.Profile;
import dev.interline.wire.Efforts;
import dev.interline.wire.Kept;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a family of Gemini models lets its thinking be controlled, as Google's page "Thinking" lists it. The family is
 * declared or taken from a catalogue; of an unknown one nothing is assumed.
 */
enum GeminiFamily {
    /** Not declared, or newer than this list. */
    UNKNOWN(0, 0, 0, ""),
    /** 2.0 and before: no thinking. */
    OLDER(2, 0, 0, ""),
    /** 2.5 of any size. */
    ANY_2_5(2, 512, 24_576, ""),
    /** 2.5 flash. */
    FLASH_2_5(2, 1, 24_576, ""),
    /** 2.5 flash-lite, which thinks only when it is told to. */
    LITE_2_5(2, 512, 24_576, ""),
    /** 2.5 pro, which cannot stop thinking. */
    PRO_2_5(2, 128, 32_768, ""),
    /** 3.x pro, 3.7 and 3.8 flash, and 3.x of any size. */
    GEMINI_3(3, 0, 0, "low medium high"),
    /** Flash and flash-lite up to 3.6. */
    FLASH_3(3, 0, 0, "minimal low medium high"),
    /** 4 argon, carbon and hydrogen. */
    GEMINI_4(4, 0, 0, "low medium high");

    private static final Kept<GeminiFamily> KEPT = new Kept<>(GeminiFamily::find);
    private static final Pattern NAME = Pattern.compile("gemini-([0-9]{1,3})(?:\\.([0-9]{1,3}))?(?:-(.*))?");
    private static final List<String> SCALE = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private final int generation;
    private final int leastTokens;
    private final int mostTokens;
    /** In rising order, with spaces between; a list would not be immutable in the eyes of the compiler's checks. */
    private final String levels;

    GeminiFamily(int generation, int leastTokens, int mostTokens, String levels) {
        this.generation = generation;
        this.leastTokens = leastTokens;
        this.mostTokens = mostTokens;
        this.levels = levels;
    }

    /** By the family; catalogues also know families without a version, for which the model decides. */
    static GeminiFamily of(Profile profile) {
        return KEPT.of(profile);
    }

    private static GeminiFamily find(Profile profile) {
        GeminiFamily family = of(profile.family().orElse(""));
        return family == UNKNOWN ? of(profile.model().orElse("")) : family;
    }

    private static GeminiFamily of(String name) {
        Matcher parts = NAME.matcher(name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return UNKNOWN;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        String size = parts.group(3) == null ? "" : parts.group(3);
        boolean flash = size.startsWith("flash");
        return switch (major) {
            case 1 -> OLDER;
            case 2 -> minor < 5 ? OLDER : second(size);
            case 3 -> flash && minor < 7 ? FLASH_3 : GEMINI_3;
            case 4 -> GEMINI_4;
            default -> UNKNOWN;
        };
    }

    private static GeminiFamily second(String size) {
        if (size.startsWith("flash-lite")) {
            return LITE_2_5;
        }
        if (size.startsWith("flash")) {
            return FLASH_2_5;
        }
        return size.startsWith("pro") ? PRO_2_5 : ANY_2_5;
    }

    /** Whether the family is known not to think. */
    boolean neverThinks() {
        return this == OLDER;
    }

    /** Whether thinking is measured in tokens; otherwise it has levels. */
    boolean countsThoughts() {
        return mostTokens > 0;
    }

    /** Whether the family is known to be 3 or later. */
    boolean isSince3() {
        return generation >= 3;
    }

    /** Whether calls in the history may have to be signed; the newest models are the ones that are not known yet. */
    boolean checksSignatures() {
        return isSince3() || this == UNKNOWN;
    }

    /** Whether a schema for the answer is refused beside functions. */
    boolean refusesSchemaWithTools() {
        return generation == 2;
    }

    /** The nearest number of tokens that the family takes; 0 is off, where that can be. */
    int tokens(int wanted) {
        if (wanted <= 0 && this != PRO_2_5) {
            return 0;
        }
        return Math.max(leastTokens, Math.min(wanted, mostTokens));
    }

    /** An effort in tokens, as Google's OpenAI-compatible endpoint counts the three in the middle. */
    int tokens(Effort effort) {
        return tokens(
                switch (SCALE.indexOf(effort.word())) {
                    case 0 -> 0;
                    case 1 -> 512;
                    case 2 -> 1_024;
                    case 3 -> 8_192;
                    case 4 -> 24_576;
                    default -> mostTokens;
                });
    }

    /** Whether an effort has a place on the scale, so that a number of tokens can stand for it. */
    static boolean ranks(Effort effort) {
        return SCALE.contains(effort.word());
    }

    /** The nearest level that the family knows; a word that we do not rank goes through, as all do to unknown models. */
    String level(Effort effort) {
        if (levels.isEmpty()) {
            return effort.equals(Effort.MAX) ? "high" : effort.word();
        }
        // hydrogen has a step above high; whoever asks for it by this name gets it
        return this == GEMINI_4 && effort.word().equals("xhigh")
                ? "xhigh"
                : Efforts.nearest(effort, List.of(levels.split(" ")));
    }
}

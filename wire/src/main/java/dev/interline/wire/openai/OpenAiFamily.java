package dev.interline.wire.openai;

import dev.interline.Effort;
import dev.interline.Profile;
import dev.interline.wire.Kept;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a family of models takes where it speaks a format of OpenAI, as the pages "Reasoning models" and "Models sold
 * directly by Azure" of the Azure OpenAI documentation list it. The family is declared or taken from a catalogue; of an
 * unknown one nothing is assumed, and what the caller set is sent.
 */
enum OpenAiFamily {
    /** Not declared, or newer than this table. */
    UNKNOWN(false, List.of()),
    /** Another maker's: Llama, Mistral, Kimi. */
    OTHER(false, List.of()),
    /** DeepSeek, which refuses cache keys everywhere and efforts over Responses. */
    DEEPSEEK(false, List.of("low", "medium", "high")),
    /** Grok, which refuses efforts. */
    GROK(false, List.of()),
    /** gpt-oss: OpenAI's, run by others. */
    GPT_OSS(false, List.of("low", "medium", "high")),
    /** GPT-3.5, GPT-4 and 4.1, GPT-4o: sampling, no thinking. */
    CLASSIC(false, List.of()),
    /** The chat variants of GPT-5 and later, whose effort is fixed. */
    CHAT(false, List.of()),
    /** o1, o3, o4-mini. */
    O_SERIES(true, List.of("low", "medium", "high")),
    /** GPT-5, mini and nano. */
    GPT_5(true, List.of("minimal", "low", "medium", "high")),
    /** GPT-5 Codex. */
    GPT_5_CODEX(true, List.of("low", "medium", "high")),
    /** GPT-5 Pro. */
    GPT_5_PRO(true, List.of("high")),
    /** GPT-5.1. */
    GPT_5_1(true, List.of("none", "low", "medium", "high")),
    /** GPT-5.1 Codex Max, GPT-5.2 and 5.3, and GPT-6.2 as far as it is known. */
    GPT_5_2(true, List.of("none", "low", "medium", "high", "xhigh")),
    /** GPT-5.4 and 5.5: over Chat Completions no tools beside thinking. */
    GPT_5_4(true, List.of("none", "low", "medium", "high", "xhigh")),
    /** GPT-5.6: the same, and thinks unless told not to. */
    GPT_5_6(true, List.of("none", "low", "medium", "high", "xhigh")),
    /** GPT-6: as 5.6. */
    GPT_6(true, List.of("none", "low", "medium", "high", "xhigh")),
    /** GPT-6.1: no tools over Chat Completions at all. */
    GPT_6_1(true, List.of("none", "low", "medium", "high", "xhigh"));

    private static final List<String> SCALE = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
    private static final Pattern GPT = Pattern.compile("gpt-(\\d{1,3})(?:\\.(\\d{1,3}))?(.*)");
    private static final Pattern NEWER = Pattern.compile("(gpt|chatgpt|codex|o\\d|model-router).*");

    private final boolean reasons;

    @SuppressWarnings("ImmutableEnumChecker") // always made by List.of
    private final List<String> efforts;

    OpenAiFamily(boolean reasons, List<String> efforts) {
        this.reasons = reasons;
        this.efforts = efforts;
    }

    private static final Kept<OpenAiFamily> KEPT = new Kept<>(OpenAiFamily::find);

    static OpenAiFamily of(Profile profile) {
        return KEPT.of(profile);
    }

    private static OpenAiFamily find(Profile profile) {
        String family = profile.family().orElse("").toLowerCase(Locale.ROOT);
        String name = family.substring(family.lastIndexOf('/') + 1);
        int prefix = name.indexOf("openai.");
        if (prefix >= 0) {
            name = name.substring(prefix + "openai.".length());
        }
        Matcher gpt = GPT.matcher(name);
        if (name.isEmpty()) {
            return UNKNOWN;
        }
        if (gpt.matches()) {
            int minor = gpt.group(2) == null ? 0 : Integer.parseInt(gpt.group(2));
            return gpt(Integer.parseInt(gpt.group(1)), minor, gpt.group(3));
        }
        if (name.startsWith("gpt-oss")) {
            return GPT_OSS;
        }
        if (name.startsWith("gpt-chat") || name.startsWith("chatgpt")) {
            return CHAT;
        }
        if (name.startsWith("o1") || name.startsWith("o3") || name.startsWith("o4")) {
            return O_SERIES;
        }
        if (name.contains("deepseek")) {
            return DEEPSEEK;
        }
        if (name.contains("grok")) {
            return GROK;
        }
        return NEWER.matcher(name).matches() ? UNKNOWN : OTHER;
    }

    private static OpenAiFamily gpt(int major, int minor, String variant) {
        if (major < 5) {
            return CLASSIC;
        }
        if (variant.startsWith("-chat")) {
            return CHAT;
        }
        if (major == 5) {
            return switch (minor) {
                case 0 -> variant.startsWith("-pro") ? GPT_5_PRO : variant.startsWith("-codex") ? GPT_5_CODEX : GPT_5;
                case 1 -> variant.startsWith("-codex-max") ? GPT_5_2 : GPT_5_1;
                case 2, 3 -> GPT_5_2;
                case 4, 5 -> GPT_5_4;
                default -> GPT_5_6;
            };
        }
        if (major == 6) {
            return minor == 0 ? GPT_6 : minor == 1 ? GPT_6_1 : GPT_5_2;
        }
        return UNKNOWN;
    }

    /** Whether temperature and its like are refused. With effort {@code none} models from 5.1 on take them again. */
    boolean refusesSampling(String effort) {
        return reasons && !("none".equals(effort) && efforts.contains("none"));
    }

    /** Whether the family is known to think and to seal its thoughts. */
    boolean sealsThoughts() {
        return reasons;
    }

    /** Whether Chat Completions shows no thoughts of it: there are none, or they stay with OpenAI. */
    boolean hidesThoughtsOnChat() {
        return reasons || this == CLASSIC || this == CHAT;
    }

    /** Whether a word on effort is refused, whatever it says. */
    boolean refusesEffort(boolean responses) {
        return this == CLASSIC || this == CHAT || this == GROK || this == DEEPSEEK && responses;
    }

    /** Whether it is declared to be of another maker. */
    boolean isForeign() {
        return this == OTHER || this == DEEPSEEK || this == GROK;
    }

    /** Whether it calls one tool at a time and refuses a word on it. */
    boolean refusesParallel(String effort) {
        return this == O_SERIES || "minimal".equals(effort);
    }

    /** Whether tools are refused over Chat Completions. */
    boolean noToolsOnChat() {
        return this == GPT_6_1;
    }

    /** Whether tools over Chat Completions are refused beside any thinking. */
    boolean toolsOnChatWithoutThinking() {
        return this == GPT_5_4 || thinksUnasked();
    }

    /** Whether effort none must be said, because silence means more. */
    boolean thinksUnasked() {
        return this == GPT_5_6 || this == GPT_6;
    }

    /** The nearest effort that the family knows; a vendor's own word that we do not rank goes through. */
    String nearest(Effort effort, boolean responses) {
        String word = effort.word();
        int wanted = SCALE.indexOf(word);
        if (efforts.isEmpty() || efforts.contains(word) || wanted < 0) {
            return word;
        }
        if (word.equals("max") && responses && this == GPT_5_6) {
            // the one family and format for which the word is documented
            return word;
        }
        String best = efforts.get(0);
        for (String known : efforts) {
            if (Math.abs(SCALE.indexOf(known) - wanted) < Math.abs(SCALE.indexOf(best) - wanted)) {
                best = known;
            }
        }
        return best;
    }
}

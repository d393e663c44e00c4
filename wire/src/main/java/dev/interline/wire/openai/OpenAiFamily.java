package dev.interline.wire.openai;

import dev.interline.Effort;
import dev.interline.Profile;
import java.util.List;
import java.util.Locale;

/**
 * What a family of OpenAI models takes, as the Azure OpenAI documentation's page "Reasoning models" lists it. The
 * family is declared or taken from a catalogue; of an unknown one nothing is assumed, and what the caller set is sent.
 */
enum OpenAiFamily {
    /** Not declared, or not OpenAI's. */
    UNKNOWN(false, List.of()),
    /** GPT-4 and 4.1, GPT-4o: sampling, no thinking. */
    CLASSIC(false, List.of()),
    /** o1, o3, o4-mini. */
    O_SERIES(true, List.of("low", "medium", "high")),
    /** GPT-5, mini and nano. */
    GPT_5(true, List.of("minimal", "low", "medium", "high")),
    /** From GPT-5.1 on. */
    GPT_5_1(true, List.of("none", "low", "medium", "high")),
    /** From GPT-5.2 on, and GPT-6. */
    GPT_5_2(true, List.of("none", "low", "medium", "high", "xhigh"));

    private static final List<String> SCALE = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private final boolean reasons;
    private final List<String> efforts;

    OpenAiFamily(boolean reasons, List<String> efforts) {
        this.reasons = reasons;
        this.efforts = efforts;
    }

    static OpenAiFamily of(Profile profile) {
        String family = profile.family().orElse("").toLowerCase(Locale.ROOT);
        int slash = family.lastIndexOf('/');
        String name = slash < 0 ? family : family.substring(slash + 1);
        if (name.startsWith("openai.")) {
            name = name.substring("openai.".length());
        }
        if (name.startsWith("gpt-4") || name.startsWith("gpt-3") || name.startsWith("gpt-oss")) {
            return name.startsWith("gpt-oss") ? UNKNOWN : CLASSIC;
        }
        if (name.startsWith("o1") || name.startsWith("o3") || name.startsWith("o4")) {
            return O_SERIES;
        }
        if (name.startsWith("gpt-5.1")) {
            return name.startsWith("gpt-5.1-codex-max") ? GPT_5_2 : GPT_5_1;
        }
        if (name.startsWith("gpt-5.") || name.startsWith("gpt-6")) {
            return GPT_5_2;
        }
        return name.startsWith("gpt-5") ? GPT_5 : UNKNOWN;
    }

    /** Whether temperature and its like are refused. With effort {@code none} models from 5.1 on take them again. */
    boolean refusesSampling(String effort) {
        return reasons && !("none".equals(effort) && efforts.contains("none"));
    }

    /** Whether the family is known not to think. */
    boolean neverThinks() {
        return this == CLASSIC;
    }

    /** The nearest effort that the family knows; a vendor's own word that we do not rank goes through. */
    String nearest(Effort effort) {
        String word = effort.word();
        int wanted = SCALE.indexOf(word);
        if (efforts.isEmpty() || efforts.contains(word) || wanted < 0) {
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

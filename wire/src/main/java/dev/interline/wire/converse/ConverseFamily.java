package dev.interline.wire.converse;

import dev.interline.Media;
import dev.interline.Profile;
import dev.interline.wire.anthropic.Claude;
import java.util.Locale;

/**
 * What the makers' models take through Converse, where they differ. Source: the model cards and the pages "Tool use",
 * "Prompt caching" and "Get validated JSON results from models" of the Amazon Bedrock user guide. The family is declared
 * or comes from a catalogue; of an unknown one nothing is assumed.
 */
enum ConverseFamily {
    /** Not declared, or none of these. */
    UNKNOWN(Tools.ANY, Beside.ANYTHING, true, true, Long.MAX_VALUE),
    /** Anthropic's. */
    CLAUDE(Tools.ANY, Beside.TEXT_AND_IMAGES, true, true, Long.MAX_VALUE),
    /** Amazon's first Nova models. */
    NOVA(Tools.ANY, Beside.ANYTHING, false, false, 8_192),
    /** Amazon's Nova 2. */
    NOVA_2(Tools.ANY, Beside.ANYTHING, false, true, Long.MAX_VALUE),
    /** OpenAI's GPT-5.6 and later. */
    GPT(Tools.ANY, Beside.ANYTHING, true, true, 128_000),
    /** OpenAI's open models. */
    GPT_OSS(Tools.ANY, Beside.ANYTHING, true, true, 16_384),
    /** Meta's. */
    LLAMA(Tools.AUTO, Beside.NOTHING, false, false, 4_096),
    /** Mistral's. */
    MISTRAL(Tools.AUTO_OR_ANY, Beside.NOTHING, true, false, 4_096),
    /** Alibaba's Qwen3. */
    QWEN(Tools.ANY, Beside.ANYTHING, true, true, 16_384),
    /** Moonshot's. */
    KIMI(Tools.ANY, Beside.ANYTHING, true, true, 16_000),
    /** DeepSeek R1. */
    DEEPSEEK_R1(Tools.NONE, Beside.ANYTHING, false, true, 32_768),
    /** Writer's. */
    WRITER(Tools.ANY, Beside.NOTHING, false, true, 8_192);

    /** Which choices of tools are taken. */
    enum Tools {
        NONE,
        AUTO,
        AUTO_OR_ANY,
        ANY
    }

    /** What may share a message with results of tools. */
    enum Beside {
        NOTHING,
        TEXT_AND_IMAGES,
        ANYTHING
    }

    final Tools tools;
    final Beside beside;
    /** Whether it keeps to a schema by itself. */
    final boolean schema;

    final boolean thinks;
    final long maxOutput;

    ConverseFamily(Tools tools, Beside beside, boolean schema, boolean thinks, long maxOutput) {
        this.tools = tools;
        this.beside = beside;
        this.schema = schema;
        this.thinks = thinks;
        this.maxOutput = maxOutput;
    }

    static ConverseFamily of(Profile profile) {
        ConverseFamily declared = of(profile.family().orElse(""));
        return declared == UNKNOWN ? of(profile.model().orElse("")) : declared;
    }

    private static ConverseFamily of(String family) {
        String name = family.toLowerCase(Locale.ROOT);
        if (name.contains("claude")) {
            return CLAUDE;
        }
        if (name.contains("nova")) {
            return name.contains("nova-2") ? NOVA_2 : NOVA;
        }
        if (name.contains("gpt-oss")) {
            return GPT_OSS;
        }
        if (name.contains("gpt-")) {
            return GPT;
        }
        if (name.contains("llama")) {
            return LLAMA;
        }
        if (name.contains("mistral") || name.contains("ministral") || name.contains("pixtral")) {
            return MISTRAL;
        }
        if (name.contains("qwen3")) {
            return QWEN;
        }
        if (name.contains("kimi")) {
            return KIMI;
        }
        if (name.contains("deepseek") && name.contains("r1")) {
            return DEEPSEEK_R1;
        }
        return name.contains("palmyra") ? WRITER : UNKNOWN;
    }

    /** Whether a schema for the answer is taken; Claude from 4.7 on refuses it here. */
    boolean takesSchema(Claude claude) {
        return this == CLAUDE
                ? claude == Claude.UNKNOWN
                        || (claude.compareTo(Claude.CLAUDE_4_5) >= 0 && claude.compareTo(Claude.CLAUDE_4_6) <= 0)
                : schema;
    }

    /** Whether a cache mark may live for an hour. */
    boolean cachesForHours(Claude claude) {
        return this == UNKNOWN
                || (this == CLAUDE && (claude == Claude.UNKNOWN || claude.compareTo(Claude.CLAUDE_4_5) >= 0));
    }

    /** Whether an image in Amazon's store can be read. */
    boolean readsStore() {
        return this != CLAUDE;
    }

    /** Whether a tool's result may hold a medium of this kind. */
    boolean takesInResult(Media.Type type) {
        return switch (type) {
            case IMAGE -> this != MISTRAL && this != QWEN && this != KIMI && this != WRITER;
            case DOCUMENT -> this != QWEN && this != KIMI && this != WRITER;
            case VIDEO -> this == UNKNOWN;
            case AUDIO -> false;
        };
    }
}

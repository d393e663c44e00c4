package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Effort;
import dev.interline.Notice;
import dev.interline.Reasoning;
import dev.interline.wire.Efforts;
import dev.interline.wire.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code thinkingConfig}: a number of tokens for 2.5, a level from 3 on, never both. Source: Google's page
 * "Thinking".
 */
final class ThinkingControl {
    private static final int OFF = 0;
    private static final int DYNAMIC = -1;

    private final GeminiFamily family;
    private final List<Notice> notices;
    private final ObjectNode config = Json.object();

    ThinkingControl(GeminiFamily family, List<Notice> notices) {
        this.family = family;
        this.notices = notices;
    }

    /** The configuration; empty when nothing is to be sent. */
    ObjectNode of(@Nullable Reasoning reasoning) {
        if (reasoning == null) {
            return config;
        }
        Effort effort = reasoning.effort();
        if (family.neverThinks()) {
            if (!Effort.NONE.equals(effort)) {
                notices.add(Notice.dropped("reasoning", "this model family does not think"));
            }
            return config;
        }
        if (family.countsThoughts()) {
            tokens(effort, reasoning.budgetTokens());
        } else {
            level(effort, reasoning.budgetTokens());
        }
        if (reasoning.show()) {
            show();
        }
        return config;
    }

    private void tokens(@Nullable Effort effort, int budget) {
        if (budget > 0) {
            int taken = family.tokens(budget);
            if (taken != budget) {
                notices.add(
                        Notice.mapped("budget", "this model family takes no budget of " + budget + "; sent " + taken));
            }
            if (effort != null) {
                notices.add(Notice.dropped("effort", "this model family counts thinking in tokens; the budget holds"));
            }
            config.put("thinkingBudget", taken);
        } else if (effort != null && GeminiFamily.ranks(effort)) {
            int taken = family.tokens(effort);
            if (!effort.equals(Effort.NONE) || taken != OFF) {
                notices.add(Notice.mapped(
                        "effort", "this model family counts thinking in tokens; sent a budget of " + taken));
            }
            config.put("thinkingBudget", taken);
        } else if (effort != null && effort.word().equals("dynamic")) {
            config.put("thinkingBudget", DYNAMIC);
        } else if (effort != null) {
            notices.add(Notice.dropped("effort", "this model family counts thinking in tokens; set a budget"));
        }
    }

    private void level(@Nullable Effort effort, int budget) {
        if (family == GeminiFamily.UNKNOWN && (effort == null ? budget > 0 : effort.equals(Effort.NONE))) {
            config.put("thinkingBudget", effort == null ? budget : OFF);
            return;
        }
        Effort wanted = effort;
        if (effort == null && budget > 0) {
            wanted = Efforts.ofBudget(budget);
            notices.add(Notice.mapped("budget", "this model family takes levels; sent " + wanted.word()));
        } else if (budget > 0) {
            notices.add(Notice.dropped("budget", "this model family takes levels; the effort holds"));
        }
        if (wanted == null) {
            return;
        }
        String level = family.level(wanted);
        if (!level.equals(wanted.word())) {
            notices.add(
                    Notice.mapped("effort", "this model family has no effort " + wanted.word() + "; sent " + level));
        }
        config.put("thinkingLevel", level.toUpperCase(Locale.ROOT));
    }

    /** Thoughts of a model that is told not to think are an error. */
    private void show() {
        boolean off = config.has("thinkingBudget")
                ? config.path("thinkingBudget").asInt() == OFF
                : family == GeminiFamily.LITE_2_5;
        if (off) {
            notices.add(Notice.dropped("thinking", "thinking is off, so there are no thoughts; set an effort"));
        } else {
            config.put("includeThoughts", true);
        }
    }
}

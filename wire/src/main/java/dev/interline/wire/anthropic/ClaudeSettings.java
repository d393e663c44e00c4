package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Effort;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.Role;
import dev.interline.Thinking;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Efforts;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.OutputCap;
import dev.interline.wire.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a request as a generation of Claude takes them: cap, thinking, effort and sampling depend on each
 * other. The same in every format in which Claude is spoken to.
 */
public final class ClaudeSettings {
    private static final int LEAST_BUDGET = 1_024;

    private final Claude claude;
    private final Options options;
    private final List<Notice> notices;
    private final int maxTokens;
    private @Nullable ObjectNode thinking;
    private @Nullable String effort;
    private int budget;

    /**
     * Settles everything.
     *
     * @param turns the conversation; in the middle of a round of tools it decides whether the model may think
     * @param notices takes what was changed
     */
    public ClaudeSettings(Task task, List<History.Turn> turns, List<Notice> notices) {
        this.claude = Claude.of(task.profile());
        this.options = task.request().options();
        this.notices = notices;
        Reasoning reasoning = options.reasoning();
        if (reasoning != null) {
            think(reasoning);
        }
        if (budget > 0 && startsInTheMiddle(task, turns)) {
            budget = 0;
            notices.add(Notice.dropped(
                    "reasoning", "the round of tools was begun by another model; this one cannot think until it ends"));
        }
        this.maxTokens = OutputCap.of(
                task, claude.thinks() != Claude.Thinks.NEVER, claude.maxOutput(), Math.max(budget, 0), notices);
        if (budget > 0) {
            within();
        }
        checkPrefill(turns);
    }

    private void think(Reasoning reasoning) {
        Effort asked = reasoning.effort();
        if (Effort.NONE.equals(asked)) {
            dontThink();
            return;
        }
        switch (claude.thinks()) {
            case NEVER -> notices.add(Notice.dropped("reasoning", "this generation does not think"));
            case BUDGET -> byBudget(reasoning, asked);
            case EITHER -> {
                if (reasoning.budgetTokens() > 0 && asked == null) {
                    budget = atLeast(reasoning.budgetTokens());
                } else {
                    adaptive(reasoning, asked);
                }
            }
            case ADAPTIVE, ALWAYS -> adaptive(reasoning, asked);
        }
    }

    private void dontThink() {
        switch (claude.thinks()) {
            case NEVER -> {}
            case BUDGET, EITHER, ADAPTIVE -> thinking = Json.object().put("type", "disabled");
            case ALWAYS -> {
                boolean between = claude == Claude.SONNET_5_5;
                thinking = between ? Json.object().put("type", "between_tools") : null;
                effort = "low";
                notices.add(Notice.mapped(
                        "effort",
                        between
                                ? "this model cannot be kept from thinking between tools; sent effort low"
                                : "this model cannot be kept from thinking; sent effort low"));
            }
        }
    }

    private void adaptive(Reasoning reasoning, @Nullable Effort asked) {
        Effort wanted = asked;
        if (wanted == null && reasoning.budgetTokens() > 0) {
            wanted = Efforts.ofBudget(reasoning.budgetTokens());
            notices.add(Notice.mapped("budget", "this model takes no thinking budget; sent effort " + wanted.word()));
        }
        ObjectNode node = Json.object().put("type", "adaptive");
        if (reasoning.show()) {
            node.put("display", "summarized");
        }
        thinking = node;
        if (wanted != null) {
            effort(wanted);
        }
    }

    private void byBudget(Reasoning reasoning, @Nullable Effort asked) {
        if (asked != null && claude.takesEffort()) {
            effort(asked);
        }
        if (reasoning.budgetTokens() > 0) {
            budget = atLeast(reasoning.budgetTokens());
        } else if (asked != null) {
            budget = switch (asked.word()) {
                case "minimal" -> LEAST_BUDGET;
                case "low" -> 2_048;
                case "medium" -> 8_192;
                case "high" -> 16_384;
                default -> 24_576;
            };
            notices.add(Notice.mapped("effort", "this model thinks within a budget; sent " + budget + " tokens"));
        } else {
            notices.add(Notice.dropped("reasoning", "this model thinks only within a budget; set one, or an effort"));
        }
    }

    private int atLeast(int tokens) {
        if (tokens < LEAST_BUDGET) {
            notices.add(Notice.mapped("budget", "the smallest thinking budget is " + LEAST_BUDGET + " tokens"));
        }
        return Math.max(tokens, LEAST_BUDGET);
    }

    private void effort(Effort asked) {
        String word = claude.nearest(asked);
        if (!word.equals(asked.word())) {
            notices.add(Notice.mapped("effort", "this model has no effort " + asked.word() + "; sent " + word));
        }
        effort = word;
    }

    /** The cap counts the thoughts, so the budget stays below it. */
    private void within() {
        if (maxTokens <= LEAST_BUDGET) {
            budget = 0;
            notices.add(Notice.dropped(
                    "reasoning", "thinking needs a cap of more than " + LEAST_BUDGET + " tokens for the answer"));
            return;
        }
        if (budget >= maxTokens) {
            budget = maxTokens - 1;
            notices.add(
                    Notice.mapped("budget", "the thinking budget must stay below the answer's cap; sent " + budget));
        }
        thinking = Json.object().put("type", "enabled").put("budget_tokens", budget);
    }

    /** With a budget, the model insists on its own sealed thoughts before the calls whose results it is given. */
    private static boolean startsInTheMiddle(Task task, List<History.Turn> turns) {
        int last = turns.size() - 1;
        if (last < 1 || turns.get(last).role() != Role.TOOL) {
            return false;
        }
        Part first = turns.get(last - 1).parts().get(0);
        return !(first instanceof Thinking && task.owns(first.opaque()));
    }

    private void checkPrefill(List<History.Turn> turns) {
        if (turns.isEmpty()) {
            return;
        }
        History.Turn last = turns.get(turns.size() - 1);
        boolean prefill = last.role() == Role.ASSISTANT
                && last.parts().stream()
                        .allMatch(part -> part.kind() == Part.Kind.TEXT || part.kind() == Part.Kind.THINKING);
        if (prefill && (budget > 0 || !claude.takesPrefill())) {
            throw new UnsupportedException("this model does not go on from the beginning of an answer"
                    + " (the last message is the assistant's); end the conversation with the user");
        }
    }

    /** The generation. */
    public Claude claude() {
        return claude;
    }

    /** The cap of the answer, thoughts included. */
    public int maxTokens() {
        return maxTokens;
    }

    /** The setting for thinking, as Anthropic writes it; null for none. */
    public @Nullable ObjectNode thinking() {
        return thinking;
    }

    /** The word for effort; null for none. */
    public @Nullable String effort() {
        return effort;
    }

    /** Whether it is known to think in this answer. */
    public boolean thinks() {
        return claude.thinks() == Claude.Thinks.ALWAYS
                || (thinking != null && !thinking.path("type").asText().equals("disabled"));
    }

    /** The temperature; null for none. */
    public @Nullable Double temperature() {
        Double value = taken("temperature", options.temperature());
        if (value != null && budget > 0 && value != 1) {
            notices.add(Notice.dropped("temperature", "with a thinking budget it is always 1"));
            return null;
        }
        if (value != null && value > 1) {
            notices.add(Notice.mapped("temperature", "the highest temperature here is 1"));
            return 1.0;
        }
        return value;
    }

    /** The nucleus; null for none. */
    public @Nullable Double topP() {
        Double value = taken("topP", options.topP());
        if (value != null && budget > 0) {
            notices.add(Notice.dropped("topP", "with a thinking budget the model takes none"));
            return null;
        }
        if (value != null && claude.sampling == Claude.Sampling.ONE && options.temperature() != null) {
            notices.add(Notice.dropped("topP", "this generation takes temperature or top-p, not both"));
            return null;
        }
        return value;
    }

    /** How many of the likeliest tokens to sample from; null for none. */
    public @Nullable Integer topK() {
        Integer value = taken("topK", options.topK());
        if (value != null && budget > 0) {
            notices.add(Notice.dropped("topK", "with a thinking budget the model takes none"));
            return null;
        }
        return value;
    }

    private <T> @Nullable T taken(String name, @Nullable T value) {
        if (value != null && claude.sampling == Claude.Sampling.NONE) {
            notices.add(Notice.dropped(name, "this generation takes no " + name));
            return null;
        }
        return value;
    }
}

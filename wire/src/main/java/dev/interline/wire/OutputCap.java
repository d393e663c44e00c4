package dev.interline.wire;

import dev.interline.Notice;
import java.util.List;

/**
 * The cap of an answer for formats that need one, or whose clouds set aside the model's whole maximum when there is
 * none.
 */
public final class OutputCap {
    private static final int CHAT = 8_192;
    private static final int REASONING = 32_768;

    private OutputCap() {}

    /**
     * The caller's cap as far as the model goes; otherwise one that is large enough.
     *
     * @param reasons whether the family thinks, where the profile does not say
     * @param familyMax the family's maximum, where the profile does not say
     * @param thoughts tokens that the answer must have room for besides itself
     */
    public static int of(Task task, boolean reasons, long familyMax, int thoughts, List<Notice> notices) {
        Integer asked = task.request().options().maxOutputTokens();
        long most = task.profile().maxOutput().orElse(asked == null ? familyMax : Long.MAX_VALUE);
        if (asked != null) {
            if (asked > most) {
                notices.add(Notice.mapped("maxOutputTokens", "this model answers with at most " + most + " tokens"));
            }
            return (int) Math.min(asked, most);
        }
        long usual = task.profile().reasons().orElse(reasons) ? REASONING : CHAT;
        int cap = (int) Math.min(most, thoughts == 0 ? usual : Math.max(usual, (long) thoughts + CHAT));
        notices.add(Notice.defaulted("maxOutputTokens", "this target wants a cap; sent " + cap));
        return cap;
    }
}

package dev.interline.bedrock;

import dev.interline.Ability;
import dev.interline.Burndown;
import dev.interline.Profile;
import java.util.Locale;
import java.util.regex.Pattern;

/** What AWS says of makers' models on Bedrock that no catalogue of prices and limits has. */
final class ModelFacts {
    private static final Burndown HEAVY_OUTPUT = new Burndown(5, true);
    private static final Pattern OLD_CLAUDE = Pattern.compile("claude-(v|instant|2|3-(5|haiku|sonnet|opus))");

    private ModelFacts() {}

    /** The profile of a model that chats, with what is true of it here. */
    static Profile added(Profile profile) {
        String maker = (profile.family().orElse("") + " " + profile.model().orElse("")).toLowerCase(Locale.ROOT);
        return burning(streaming(profile, maker), maker);
    }

    /** A token of output takes five of the quota from Claude 3.7 on: "Token burndown rate", AWS user guide. */
    private static Profile burning(Profile profile, String maker) {
        return maker.contains("claude") && !OLD_CLAUDE.matcher(maker).find()
                ? profile.toBuilder().burndown(HEAVY_OUTPUT).build()
                : profile;
    }

    /** Two makers' models call tools in whole answers alone: "Supported models and model features", AWS user guide. */
    private static Profile streaming(Profile profile, String maker) {
        boolean whole = maker.contains("llama") || maker.contains("deepseek");
        return whole && profile.can(Ability.STREAMED_TOOLS).isEmpty()
                ? profile.toBuilder().cannot(Ability.STREAMED_TOOLS).build()
                : profile;
    }
}

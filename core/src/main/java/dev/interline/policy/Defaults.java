package dev.interline.policy;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Options;
import dev.interline.Profile;
import dev.interline.ToolCall;
import java.time.Duration;

/**
 * What holds when nobody sets anything: safe, and no surprise. A model of which it is not known whether it reasons is
 * treated as one that does.
 *
 * <table>
 * <caption>Defaults</caption>
 * <tr><th>setting</th><th>chat model</th><th>reasoning model</th></tr>
 * <tr><td>deadline: whole answer; stream: to its first content</td><td>10 min</td><td>10 min (flex tier 15)</td></tr>
 * <tr><td>connect, with TLS and the tunnel of a proxy</td><td>5 s</td><td>5 s</td></tr>
 * <tr><td>first content (soft: starts the next target, keeps the first)</td>
 *     <td>10 s and 1 s for every 10,000 input tokens</td><td>120 s</td></tr>
 * <tr><td>silence (hard)</td><td>60 s</td><td>180 s</td></tr>
 * <tr><td>silence over vectors, counts of tokens and lists of models</td><td>60 s</td><td>60 s</td></tr>
 * <tr><td>a whole answer rides on a stream</td><td>where the output cap exceeds 2,000 tokens</td><td>always</td></tr>
 * <tr><td>tries</td><td>another target free: one quick second one; alone: 3; at most 6 a call</td><td>same</td></tr>
 * <tr><td>longest wait for a rate-limited target, or for one whose parallel calls are all taken</td>
 *     <td>2 s if another is free, else 30 s</td><td>same</td></tr>
 * <tr><td>a target that fails</td><td>left alone for 15 s when half of the last 10 calls failed, 3 at least; then one
 *     request goes first, and after it 2 at a time and more with every answer</td><td>same</td></tr>
 * <tr><td>a target that denies</td><td>left alone for 5 min, for that credential, or until there is another</td>
 *     <td>same</td></tr>
 * <tr><td>a target that is late three times in a row</td><td>asked after the others for 30 s</td><td>same</td></tr>
 * <tr><td>a conversation that goes on</td><td>stays where it was answered last, until that fails or nothing was said for
 *     10 min</td><td>same</td></tr>
 * <tr><td>on stream failure</td><td>fails with the partial answer; whole answers are mended unseen</td>
 *     <td>same</td></tr>
 * <tr><td>blocked content</td><td>stops</td><td>same</td></tr>
 * <tr><td>hedging, exercise of standbys, minimum throughput, limits</td><td>off</td><td>same</td></tr>
 * <tr><td>TLS; redirects; proxy</td><td>the runtime's trust, 1.2 and up; not followed; from system properties or the
 *     environment</td><td>same</td></tr>
 * <tr><td>unknown price, region, residency</td><td>refused where it is constrained</td><td>same</td></tr>
 * <tr><td>unknown context window or ability</td><td>not checked</td><td>same</td></tr>
 * </table>
 */
public final class Defaults {
    /** How long a connection may take to be made. */
    public static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long a call may take. */
    public static final Duration DEADLINE = Duration.ofMinutes(10);
    /** How long a target may be silent over what needs no thinking: vectors, counts, lists. */
    public static final Duration SILENCE = Duration.ofSeconds(60);
    /** How long a call in the flex tier may take: it is cheap because it waits. */
    public static final Duration FLEX_DEADLINE = Duration.ofMinutes(15);
    /** The longest wait for a rate-limited target while another is free. */
    public static final Duration MAX_RETRY_WAIT = Duration.ofSeconds(2);
    /** The longest wait for a rate-limited target that is alone. */
    public static final Duration MAX_RETRY_WAIT_ALONE = Duration.ofSeconds(30);
    /** How long a conversation stays where it was answered last while nothing is said. */
    public static final Duration STICKY = Duration.ofMinutes(10);
    /** The most requests on the wire for one call. */
    public static final int MOST_ATTEMPTS = 6;
    /** Whole answers with a larger output cap ride on a stream, so that a dead connection is noticed. */
    public static final int LONGEST_UNWATCHED = 2_000;

    private static final int SLOWEST_TOKENS_A_SECOND = 20;
    private static final Duration THOUGHTFUL_SILENCE = Duration.ofSeconds(180);
    private static final Duration THOUGHTFUL_FIRST_CONTENT = Duration.ofSeconds(120);
    private static final Duration FIRST_CONTENT = Duration.ofSeconds(10);

    private Defaults() {}

    /** Whether the model thinks before it answers; unknown is yes. */
    public static boolean reasons(Profile profile) {
        return profile.reasons().orElse(true);
    }

    /** How long the call may take: the whole answer, or up to the first content of a stream. */
    public static Duration deadline(Options options) {
        return "flex".equals(options.serviceTier()) ? FLEX_DEADLINE : DEADLINE;
    }

    /** After how long without content another target is asked as well. */
    public static Duration firstContent(Profile profile, Estimate estimate) {
        return reasons(profile) ? THOUGHTFUL_FIRST_CONTENT : FIRST_CONTENT.plusMillis(estimate.input() / 10);
    }

    /** How long a target may be silent while it is read, before and between events. */
    public static Duration silence(Profile profile) {
        return reasons(profile) ? THOUGHTFUL_SILENCE : SILENCE;
    }

    /** How long a whole answer that does not ride on a stream may be silent: it is until it is there. */
    public static Duration wholeSilence(Profile profile, Options options) {
        Integer cap = options.maxOutputTokens();
        long tokens = cap != null ? cap : profile.maxOutput().orElse(LONGEST_UNWATCHED);
        Duration writing = Duration.ofSeconds(tokens / SLOWEST_TOKENS_A_SECOND);
        Duration least = silence(profile);
        return writing.compareTo(least) > 0 ? writing : least;
    }

    /** Whether the model can stream what is asked for; it is tried where that is not known. */
    public static boolean streams(Profile profile, ChatRequest request) {
        return profile.can(Ability.STREAM).orElse(true)
                && (profile.can(Ability.STREAMED_TOOLS).orElse(true) || !holdsTools(request));
    }

    private static boolean holdsTools(ChatRequest request) {
        return !request.tools().isEmpty()
                || request.messages().stream()
                        .flatMap(message -> message.parts().stream())
                        .anyMatch(part -> part instanceof ToolCall);
    }

    /** Whether a whole answer should be read from a stream, so that a stall is noticed in seconds. */
    public static boolean ridesOnStream(Profile profile, ChatRequest request) {
        if (!streams(profile, request)
                || request.options().logProbabilities() != null
                        && !profile.can(Ability.STREAMED_LOG_PROBABILITIES).orElse(true)) {
            return false;
        }
        if (reasons(profile)) {
            return true;
        }
        Integer cap = request.options().maxOutputTokens();
        return cap != null ? cap > LONGEST_UNWATCHED : profile.maxOutput().orElse(Long.MAX_VALUE) > LONGEST_UNWATCHED;
    }
}

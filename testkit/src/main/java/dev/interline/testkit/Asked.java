package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived at a fake cloud. What it says is read out of whichever format it is in:
 *
 * <pre>{@code
 * assertThat(clouds.on("azure").lastRequest().prompt()).isEqualTo("Why is the sea salty?");
 * assertThat(clouds.on("azure").lastRequest().tools()).containsExactly("weather");
 * }</pre>
 *
 * @param path the path and query as sent, without the target's name
 * @param headers the values by header name, in any case
 * @param body the body as text, empty if there was none
 * @param time when its last byte had arrived
 */
public record Asked(String method, String path, Map<String, List<String>> headers, String body, Instant time) {

    /** The first value of this header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst();
    }

    /** The model or deployment that was asked for, by its name at the cloud; empty if neither path nor body names one. */
    public String model() {
        Route route = route();
        return route == null ? "" : route.model();
    }

    /** Whether the answer was to be streamed. */
    public boolean streaming() {
        Route route = route();
        return route != null && route.streaming();
    }

    /** The instructions, in whichever place the format has for them; empty when there are none. */
    public String system() {
        return Wording.system(json());
    }

    /** The text of the user's newest turn; empty when there is none. */
    public String prompt() {
        return Wording.prompt(json());
    }

    /** All text that was sent, of instructions and of the conversation, results of tools included, a line for each piece. */
    public String text() {
        return Wording.all(json());
    }

    /** The names of the tools on offer, in order. */
    public List<String> tools() {
        return Wording.tools(json());
    }

    /**
     * What the body says in one place.
     *
     * @param pointer a JSON pointer such as {@code /reasoning/effort}; fields are named as the format names them
     * @return a text as it is, anything else as JSON; empty when there is nothing
     */
    public Optional<String> field(String pointer) {
        JsonNode found = json().at(pointer);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(found.isTextual() ? found.asText() : found.toString());
    }

    /** What it was, without a header and without a word of content. */
    String outline() {
        Route route = route();
        String what = route == null || route.model().isEmpty() ? "" : route.model() + ", ";
        String how = route != null && route.streaming() ? "streamed, " : "";
        return this + " (" + what + how + body.length() + " characters)";
    }

    private @Nullable Route route() {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        return Route.of(null, plain, query < 0 ? "" : path.substring(query + 1), json());
    }

    private JsonNode json() {
        JsonNode tree = body.isEmpty() ? null : Json.read(body);
        return tree == null ? MissingNode.getInstance() : tree;
    }

    /** Method and path alone: headers hold credentials, bodies hold prompts. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}

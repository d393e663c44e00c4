package dev.interline.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived at a fake cloud.
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

    /** Method and path alone: headers hold credentials, bodies hold prompts. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}

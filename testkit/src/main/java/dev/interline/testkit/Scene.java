package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * What a script needs to know of a call.
 *
 * @param asked the request's body
 * @param listed the models that the target lists
 * @param serial the number of the call on its server; what ids are made of
 */
record Scene(
        Route route,
        JsonNode asked,
        Speech speech,
        Counts counts,
        List<String> listed,
        boolean done,
        long serial,
        Instant time) {

    Vendor vendor() {
        return route.vendor();
    }

    String model() {
        return route.model();
    }

    boolean on(Vendor vendor) {
        return route.vendor() == vendor;
    }

    long epoch() {
        return time.getEpochSecond();
    }

    /** An id that no other call of this server has. */
    String id(String prefix) {
        return id(prefix, 0);
    }

    String id(String prefix, int part) {
        return prefix + String.format("%010x%06x", serial, part);
    }

    /** The id of the n-th tool call. */
    String callId(String prefix, int n) {
        String own = speech.calls().get(n).id();
        return own != null ? own : id(prefix, n + 1);
    }
}

package dev.interline.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that a cloud sets on every answer. */
final class Headings {

    private Headings() {}

    static Map<String, String> of(Route route, long serial) {
        return of(route, serial, Map.of());
    }

    /** @param told headers that a play sets, which win, set last */
    static Map<String, String> of(Route route, long serial, Map<String, String> told) {
        Map<String, String> headers = new LinkedHashMap<>();
        String id = String.format("00000000-0000-4000-8000-%012x", serial);
        switch (route.vendor()) {
            case AZURE -> {
                headers.put("apim-request-id", id);
                headers.put("x-ms-region", "Sweden Central");
                if (route.format() == Format.RESPONSES) {
                    headers.put("x-ms-served-model", route.model());
                }
            }
            case BEDROCK -> headers.put("x-amzn-RequestId", id);
            case OPENAI -> headers.put("x-request-id", id);
            case VERTEX -> {}
        }
        if (route.framing() == Framing.CHUNKS && route.streaming()) {
            headers.put("X-Amzn-Bedrock-Content-Type", "application/json");
        }
        if (route.format() == Format.MESSAGES && route.framing() != Framing.CHUNKS) {
            headers.put("request-id", String.format("req_%012x", serial));
        }
        headers.putAll(told);
        return headers;
    }
}

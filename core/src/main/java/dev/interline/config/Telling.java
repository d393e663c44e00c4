package dev.interline.config;

import dev.interline.route.CallLog;
import dev.interline.route.Listener;
import dev.interline.route.Router;
import java.util.List;
import java.util.Optional;

/** What the key {@code log-calls} says: how much is logged of every call. */
enum Telling {
    /** No line. */
    FALSE,
    /** One line. */
    TRUE,
    /** One line, and everything that was said. */
    WITH_CONTENT;

    static final String KEY = "log-calls";

    static Optional<Telling> of(Settings settings) {
        return settings.word(KEY, Telling.class);
    }

    Router on(Router router) {
        Router told = router;
        for (Listener listener : listeners()) {
            told = told.listening(listener);
        }
        return told;
    }

    List<Listener> listeners() {
        return switch (this) {
            case FALSE -> List.of();
            case TRUE -> List.of(CallLog.lines());
            case WITH_CONTENT -> List.of(CallLog.lines().withContent());
        };
    }
}

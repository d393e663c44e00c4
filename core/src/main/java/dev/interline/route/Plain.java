package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import java.util.List;
import java.util.Locale;

/** Strategies that remember nothing and draw no lots. */
enum Plain implements Strategy {
    IN_ORDER {
        @Override
        public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
            return able;
        }
    },
    LEAST_BUSY {
        @Override
        public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
            return Ranking.ascending(able, target -> (target.health().running() + 1) / target.weight());
        }
    };

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

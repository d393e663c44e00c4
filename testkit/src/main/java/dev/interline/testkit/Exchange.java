package dev.interline.testkit;

import java.util.concurrent.atomic.AtomicBoolean;

/** One request and its answer, from the request's last byte to the answer's; ends exactly once. */
final class Exchange {

    private final FakeCloud cloud;
    private final AtomicBoolean ended = new AtomicBoolean();

    Exchange(FakeCloud cloud) {
        this.cloud = cloud;
    }

    /** @param abandoned whether the client left before the answer was over */
    void end(boolean abandoned) {
        if (!ended.getAndSet(true)) {
            cloud.ended(abandoned);
        }
    }
}

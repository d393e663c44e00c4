package dev.interline.testkit;

import java.util.concurrent.atomic.AtomicBoolean;

/** One request and its answer, from the request's last byte to the answer's; ends exactly once. */
final class Exchange {

    private final FakeCloud cloud;
    private final Asked asked;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long number;
    private volatile String answer = "not answered yet";
    private volatile boolean left;

    Exchange(FakeCloud cloud, Asked asked) {
        this.cloud = cloud;
        this.asked = asked;
    }

    /** Which request it is of all to these clouds. */
    void number(long nth) {
        number = nth;
    }

    long number() {
        return number;
    }

    FakeCloud cloud() {
        return cloud;
    }

    Asked asked() {
        return asked;
    }

    /** How it was answered, in a word or two. */
    void answered(String how) {
        answer = how;
    }

    /** @param abandoned whether the client left before the answer was over */
    void end(boolean abandoned) {
        if (!ended.getAndSet(true)) {
            left = abandoned;
            cloud.ended(abandoned);
        }
    }

    /** What was asked and answered, without a header and without a word of content. */
    @Override
    public String toString() {
        return asked.outline() + " -> " + answer + (left ? ", the client left" : ended.get() ? "" : ", still going on");
    }
}

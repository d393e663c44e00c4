package dev.interline.route;

import java.time.Duration;

/** What a call does next. */
sealed interface Step {
    /** There is nobody to ask and nothing to wait for. */
    Step GIVE_UP = new GiveUp();

    /** Ask this target now. */
    record Ask(Entrant entrant, Lease lease) implements Step {}

    /** Look again after a while. */
    record Wait(Duration pause) implements Step {}

    record GiveUp() implements Step {}
}

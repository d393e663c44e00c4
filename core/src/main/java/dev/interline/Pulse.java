package dev.interline;

import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life of one attempt, for those who write models. Any byte counts, also a ping. The clock runs only while the
 * reader waits: a slow consumer is not a silent provider. A reader that stays away for {@link #IDLE} is taken for gone,
 * and the call is cancelled so that its connection does not leak.
 */
public final class Pulse {
    /** How long a stream may lie unread, counted from when its reader last asked for more. */
    public static final Duration IDLE = Duration.ofMinutes(10);

    private final CallContext context;
    private final Time time;
    private final long silence;
    /** These two are set with every event, without waiting until other processors see it: a look may be that late. */
    private final AtomicLong beat;

    private final AtomicBoolean waiting = new AtomicBoolean(true);
    private volatile boolean stopped;
    private volatile @Nullable Timer timer;

    private Pulse(CallContext context, Duration silence) {
        this.context = context;
        this.time = context.time();
        this.silence = TimeUnit.NANOSECONDS.convert(silence);
        this.beat = new AtomicLong(time.nanos());
    }

    /**
     * Starts to watch, with the reader waiting.
     *
     * @param context cancelled with {@link Cancellation.Reason#SILENCE} when nothing comes
     * @param silence how long nothing may come
     */
    public static Pulse watch(CallContext context, Duration silence) {
        Pulse pulse = new Pulse(context, silence);
        pulse.timer = pulse.time.after(silence, pulse::look);
        return pulse;
    }

    /** Something came. */
    public void beat() {
        beat.setRelease(time.nanos());
    }

    /** The reader begins to wait for the provider. */
    public void waiting() {
        beat.setRelease(time.nanos());
        waiting.setRelease(true);
    }

    /** The reader has what it wanted and is busy with it. Looks at no clock: that would be a tenth of a chunk's time. */
    public void idle() {
        waiting.setRelease(false);
    }

    /** The attempt is over. */
    public void stop() {
        stopped = true;
        Timer running = timer;
        if (running != null) {
            running.stop();
        }
    }

    private void look() {
        if (stopped) {
            return;
        }
        // in this order: whoever is seen to wait has said before since when
        boolean reading = waiting.get();
        long quiet = time.nanos() - beat.get();
        long most = reading ? silence : IDLE.toNanos();
        if (quiet < most) {
            // also when nobody reads now: the reader may come back long before the idle limit
            Timer next = time.after(Duration.ofNanos(Math.min(most - quiet, silence)), this::look);
            timer = next;
            if (stopped) {
                next.stop();
            }
        } else if (reading) {
            Duration ran = Duration.ofNanos(quiet);
            context.timeOut(Cancellation.Reason.SILENCE, ran, "not a byte for " + ran.toMillis() + " ms");
        } else {
            context.cancellation()
                    .cancel(Cancellation.Reason.CLOSED, "nobody read the stream for " + IDLE.toMinutes() + " minutes");
            // nobody may ever come to hear of it: what hangs on the end of the call is freed now
            context.end(context.failure(null), Usage.UNKNOWN);
        }
    }
}

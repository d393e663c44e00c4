package dev.interline.config;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.Usage;
import dev.interline.Warmable;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.policy.Guarded;
import dev.interline.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the credentials of all targets in the background, also of those that are never asked as long as the first one
 * is well: a standby whose key has expired is found out now and not in the outage.
 */
final class Warmth {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Warmth() {}

    static void spread(Collection<Target> targets, Shared shared) {
        CallContext context = CallContext.create();
        List<Runnable> work = new ArrayList<>();
        for (Target target : targets) {
            if (bare(target) instanceof Warmable cold) {
                work.add(() -> warm(target, cold, context.child(LONGEST)));
            }
        }
        if (!work.isEmpty()) {
            context.start(shared.time());
            shared.onClose(context::cancel);
            shared.time().fork("warm", () -> work.forEach(Runnable::run));
        }
    }

    /** The model itself, without the policies around it. */
    private static Object bare(Target target) {
        if (target.makesVectors()) {
            return target.embeddings();
        }
        ChatModel model = target.model();
        while (model instanceof Guarded guarded) {
            model = guarded.inner();
        }
        return model;
    }

    private static void warm(Target target, Warmable cold, CallContext context) {
        try {
            context.begin(context.time(), null);
            context.check();
            cold.warm(context);
            LOG.debug("{} has its credential", target.name());
        } catch (CancelledException e) {
            LOG.debug("{} is closed before it has its credential", target.name());
        } catch (ChatException e) {
            LOG.warn("{} has no credential, calls to it will fail: {}", target.name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} could not be made ready", target.name(), e);
        } finally {
            context.end(null, Usage.UNKNOWN);
        }
    }
}

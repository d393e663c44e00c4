package dev.interline;

import dev.interline.error.ChatException;
import java.util.List;

/**
 * The models that a credential can see at one place of a cloud. What is listed need not be usable: it may have to be
 * deployed, enabled or paid for first, and what was deployed under a name of its own may be missing. Implementations are
 * thread-safe.
 *
 * <pre>{@code
 * for (ModelInfo model : listing.list()) {
 *     System.out.println(model.id());
 * }
 * }</pre>
 */
public interface ModelListing {

    /**
     * Asks for all of them, in the vendor's order.
     *
     * @return empty when the credential sees none
     * @throws ChatException when there is no list
     */
    List<ModelInfo> list(CallContext context);

    /** Asks without limits of its own. */
    default List<ModelInfo> list() {
        return list(CallContext.create());
    }
}

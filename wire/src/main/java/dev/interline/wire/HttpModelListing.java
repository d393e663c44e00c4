package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.CallContext;
import dev.interline.ModelInfo;
import dev.interline.ModelListing;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.UnreadableException;
import dev.interline.time.Time;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists of models behind HTTP, read to their last page. Thread-safe. */
public final class HttpModelListing implements ModelListing {
    /** More pages than this are a server that runs in circles. */
    private static final int MOST_PAGES = 100;

    private final Profile place;
    private final List<Shelf> shelves;
    private final Adjust adjust;
    private final Exchange exchange;
    private final Time time;

    /**
     * Lists on a cloud.
     *
     * @param place what is asked, for errors and the trail
     * @param shelves the lists, in the order in which they are given out
     * @param adjust sets headers; there is no body
     * @param time the clock of its calls
     */
    public HttpModelListing(
            Cloud cloud,
            Profile place,
            List<Shelf> shelves,
            Adjust adjust,
            Signer signer,
            Transport transport,
            Time time) {
        this.place = place;
        this.shelves = List.copyOf(shelves);
        this.adjust = adjust;
        this.exchange = new Exchange(transport, cloud, signer);
        this.time = time;
    }

    @Override
    public List<ModelInfo> list(CallContext context) {
        return Query.run(exchange, place, time, context, this::list, models -> -1);
    }

    private List<ModelInfo> list(Query query) {
        List<ModelInfo> models = new ArrayList<>();
        for (Shelf shelf : shelves) {
            String page = "";
            for (int i = 0; i == 0 || !page.isEmpty(); i++) {
                if (i == MOST_PAGES) {
                    throw new UnreadableException("the list of models has no end");
                }
                page = page(query, shelf, page, models);
            }
        }
        return List.copyOf(models);
    }

    private String page(Query query, Shelf shelf, String page, List<ModelInfo> models) {
        String url = page.isEmpty()
                ? shelf.url()
                : shelf.url() + (shelf.url().contains("?") ? "&" : "?") + shelf.parameter() + "="
                        + URLEncoder.encode(page, StandardCharsets.UTF_8).replace("+", "%20");
        Outgoing outgoing = new Outgoing("GET", url, null, place, query.context(), false);
        outgoing.header("Accept", "application/json");
        adjust.accept(outgoing);
        return query.ask(
                outgoing,
                (answer, reply, body) -> {
                    if (!answer.isObject()) {
                        throw new UnreadableException("the answer is no list of models");
                    }
                    models.addAll(shelf.read(answer));
                    return next(shelf, answer);
                },
                next -> Usage.UNKNOWN);
    }

    private static String next(Shelf shelf, JsonNode answer) {
        return shelf.next().isEmpty() ? "" : Json.text(answer, shelf.next());
    }

    @Override
    public String toString() {
        return "HttpModelListing[" + place.id() + "]";
    }
}

package dev.interline;

import java.util.List;

/**
 * A request's word on which targets of a route may answer it, by their names. It can only tighten what the route
 * allows. Models that are no route ignore it.
 *
 * @param prefer tried before the others, in this order
 * @param only nobody else may answer; empty means no such limit
 * @param avoid must not answer
 */
public record Routing(List<String> prefer, List<String> only, List<String> avoid) {

    /** No wish. */
    public static final Routing ANY = new Routing(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Routing {
        prefer = List.copyOf(prefer);
        only = List.copyOf(only);
        avoid = List.copyOf(avoid);
    }

    /** These first, then the others. */
    public static Routing prefer(String... targets) {
        return new Routing(List.of(targets), List.of(), List.of());
    }

    /** These and nobody else. */
    public static Routing only(String... targets) {
        return new Routing(List.of(), List.of(targets), List.of());
    }

    /** Anybody but these. */
    public static Routing avoid(String... targets) {
        return new Routing(List.of(), List.of(), List.of(targets));
    }
}

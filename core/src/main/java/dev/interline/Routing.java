package dev.interline;

import java.util.List;

/**
 * A request's word on which targets of a route may answer it, by their names. It can only tighten what the route
 * allows. Models that are no route ignore it.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .user(question)
 *         .routing(Routing.prefer("vertex"))
 *         .build();
 * }</pre>
 *
 * @param prefer tried before the others, in this order
 * @param only nobody else may answer; empty means no such limit
 * @param avoid must not answer
 * @param constraints what whoever answers must be, on top of what the route demands
 */
public record Routing(List<String> prefer, List<String> only, List<String> avoid, Constraints constraints) {

    /** No wish. */
    public static final Routing ANY = new Routing(List.of(), List.of(), List.of());

    /** Names alone. */
    public Routing(List<String> prefer, List<String> only, List<String> avoid) {
        this(prefer, only, avoid, Constraints.NONE);
    }

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

    /** Anybody whom the constraints allow. */
    public static Routing within(Constraints constraints) {
        return ANY.and(constraints);
    }

    /** The same, and whoever answers must be within these constraints too. */
    public Routing and(Constraints more) {
        return new Routing(prefer, only, avoid, constraints.and(more));
    }
}

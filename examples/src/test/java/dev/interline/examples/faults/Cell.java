package dev.interline.examples.faults;

import dev.interline.examples.faults.Bout.Arena;
import java.util.stream.Stream;

/** Where and how a fault is played. */
record Cell(Arena arena, Dialect dialect, Way way) {

    /** One for each way in which bytes come over a socket. */
    static Stream<Cell> framings() {
        return Stream.of(
                new Cell(Arena.SOCKETS, Dialect.of("Chat", "Azure"), Way.STREAMED),
                new Cell(Arena.SOCKETS, Dialect.of("Converse", "Bedrock"), Way.STREAMED),
                new Cell(Arena.SOCKETS, Dialect.of("Chat", "Azure"), Way.WHOLE));
    }

    String framing() {
        if (way == Way.WHOLE) {
            return "whole";
        }
        return dialect.format().equals("Converse") ? "event stream" : "server-sent events";
    }

    Judge.Ruling rule(Fault fault, Subject subject) {
        try (Bout bout = new Bout(arena, dialect, way, subject)) {
            fault.trial().play(bout);
            return bout.judge.ruling();
        } catch (Fault.NotHere e) {
            return new Judge.Ruling(Verdict.NONE, e.getMessage(), null);
        }
    }
}

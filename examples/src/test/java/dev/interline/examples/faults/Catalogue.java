package dev.interline.examples.faults;

import java.util.List;

/** What a caller must survive. */
final class Catalogue {
    static final List<Fault> FAULTS = List.of(
            new Fault(
                    "F01",
                    "first a 429 with a Retry-After of 2 s, then well",
                    "comes back after 2 s, or moves on",
                    Refusals::throttledOnce),
            new Fault(
                    "F02",
                    "always 429, no hint",
                    "moves on; alone: pauses, at most 4 tries in 3 s, 6 in all",
                    Refusals::throttledAlways),
            new Fault("F03", "one 500, then well", "one quick second try", Refusals::loneError),
            new Fault("F04", "always 503", "moves on; at most 6 tries", Refusals::unavailable),
            new Fault("F05", "a reset before any byte, then well", "answers", Breaks::reset),
            new Fault(
                    "F06",
                    "takes the request and never answers",
                    "moves on once, never asks the silent one again in the same call",
                    Silences::hangs),
            new Fault(
                    "F07",
                    "headers at once, first token after 20 s",
                    "the next target is asked as well; whole answer within 15 s",
                    Silences::slowStart),
            new Fault(
                    "F08",
                    "dies after 40 of 60 tokens: end, close or reset",
                    "RESTART: whole answer; FAIL: a clear error with what came",
                    Breaks::dies),
            new Fault(
                    "F09",
                    "silent after 20 tokens for 30 s, then closes",
                    "within 45 s: RESTART a whole answer, FAIL a clear error; the next call works",
                    Silences::stalls),
            new Fault(
                    "F10",
                    "one event that is no JSON",
                    "whole answer, nothing left open, the next call works",
                    Breaks::garbage),
            new Fault(
                    "F11",
                    "no [DONE], and the body stays open for 30 s",
                    "finished within 8 s, with usage",
                    Breaks::noDone),
            new Fault(
                    "F12",
                    "400, the prompt is too long",
                    "a larger window or a clean error; nobody is asked in vain",
                    Refusals::tooLong),
            new Fault(
                    "F13",
                    "400, content filter",
                    "the reason reaches the caller; elsewhere only where that was chosen",
                    Refusals::blocked),
            new Fault(
                    "F14",
                    "as F08, and the next target refuses a beginning",
                    "begins anew; the caller sees no 400",
                    Breaks::noBeginnings),
            new Fault(
                    "F15",
                    "503 for 60 s, then well; a call every 4 s",
                    "every call answered, few tries, back within 30 s",
                    Silences::outage),
            new Fault(
                    "F16",
                    "always 503, the second answers",
                    "model, usage and cost are those of who answered; failed tries have none",
                    Refusals::named),
            new Fault(
                    "F17",
                    "200, and an error as the first event",
                    "known by its code word; moves on unseen",
                    Breaks::errorFirst),
            new Fault("F18", "roles, metadata and pings, then that error", "as F17", Breaks::errorAfterFrames),
            new Fault(
                    "F19",
                    "a clean end of the body after each of its bytes",
                    "an error or the whole answer; no character lost or doubled",
                    Breaks::everyByte),
            new Fault(
                    "F20",
                    "hints in every spelling",
                    "understood, capped at 10 minutes, moves on where it does not fit",
                    Refusals::hints),
            new Fault(
                    "F21",
                    "a token that ends between two hops, under a crowd",
                    "one refresh, no failed call",
                    Callers::expiry),
            new Fault(
                    "F22",
                    "a dead credential",
                    "moves on, left alone for 5 minutes or until the credential changes, and the trail says so",
                    Refusals::denied),
            new Fault(
                    "F23",
                    "everybody throttled, the first free in 3 s",
                    "waits where there is time, else fails at once and says when",
                    Refusals::everybodyThrottled),
            new Fault(
                    "F24",
                    "everybody slow at once",
                    "extra tries stop when their budget is spent, with hedging as without",
                    Silences::everybodySlow),
            new Fault(
                    "F25",
                    "the caller leaves at any moment, or has no more time",
                    "nothing left open, nobody blamed",
                    Callers::leaves),
            new Fault(
                    "F26",
                    "a history with tool calls, thoughts and a picture from each other dialect",
                    "accepted; what was lost is in the notices",
                    Histories::switched),
            new Fault(
                    "F27",
                    "far too much: bytes, depth, lines, headers, compression",
                    "bounded, a typed error, moves on",
                    Monsters::floods),
            new Fault(
                    "F28",
                    "no such host, nobody listening, no TLS, a stale connection",
                    "moves on; a stale connection costs nothing",
                    Monsters::unreachable),
            new Fault(
                    "F29",
                    "a token every 5 s, for ever",
                    "too slow is broken where a least speed is set",
                    Silences::drips));

    private Catalogue() {}

    static Fault fault(String id) {
        return FAULTS.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }
}

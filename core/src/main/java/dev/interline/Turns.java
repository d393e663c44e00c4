package dev.interline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A conversation in pieces that stay or go as a whole, the oldest first. */
final class Turns {
    /**
     * One piece.
     *
     * @param to the message after its last one
     * @param stays whether it must not be dropped
     */
    private record Piece(int from, int to, boolean stays) {}

    private final List<Message> messages;
    private final List<Piece> pieces;

    private Turns(List<Message> messages, List<Piece> pieces) {
        this.messages = messages;
        this.pieces = pieces;
    }

    /**
     * Cuts a conversation up.
     *
     * @param first how many messages stay whatever they are
     */
    static Turns of(List<Message> messages, int first) {
        int kept = Math.min(first, messages.size());
        int lastTurn = messages.size() - 1;
        while (lastTurn > 0 && !beginsTurn(messages, lastTurn)) {
            lastTurn--;
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= messages.size(); i++) {
            boolean end = i == messages.size();
            if (end || i == kept || (i > kept && begins(messages, i, lastTurn))) {
                boolean asks = from == lastTurn;
                pieces.add(new Piece(from, i, from < kept || asks || end));
                from = i;
            }
        }
        return new Turns(messages, tied(messages, pieces));
    }

    /** Turns before the last one are pieces; of the last one the user's words are, and each step after them. */
    private static boolean begins(List<Message> messages, int at, int lastTurn) {
        return beginsTurn(messages, at) || (at > lastTurn && messages.get(at).role() == Role.ASSISTANT);
    }

    private static boolean beginsTurn(List<Message> messages, int at) {
        return messages.get(at).role() == Role.USER
                && (at == 0 || messages.get(at - 1).role() != Role.USER);
    }

    /** Pieces between a call and its result become one, with all that is between them. */
    private static List<Piece> tied(List<Message> messages, List<Piece> pieces) {
        Map<String, Integer> calls = new HashMap<>();
        List<Piece> tied = new ArrayList<>();
        for (Piece piece : pieces) {
            int earliest = piece.from();
            for (int i = piece.from(); i < piece.to(); i++) {
                for (Part part : messages.get(i).parts()) {
                    if (part instanceof ToolCall call) {
                        calls.put(call.id(), i);
                    } else if (part instanceof ToolResult result) {
                        earliest = Math.min(earliest, calls.getOrDefault(result.callId(), i));
                    }
                }
            }
            Piece whole = piece;
            while (whole.from() > earliest) {
                Piece before = tied.remove(tied.size() - 1);
                whole = new Piece(before.from(), whole.to(), before.stays() || whole.stays());
            }
            tied.add(whole);
        }
        return tied;
    }

    /** How many pieces may be dropped. */
    int droppable() {
        return (int) pieces.stream().filter(piece -> !piece.stays()).count();
    }

    /** What is left without so many of those, the oldest. */
    List<Message> without(int oldest) {
        List<Message> left = new ArrayList<>();
        int gone = 0;
        for (Piece piece : pieces) {
            if (!piece.stays() && gone < oldest) {
                gone++;
            } else {
                left.addAll(messages.subList(piece.from(), piece.to()));
            }
        }
        return left;
    }
}

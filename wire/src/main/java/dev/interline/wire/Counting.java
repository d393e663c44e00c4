package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How one cloud counts tokens of a dialect: the request is written and adjusted as for an answer, so that what is counted is
 * what would be sent, and then put into the form of the count.
 *
 * @param dialect how an answer would be asked for
 * @param place where counts are asked for; never for a stream
 * @param form puts the request into the form of the count, in place
 * @param field the path of the number in the answer, such as {@code /input_tokens}
 */
public record Counting(Dialect dialect, Place place, Adjust form, String field) {

    /** The number in an answer; -1 when there is none. */
    long read(JsonNode answer) {
        JsonNode count = answer.at(field);
        return count.isIntegralNumber() ? count.longValue() : -1;
    }
}

package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BlockedException;
import dev.interline.error.BusyException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.MismatchException;
import dev.interline.error.NotFoundException;
import dev.interline.error.OverBudgetException;
import dev.interline.error.QuotaSpentException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.RejectedException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import dev.interline.error.TooLongException;
import dev.interline.error.ToolFailedException;
import dev.interline.error.TruncatedException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A failure as JSON and back. */
final class FailureForm {

    private FailureForm() {}

    static ObjectNode of(ChatException failure) {
        ObjectNode form = Json.of("kind", failure.kind().name());
        Failure told = failure.failure();
        if (failure instanceof AllTargetsFailedException all) {
            form.set(
                    "failures",
                    Json.list(all.failures().stream().map(FailureForm::of).toList()));
            return form;
        }
        if (failure instanceof TimedOutException late) {
            form.put("clock", late.clock().name()).put("ranMs", late.ran().toMillis());
        }
        if (told.status() != 0) {
            form.put("status", told.status());
        }
        if (!told.code().isEmpty()) {
            form.put("code", told.code());
        }
        failure.retryAfter().ifPresent(hint -> form.put("retryAfterMs", hint.toMillis()));
        if (!told.text().isEmpty()) {
            form.put("text", told.text());
        }
        return form;
    }

    static ChatException read(JsonNode form) {
        Failure told = Failure.of(
                        form.path("status").asInt(0),
                        form.path("code").asText(""),
                        form.path("text").asText(""))
                .after(form.has("retryAfterMs") ? millis(form, "retryAfterMs") : null);
        String message = "failed when it was recorded";
        return switch (ChatException.Kind.valueOf(form.path("kind").asText())) {
            case RATE_LIMITED -> new RateLimitedException(message, told, null);
            case UNAVAILABLE -> new UnavailableException(message, told, null);
            case TIMED_OUT ->
                new TimedOutException(
                        TimedOutException.Clock.valueOf(form.path("clock").asText("SERVER")),
                        millis(form, "ranMs"),
                        message,
                        told,
                        null);
            case UNREADABLE -> new UnreadableException(message, told, null);
            case DENIED -> new DeniedException(message, told, null);
            case NOT_FOUND -> new NotFoundException(message, told, null);
            case QUOTA_SPENT -> new QuotaSpentException(message, told, null);
            case UNSUPPORTED -> new UnsupportedException(message, told, null);
            case TOO_LONG -> new TooLongException(message, told, null);
            case BUSY -> new BusyException(message, told, null);
            case OVER_BUDGET -> new OverBudgetException(message, told, null);
            case BLOCKED -> new BlockedException(message, told, null);
            case REJECTED -> new RejectedException(message, told, null);
            case TRUNCATED -> new TruncatedException(message, told, null);
            case MISMATCH -> new MismatchException(message, told, null);
            case INVALID -> new InvalidException(message, told, null);
            case TOOL_FAILED -> new ToolFailedException(message, told, null);
            case CANCELLED -> new CancelledException(message, told, null);
            case DEADLINE_EXCEEDED -> new DeadlineExceededException(message, told, null);
            case STREAM_BROKEN -> new StreamBrokenException(message, told, null);
            case ALL_TARGETS_FAILED -> all(message, form.path("failures"));
        };
    }

    private static AllTargetsFailedException all(String message, JsonNode forms) {
        List<ChatException> failures = new ArrayList<>();
        forms.forEach(form -> failures.add(read(form)));
        return new AllTargetsFailedException(message, failures);
    }

    private static Duration millis(JsonNode form, String name) {
        return Duration.ofMillis(form.path(name).asLong());
    }
}

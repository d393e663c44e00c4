package dev.interline.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.interline.ChatResponse;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import dev.interline.StopReason;
import dev.interline.error.MismatchException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether an answer has the form that was asked for in words or with a tool, where the target could not see to it.
 * Of a strict form, an answer without it is a failure that carries the answer; otherwise a notice says what is wrong. An
 * answer that was cut, calls tools or is a refusal is none that could have the form.
 */
final class AskedForm {
    private AskedForm() {}

    static ChatResponse checked(ChatResponse response, @Nullable OutputSchema form) {
        if (form == null || response.stopReason().kind() != StopReason.Kind.STOP) {
            return response;
        }
        String problem = problem(response.text(), form);
        if (problem == null) {
            return response;
        }
        if (form.strict()) {
            MismatchException mismatch = new MismatchException("the answer does not have the form '" + form.name()
                    + "', to which this model cannot be held: " + problem
                    + "; ask a model with structured output, or a form that is not strict");
            mismatch.attach(response);
            throw mismatch;
        }
        List<Notice> notices = new ArrayList<>(response.notices());
        notices.add(new Notice(Notice.Code.EMULATED, "output", "the answer does not have the form: " + problem));
        return response.toBuilder().notices(notices).build();
    }

    private static @Nullable String problem(String answer, OutputSchema form) {
        try {
            return Conformity.problem(Json.read(form.schema()), Json.document(answer));
        } catch (JsonProcessingException e) {
            return "it is no JSON document";
        }
    }
}

package dev.interline.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.openai.ChatCompletions;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request against the models in OpenAI's and Anthropic's own Java libraries: no name that they do not know, none
 * missing that they require, every word known, every union one of its members. What they lack is listed, with reasons.
 */
public final class SdkModel {
    /** Places where those models know less than the service, and why. */
    private static final Map<Pattern, String> LACKING = Map.of(
            Pattern.compile(".* \\$\\.stream"), "the libraries add it when they call, beside the model of the body",
            Pattern.compile("anthropic-messages \\$\\.(temperature|top_p|top_k)"),
                    "taken out of the library with the models that refuse them; earlier ones still take them",
            Pattern.compile("anthropic-messages \\$\\.tools\\[\\d+]\\.inputSchema\\.\\w+"),
                    "a JSON schema, of which the model names three words and takes any");

    private final List<String> faults = new ArrayList<>();

    private SdkModel() {}

    /** What is wrong with a body in one of the formats of OpenAI and Anthropic; empty when nothing is. */
    public static List<String> faults(WireFormat format, JsonNode body) {
        SdkModel check = new SdkModel();
        ObjectNode copy = body.deepCopy();
        // the operator's word, on every cloud
        copy.put("model", format.equals(Messages.FORMAT) ? "claude-sonnet-4-5" : "gpt-5");
        for (JsonNode item : copy.path("input")) {
            // the service takes messages without it, and the library writes them so, but reads none
            if (item.has("role") && !item.has("type")) {
                ((ObjectNode) item).put("type", "message");
            }
        }
        try {
            check.walk(read(format, copy.toString()), "$");
        } catch (JsonProcessingException e) {
            check.faults.add(e.getMessage());
        }
        check.faults.removeIf(fault -> isLacking(format, fault));
        return check.faults;
    }

    private static Object read(WireFormat format, String body) throws JsonProcessingException {
        if (format.equals(Messages.FORMAT)) {
            return com.anthropic.core.ObjectMappers.jsonMapper()
                    .readValue(body, com.anthropic.models.messages.MessageCreateParams.Body.class);
        }
        Class<?> type = format.equals(ChatCompletions.FORMAT)
                ? ChatCompletionCreateParams.Body.class
                : ResponseCreateParams.Body.class;
        return com.openai.core.ObjectMappers.jsonMapper().readValue(body, type);
    }

    private static boolean isLacking(WireFormat format, String fault) {
        String path = format.name() + " " + fault.substring(0, Math.max(0, fault.indexOf(':')));
        return LACKING.keySet().stream().anyMatch(place -> place.matcher(path).matches());
    }

    private void walk(@Nullable Object value, String path) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> walk(present, path));
        } else if (value instanceof Collection<?> list) {
            int at = 0;
            for (Object element : list) {
                walk(element, path + "[" + at++ + "]");
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> walk(element, path + "." + key));
        } else if (value != null && isField(value.getClass())) {
            field(value, path);
        } else if (value != null && value.getClass().getName().contains(".models.")) {
            model(value, path);
        }
    }

    private static boolean isField(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getSimpleName().equals("JsonField")) {
                return true;
            }
        }
        return false;
    }

    private void field(Object field, String path) {
        Optional<?> known = (Optional<?>) call(field, "asKnown");
        if (known.isPresent()) {
            walk(known.get(), path);
        } else if (!path.endsWith("?") && field.getClass().getSimpleName().startsWith("Json")) {
            boolean absent = (Boolean) call(field, "isMissing") || (Boolean) call(field, "isNull");
            if (!absent) {
                faults.add(path + ": is of another type: " + field);
            }
        }
    }

    private void model(Object model, String path) {
        int before = faults.size();
        List<Field> fields = new ArrayList<>();
        for (Field field : model.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        boolean union = fields.stream().anyMatch(field -> field.getName().equals("_json"));
        boolean open = fields.stream().noneMatch(field -> isField(field.getType()));
        int members = 0;
        for (Field field : fields) {
            Object value = get(field, model);
            String name = field.getName();
            if (name.equals("additionalProperties") && !union && !open) {
                ((Map<?, ?>) value).forEach((key, extra) -> faults.add(path + "." + key + ": is not known"));
            } else if (!name.equals("_json") && !name.equals("additionalProperties") && value != null) {
                members += union && !name.equals("validated") ? 1 : 0;
                if (union || !isConstant(field)) {
                    walk(value, union ? path : path + "." + name);
                }
            }
        }
        if (union && members == 0) {
            faults.add(path + ": is none of the members of " + model.getClass().getSimpleName());
        }
        if (faults.size() == before) {
            try {
                call(model, "validate");
            } catch (IllegalStateException e) {
                faults.add(path + ": " + e.getMessage());
            }
        }
    }

    /** Written as free JSON; whether it is the right word, the model's own check says. */
    private static boolean isConstant(Field field) {
        return field.getType().getSimpleName().equals("JsonValue");
    }

    private static @Nullable Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object call(Object on, String name) {
        try {
            Method method = on.getClass().getMethod(name);
            method.setAccessible(true);
            return method.invoke(on);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

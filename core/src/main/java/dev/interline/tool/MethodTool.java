package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.types.Description;
import dev.interline.types.Form;
import dev.interline.types.MisfitException;
import dev.interline.types.Types;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method of an object as a tool. */
final class MethodTool implements Tool {
    private static final Class<?>[] PASSED_BY = {CallContext.class, ToolCall.class};

    private final ToolDefinition definition;
    private final @Nullable Object object;
    private final Method method;
    private final Form<Object[]> form;

    private MethodTool(@Nullable Object object, Method method, ToolMethod told) {
        this.object = object;
        this.method = method;
        this.form = Types.installed().arguments(method, PASSED_BY);
        Description description = method.getAnnotation(Description.class);
        String words = told.value().isEmpty() && description != null ? description.value() : told.value();
        this.definition = ToolDefinition.of(name(method, told), words, form.schema());
        try {
            method.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the tool method " + method + " cannot be called from here; open its package to dev.interline", e);
        }
    }

    private static String name(Method method, ToolMethod told) {
        return told.name().isEmpty() ? method.getName() : told.name();
    }

    static List<Tool> of(Object object) {
        List<Tool> tools = new ArrayList<>();
        Set<String> overridden = new HashSet<>();
        for (Class<?> at = object.getClass(); at != null; at = at.getSuperclass()) {
            List<Method> methods = new ArrayList<>(List.of(at.getDeclaredMethods()));
            // the order of reflection is not that of the source, and changes; that of a request must not
            methods.sort(Comparator.comparing(Method::getName).thenComparing(Method::toString));
            for (Method method : methods) {
                ToolMethod told = method.getAnnotation(ToolMethod.class);
                if (told != null && !method.isBridge() && overridden.add(signature(method))) {
                    boolean isStatic = Modifier.isStatic(method.getModifiers());
                    tools.add(new MethodTool(isStatic ? null : object, method, told));
                }
            }
        }
        if (tools.isEmpty()) {
            throw new IllegalArgumentException(object.getClass().getName()
                    + " has no tools; mark the methods that the model may call with @ToolMethod");
        }
        return List.copyOf(tools);
    }

    private static String signature(Method method) {
        return method.getName() + List.of(method.getParameterTypes());
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolResult run(ToolCall call, CallContext context) throws Exception {
        Object[] arguments;
        try {
            arguments = form.read(call.arguments());
        } catch (MisfitException e) {
            return Results.misfit(call, e);
        }
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i] == CallContext.class) {
                arguments[i] = context;
            } else if (types[i] == ToolCall.class) {
                arguments[i] = call;
            }
        }
        try {
            return Results.of(call, method.invoke(object, arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "Tool[" + definition.name() + "]";
    }
}

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
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
        for (Class<?> at : declaring(object.getClass())) {
            List<Method> methods = new ArrayList<>(List.of(at.getDeclaredMethods()));
            // the order of reflection is not that of the source, and changes; that of a request must not
            methods.sort(Comparator.comparing(Method::isBridge)
                    .thenComparing(Method::getName)
                    .thenComparing(Method::toString));
            for (Method method : methods) {
                ToolMethod told = method.getAnnotation(ToolMethod.class);
                // a bridge stands for a marked method beside it, and hides what that one overrides
                if (told != null && overridden.add(signature(method)) && !method.isBridge()) {
                    boolean isStatic = Modifier.isStatic(method.getModifiers());
                    tools.add(new MethodTool(isStatic ? null : object, checked(method), told));
                }
            }
        }
        if (tools.isEmpty()) {
            throw new IllegalArgumentException(object.getClass().getName()
                    + " has no tools; mark the methods that the model may call with @ToolMethod");
        }
        return List.copyOf(tools);
    }

    /** Where the methods of a class may be declared: what overrides comes before what is overridden. */
    private static List<Class<?>> declaring(Class<?> type) {
        List<Class<?>> classes = new ArrayList<>();
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            classes.add(at);
            interfaces.addAll(interfaces(at));
        }
        // an interface has more above it than any of those that it extends
        interfaces.stream()
                .sorted(Comparator.comparing(each -> -interfaces(each).size()))
                .forEach(classes::add);
        return classes;
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each : type.getInterfaces()) {
            all.add(each);
            all.addAll(interfaces(each));
        }
        return all;
    }

    private static Method checked(Method method) {
        for (Parameter each : method.getParameters()) {
            if (each.getParameterizedType() instanceof TypeVariable<?> open
                    && open.getGenericDeclaration() instanceof Class<?>) {
                throw new IllegalArgumentException("a parameter of the tool method " + method + " is of type " + open
                        + ", of which a model cannot be told; mark the method that overrides it and names a type");
            }
        }
        return method;
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

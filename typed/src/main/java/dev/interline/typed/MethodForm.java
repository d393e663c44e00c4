package dev.interline.typed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.types.Form;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import java.util.Set;

/** The parameters of a method as JSON. */
final class MethodForm implements Form<Object[]> {
    private final Method method;
    private final Set<Class<?>> passedBy;
    private final ObjectNode root;

    MethodForm(Method method, Set<Class<?>> passedBy) {
        this.method = method;
        this.passedBy = passedBy;
        this.root = Schemas.of(method, passedBy, Reading.WHOLE);
    }

    @Override
    public String name() {
        return JacksonForm.cut(method.getName());
    }

    @Override
    public String schema() {
        return root.toString();
    }

    @Override
    public boolean isClosed() {
        return Trees.isClosed(root);
    }

    @Override
    public Object[] read(String json) {
        try {
            JsonNode tree = JacksonForm.tree(json);
            Fit.check(root, tree);
            Parameter[] parameters = method.getParameters();
            Object[] arguments = new Object[parameters.length];
            for (int i = 0; i < parameters.length; i++) {
                if (!passedBy.contains(parameters[i].getType())) {
                    String name = Schemas.name(parameters[i], method);
                    arguments[i] = argument(tree.path(name), name, parameters[i]);
                }
            }
            return arguments;
        } catch (JsonProcessingException e) {
            throw Reading.misfit(e);
        }
    }

    private static Object argument(JsonNode value, String name, Parameter parameter) throws JsonProcessingException {
        JavaType type = Reading.WHOLE.constructType(parameter.getParameterizedType());
        try {
            return Reading.WHOLE.treeToValue(value.isMissingNode() ? NullNode.getInstance() : value, type);
        } catch (JsonMappingException e) {
            e.prependPath(Object.class, name);
            throw e;
        }
    }

    @Override
    public Optional<Object[]> sketch(String json) {
        return Optional.empty();
    }
}

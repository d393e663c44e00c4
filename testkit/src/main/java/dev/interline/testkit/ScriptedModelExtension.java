package dev.interline.testkit;

import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * {@link ScriptedModel}s as parameters of JUnit 5 tests, and after each test the demand that no call and no stream was left
 * open:
 *
 * <pre>{@code
 * @ExtendWith(ScriptedModelExtension.class)
 * class SummaryTest {
 *
 *     @Test
 *     void isAskedOnce(ScriptedModel model) {
 *         model.says("Short.");
 *
 *         assertThat(new Summary(model).of("A long text.")).isEqualTo("Short.");
 *         model.mustHaveBeenAsked(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Each parameter is a model of its own, called by the parameter's name where the compiler keeps it ({@code -parameters}).
 * A parameter of the type {@link ManualTime} before them is the clock of calls that bring none.
 */
public final class ScriptedModelExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private final List<ScriptedModel> models = new ArrayList<>();
    private @Nullable ManualTime time;

    /** For {@code @ExtendWith} and {@code @RegisterExtension}. */
    public ScriptedModelExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        models.clear();
        time = null;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (ScriptedModel model : models) {
            if (model.open() > 0 && context.getExecutionException().isEmpty()) {
                throw new AssertionError(model + " still has " + model.open()
                        + " calls or streams open; close streams with try (…), or read them to their end");
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ScriptedModel.class || type == ManualTime.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ManualTime clock = time;
        if (parameter.getParameter().getType() == ManualTime.class) {
            clock = clock == null ? new ManualTime() : clock;
            time = clock;
            return clock;
        }
        ScriptedModel model = ScriptedModel.named(parameter.getParameter().getName());
        models.add(clock == null ? model : model.time(clock));
        return model;
    }
}

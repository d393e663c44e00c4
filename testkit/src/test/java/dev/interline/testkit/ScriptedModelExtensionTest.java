package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatStream;
import dev.interline.route.Router;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterContext;

/** Scripted models as parameters. */
@ExtendWith(ScriptedModelExtension.class)
class ScriptedModelExtensionTest {

    @Test
    void eachParameterIsAModelOfItsOwn(ScriptedModel first, ScriptedModel second) {
        first.throttled(Duration.ofMinutes(1));
        second.says("Hello.");

        assertThat(Router.over(first, second).ask("Hi")).isEqualTo("Hello.");
        first.mustHaveBeenAsked(1);
        second.mustHaveBeenAsked(1);
        assertThat(second.lastRequest().messages().get(0).text()).isEqualTo("Hi");
    }

    @Test
    void aClockBeforeThemIsTheirs(ManualTime time, ScriptedModel model) {
        model.plays(Turn.silent(Duration.ofSeconds(30)).thenSays("Hello."));

        assertThat(model.ask("Hi")).isEqualTo("Hello.");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatWasNotAskedIsTold(ScriptedModel model) {
        model.mustNotHaveBeenAsked();
        assertThatThrownBy(model::lastRequest)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("never asked");
        model.ask("Hi");
        assertThatThrownBy(() -> model.mustHaveBeenAsked(2)).hasMessageContaining("2 times and was asked once");
    }

    @Test
    void aStreamThatIsLeftOpenFailsTheTest() throws NoSuchMethodException {
        ScriptedModelExtension extension = new ScriptedModelExtension();
        ScriptedModel model = (ScriptedModel) extension.resolveParameter(parameter(), Contexts.none());
        model.says("one two");

        try (ChatStream stream = model.stream("Hi")) {
            assertThat(stream.iterator().hasNext()).isTrue();
            assertThatThrownBy(() -> extension.afterEach(Contexts.none()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1 calls or streams open");
        }
        extension.afterEach(Contexts.none());
    }

    private static ParameterContext parameter() throws NoSuchMethodException {
        Method test = ScriptedModelExtensionTest.class.getDeclaredMethod("whatWasNotAskedIsTold", ScriptedModel.class);
        Parameter parameter = test.getParameters()[0];
        return (ParameterContext) Proxy.newProxyInstance(
                Contexts.class.getClassLoader(),
                new Class<?>[] {ParameterContext.class},
                (proxy, method, arguments) -> parameter);
    }
}

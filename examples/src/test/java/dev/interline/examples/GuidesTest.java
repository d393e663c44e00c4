package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.error.ChatException;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.testkit.ScriptedModelExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the guides show does what they say. */
@ExtendWith(ScriptedModelExtension.class)
class GuidesTest {

    @Test
    void aRouteRefusesAnEmptyAnswer(ManualTime time, ScriptedModel first, ScriptedModel second, ScriptedModel third) {
        first.says(" ");
        second.says(" ");
        third.says("Hello.");

        Router model = Guides.route(first, second, third).time(time);
        assertThat(model.ask("Hi")).isEqualTo("Hello.");
        Guides.maintenance(model);
        assertThat(model.target("azure").standing()).isEqualTo(Target.Standing.IN_SERVICE);
        Guides.trail(model.chat("Hi"));
    }

    @Test
    void aRequestSaysWhoMayAnswer(ManualTime time, ScriptedModel first, ScriptedModel second) {
        second.known(it -> it.residency("eu")).says("The second one.");
        first.known(it -> it.residency("eu")).says("Never.");
        Router model = Router.over(
                        Target.of(first).name("vertex"), Target.of(second).name("bedrock"))
                .time(time);

        assertThat(Guides.one(model).text()).isEqualTo("The second one.");
        first.mustNotHaveBeenAsked();
    }

    @Test
    void whatIsVoidIsTakenOffTheScreen(ManualTime time, ScriptedModel first, ScriptedModel second) {
        first.plays(Turn.says("one two three").first(2).thenFails(ChatException.Kind.UNAVAILABLE));
        second.says("uno due tre");
        Router model = Router.over(first, second)
                .onStreamFailure(StreamRecovery.RESTART)
                .time(time);
        List<String> shown = new ArrayList<>();

        assertThat(Guides.screen(model, shown::add)).isEqualTo("uno due tre");
        assertThat(shown).startsWith("one ", "one two ", "", "uno ");
    }

    @Test
    void aBrokenStreamHasWhatCame(ManualTime time, ScriptedModel first) {
        first.plays(Turn.says("one two three").first(2).thenFails(ChatException.Kind.UNAVAILABLE));

        assertThat(Guides.partial(Router.over(first).time(time))).isEqualTo("one two ");
    }

    @Test
    void theUserMayStop(ScriptedModel model) {
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        model.plays(asked -> {
            stop.get().run();
            return Turn.hangs();
        });

        Guides.cancel(model, stop::set);
        assertThat(model.cancelled()).isEqualTo(1);
    }

    @Test
    void oneModelHasItsPolicies(ManualTime time, ScriptedModel model) {
        model.fails(ChatException.Kind.UNAVAILABLE).times(2).says("Hello.");

        assertThat(Guides.alone(model).ask("Hi")).isEqualTo("Hello.");
        model.mustHaveBeenAsked(3);
    }

    @Test
    void aConversationIsCarriedOn(ScriptedModel model) {
        model.says("A high one.").says("A low one.");

        assertThat(Guides.talk(model)).isEqualTo("A low one.");
        assertThat(model.lastRequest().messages()).hasSize(3);
        assertThat(model.lastRequest().messages().get(1).text()).isEqualTo("A high one.");
    }

    @Test
    void settingsTravelWithTheRequest(ScriptedModel model) {
        model.says("Minerals.");

        assertThat(Guides.settings(model).text()).isEqualTo("Minerals.");
        assertThat(model.lastRequest().options().temperature()).isEqualTo(0.2);
        assertThat(model.lastRequest().system()).isEqualTo("Answer in one sentence.");
    }

    @Test
    void twoModelsAreARoute(ManualTime time, ScriptedModel first, ScriptedModel second) {
        first.denied();
        second.says("Minerals.");

        assertThat(Guides.failover(first, second)).isEqualTo("Minerals.");
        assertThat(Guides.door().profile().id().deployment()).isEqualTo("gpt-5-mini");
    }
}

package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Media;
import dev.interline.Routing;
import dev.interline.Text;
import dev.interline.ToolDefinition;
import dev.interline.error.Advice;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.InvalidException;
import dev.interline.error.TooLongException;
import dev.interline.error.UnsupportedException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may answer, before anything is sent. */
class RoutingTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure").says("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("bedrock");
    private final ScriptedModel vertex = scripted("vertex").says("vertex");
    private final Router model = route(time, azure, bedrock, vertex);

    private String answers(Routing routing) {
        return model.chat(HELLO.toBuilder().routing(routing).build()).text();
    }

    @Test
    void requestMayPreferAvoidAndInsist() {
        assertThat(answers(Routing.ANY)).isEqualTo("azure");
        assertThat(answers(Routing.prefer("vertex", "bedrock"))).isEqualTo("vertex");
        assertThat(answers(Routing.avoid("azure"))).isEqualTo("bedrock");
        assertThat(answers(Routing.only("vertex"))).isEqualTo("vertex");
        assertThat(answers(new Routing(List.of("vertex"), List.of("bedrock", "vertex"), List.of())))
                .isEqualTo("vertex");
    }

    @Test
    void preferredTargetsComeInTheirOrderAndTheOthersAfterThem() {
        ScriptedModel[] down = new ScriptedModel[3];
        String[] names = {"a", "b", "c"};
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = names[i];
            down[i] = scripted(name).fails(() -> {
                order.add(name);
                return new UnsupportedException("no");
            });
        }
        assertThatThrownBy(() -> route(time, down)
                        .chat(HELLO.toBuilder()
                                .routing(Routing.prefer("c", "b"))
                                .build()))
                .isInstanceOf(AllTargetsFailedException.class);
        assertThat(order).containsExactly("c", "b", "a");
    }

    @Test
    void avoidedTargetIsNotAskedEvenIfNobodyElseAnswers() {
        ScriptedModel down = scripted("down").denied();
        assertThatThrownBy(() -> route(time, azure, down)
                        .chat(HELLO.toBuilder().routing(Routing.avoid("azure")).build()))
                .isInstanceOf(AllTargetsFailedException.class);
        assertThat(azure.calls()).isZero();
    }

    @Test
    void routingThatLeavesNobodyNamesTheTargets() {
        assertThatThrownBy(() -> answers(Routing.only("azur")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("[azure, bedrock, vertex]");
    }

    @Test
    void targetThatCannotIsPassedOver() {
        azure.known(p -> p.cannot(Ability.TOOLS));
        bedrock.known(p -> p.cannot(Ability.IMAGES));
        Router route = route(time, azure, bedrock, vertex);
        ChatRequest tools = HELLO.toBuilder()
                .tools(ToolDefinition.of("weather", "tells the weather"))
                .build();
        ChatRequest image = ChatRequest.builder()
                .user(Text.of("what is it?"), Media.of("image/png", new byte[] {1}))
                .build();

        assertThat(route.chat(tools).text()).isEqualTo("bedrock");
        ChatResponse looked = route.chat(image);
        assertThat(looked.text()).isEqualTo("azure");
        assertThat(route.chat(image.toBuilder().routing(Routing.avoid("azure")).build())
                        .text())
                .isEqualTo("vertex");
        assertThat(azure.calls()).isEqualTo(1);
        assertThat(bedrock.calls()).isEqualTo(1);
    }

    @Test
    void nobodyWhoCanIsSaidBeforeAnythingIsSent() {
        azure.known(p -> p.cannot(Ability.TOOLS));
        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> route(time, azure)
                        .chat(HELLO.toBuilder()
                                .tools(ToolDefinition.of("weather", ""))
                                .build()));
        assertThat(e).hasMessageContaining("nothing was sent").hasMessageContaining("TOOLS");
        assertThat(e.failures()).singleElement().isInstanceOf(UnsupportedException.class);
        assertThat(e.trail().attempts()).isZero();
        assertThat(e.trail().hops()).hasSize(1);
    }

    @Test
    void targetThatDoesNotStreamIsNotAskedForAStream() {
        azure.known(p -> p.cannot(Ability.STREAM));
        Router route = route(time, azure, bedrock);
        assertThat(route.stream(HELLO).response().text()).isEqualTo("bedrock");
        assertThat(route.chat(HELLO).text()).isEqualTo("azure");
    }

    @Test
    void conversationThatCertainlyDoesNotFitIsNotSent() {
        azure.known(p -> p.contextWindow(1_000));
        Router route = route(time, azure, bedrock);
        assertThat(route.chat(ChatRequest.of("x".repeat(4_000))).text()).isEqualTo("azure");
        ChatResponse long_ = route.chat(ChatRequest.of("x".repeat(9_000)));
        assertThat(long_.text()).isEqualTo("bedrock");
        assertThat(long_.trail().hops().get(0).failure().orElseThrow()).isInstanceOf(TooLongException.class);
    }

    @Test
    void tooLongGoesOnlyToALargerWindow() {
        ScriptedModel small =
                scripted("small").known(p -> p.contextWindow(8_000)).fails(Kind.TOO_LONG);
        ScriptedModel same = scripted("same").known(p -> p.contextWindow(8_000)).says("same");
        ScriptedModel large =
                scripted("large").known(p -> p.contextWindow(200_000)).says("large");
        assertThat(route(time, small, same, large).ask("hi")).isEqualTo("large");
        assertThat(same.calls()).isZero();
        assertThat(small.calls()).isEqualTo(1);
        assertThatThrownBy(() -> route(time, small, same).chat(HELLO)).isInstanceOf(AllTargetsFailedException.class);
        assertThat(same.calls()).isZero();
    }

    @Test
    void tooLongDoesNotGoToTheSameModelElsewhere() {
        ScriptedModel here = scripted("here").known(p -> p.model("gpt-5.1")).fails(Kind.TOO_LONG);
        ScriptedModel there = scripted("there").known(p -> p.model("gpt-5.1")).says("there");
        ScriptedModel other = scripted("other").known(p -> p.model("claude")).says("other");
        assertThat(route(time, here, there, other).ask("hi")).isEqualTo("other");
        assertThat(there.calls()).isZero();
    }

    @Test
    void strategyOrdersThoseWhoMay() {
        Strategy reversed = (able, request, context) -> {
            List<Target> order = new ArrayList<>(able);
            Collections.reverse(order);
            return order;
        };
        assertThat(model.choosing(reversed).ask("hi")).isEqualTo("vertex");
        assertThat(model.choosing(reversed)
                        .chat(HELLO.toBuilder().routing(Routing.avoid("vertex")).build())
                        .text())
                .isEqualTo("bedrock");
    }

    @Test
    void targetKnowsBetterThanItsModel() {
        Target wide = target(azure).profile(p -> p.contextWindow(10).region("eu"));
        assertThat(wide.profile().region()).contains("eu");
        assertThat(Router.over(wide, target(bedrock))
                        .time(time)
                        .chat(ChatRequest.of("x".repeat(100)))
                        .text())
                .isEqualTo("bedrock");
    }

    @Test
    void routeWithoutHopeIsToStop() {
        ScriptedModel down = scripted("down").unavailable();
        ChatException e = catchThrowableOfType(
                ChatException.class, () -> route(time, down).chat(HELLO));
        assertThat(e.advice()).isEqualTo(Advice.FAIL_OVER);
        assertThat(new AllTargetsFailedException("nobody", List.of(new InvalidException("no"))).advice())
                .isEqualTo(Advice.STOP);
    }
}

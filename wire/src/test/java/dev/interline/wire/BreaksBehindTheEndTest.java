package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.StopReason;
import dev.interline.error.ChatException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.frame.Framed;
import dev.interline.wire.openai.ChatCompletions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that breaks off: nobody minds once the answer is complete by its format, and before that it is an error. */
class BreaksBehindTheEndTest {
    private static final Cloud CLOUD = new PlainCloud(refusal -> new UnavailableException("refused"));

    /** How an answer is said. */
    @SuppressWarnings("ImmutableEnumChecker") // a format and a framing are stateless
    enum Tongue {
        CHAT(ChatCompletions.FORMAT, Framing.SSE) {
            @Override
            ByteString words() {
                return event("\"delta\":{\"content\":\"Salt and water\"}");
            }

            @Override
            ByteString end() {
                return event("\"delta\":{},\"finish_reason\":\"stop\"");
            }

            @Override
            ByteString namelessCall() {
                return event(
                        "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"arguments\":\"{\"}}]}");
            }

            @Override
            ByteString badFrame() {
                // more than an event may be
                return ByteString.encodeUtf8("data: " + " ".repeat(17 << 20));
            }

            private ByteString event(String choice) {
                return ByteString.encodeUtf8("data: {\"choices\":[{\"index\":0," + choice + "}]}\n\n");
            }
        },

        CONVERSE(Converse.FORMAT, Framing.EVENT_STREAM) {
            @Override
            ByteString words() {
                return event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Salt and water\"}}");
            }

            @Override
            ByteString end() {
                return event("messageStop", "{\"stopReason\":\"end_turn\"}");
            }

            @Override
            ByteString namelessCall() {
                return event(
                        "contentBlockStart", "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"c\"}}}");
            }

            @Override
            ByteString badFrame() {
                byte[] frame = Framed.event("metadata", "{\"usage\":{\"inputTokens\":1}}");
                // its checksum is wrong
                frame[frame.length - 1] ^= 1;
                return ByteString.of(frame);
            }

            private ByteString event(String type, String payload) {
                return ByteString.of(Framed.event(type, payload));
            }
        };

        private final WireFormat format;
        private final Framing framing;

        Tongue(WireFormat format, Framing framing) {
            this.format = format;
            this.framing = framing;
        }

        abstract ByteString words();

        abstract ByteString end();

        /** The beginning of a tool call that never says which tool. */
        abstract ByteString namelessCall();

        abstract ByteString badFrame();
    }

    /** How a body breaks off. */
    enum Break {
        CONNECTION_CUT {
            @Override
            MockResponse.Builder behind(ByteString events, Tongue tongue) {
                return new MockResponse.Builder()
                        .body(new Buffer().write(events))
                        .setHeader("Content-Length", events.size() + 100)
                        .onResponseEnd(new SocketEffect.CloseSocket());
            }
        },

        MALFORMED_CHUNK {
            @Override
            MockResponse.Builder behind(ByteString events, Tongue tongue) {
                Buffer chunks = new Buffer()
                        .writeHexadecimalUnsignedLong(events.size())
                        .writeUtf8("\r\n")
                        .write(events)
                        .writeUtf8("\r\nno number\r\n");
                return new MockResponse.Builder()
                        .body(chunks)
                        .removeHeader("Content-Length")
                        .setHeader("Transfer-Encoding", "chunked");
            }
        },

        MALFORMED_FRAME {
            @Override
            MockResponse.Builder behind(ByteString events, Tongue tongue) {
                return new MockResponse.Builder()
                        .body(new Buffer().write(events).write(tongue.badFrame()));
            }
        };

        abstract MockResponse.Builder behind(ByteString events, Tongue tongue);
    }

    private final MockWebServer server = new MockWebServer();
    private final Transport transport = Transport.create();
    private final List<Ending> endings = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(Tongue.values())
                .flatMap(tongue -> Stream.of(Break.values()).map(how -> Arguments.of(tongue, how)));
    }

    private ChatStream ask(Tongue tongue, MockResponse.Builder answer) {
        server.enqueue(answer.code(200)
                .setHeader("Content-Type", tongue.framing.mediaType())
                .build());
        Dialect dialect = new Dialect(
                tongue.format,
                (any, streaming) -> server.url("/").toString(),
                tongue.framing,
                Adjust.NOTHING,
                Signer.NONE);
        Profile profile = Profile.of(new ModelId("test", "", "m"));
        CallContext context = CallContext.create();
        context.onEnd(endings::add);
        return new HttpChatModel(CLOUD, dialect, profile, transport, Time.system())
                .stream(ChatRequest.of("What is the sea?"), context);
    }

    private static ByteString join(ByteString... events) {
        Buffer all = new Buffer();
        for (ByteString event : events) {
            all.write(event);
        }
        return all.readByteString();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aCompleteAnswerIsAnAnswer(Tongue tongue, Break how) {
        try (ChatStream stream = ask(tongue, how.behind(join(tongue.words(), tongue.end()), tongue))) {
            assertThat(String.join("", stream.text())).isEqualTo("Salt and water");
            ChatResponse response = stream.response();
            assertThat(response.text()).isEqualTo("Salt and water");
            assertThat(response.stopReason().kind()).isEqualTo(StopReason.Kind.STOP);
            assertThat(response.usage().isKnown()).as("was not told any more").isFalse();
        }
        assertThat(endings).extracting(Ending::answered).containsExactly(true);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void theSameBreakBeforeTheEndIsAnError(Tongue tongue, Break how) {
        try (ChatStream stream = ask(tongue, how.behind(tongue.words(), tongue))) {
            ChatException broken = catchThrowableOfType(ChatException.class, stream::response);
            assertThat(broken.kind()).isEqualTo(ChatException.Kind.STREAM_BROKEN);
            assertThat(broken.partial().map(ChatResponse::text)).hasValue("Salt and water");
        }
        assertThat(endings).extracting(Ending::answered).containsExactly(false);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void whatIsWrongBehindTheEndIsStillSeen(Tongue tongue, Break how) {
        ByteString events = join(tongue.words(), tongue.end(), tongue.namelessCall());
        try (ChatStream stream = ask(tongue, how.behind(events, tongue))) {
            ChatException broken = catchThrowableOfType(ChatException.class, stream::response);
            assertThat(broken).rootCause().hasMessageContaining("a tool call of the answer has no name");
            assertThat(broken.partial().map(ChatResponse::text)).hasValue("Salt and water");
        }
        assertThat(endings).extracting(Ending::answered).containsExactly(false);
    }
}

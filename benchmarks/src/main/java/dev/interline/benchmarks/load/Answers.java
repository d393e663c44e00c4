package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Everything that the server can say in one tongue and one scene, made before the first request. */
final class Answers {
    private final Speech speech;
    private final Scene scene;
    private final ByteBuffer whole;
    private final ByteBuffer stream;
    private int requests;

    Answers(Tongue tongue, Scene scene) {
        this.speech = Speech.of(tongue);
        this.scene = scene;
        byte[] body = speech.answer(Words.WHOLE);
        this.whole = direct(join(head("200 OK", "application/json", "content-length: " + body.length), body));
        this.stream = direct(scene.pace > 0 ? new byte[0] : streamed());
    }

    /** The next answer; null where the connection is to be cut without one. */
    Reply next(boolean streaming) {
        if (scene == Scene.FAULTS && ++requests % 20 == 0) {
            return fault(requests / 20 % 5, streaming);
        }
        if (!streaming) {
            return new Reply(whole.duplicate(), null, false);
        }
        return scene.pace > 0
                ? new Reply(ByteBuffer.wrap(opening()), new Paced(this), false)
                : new Reply(stream.duplicate(), null, false);
    }

    /** What is sent at once, what follows piece by piece, and whether the connection is cut then. */
    record Reply(
            ByteBuffer now,
            @org.jspecify.annotations.Nullable Paced then,
            boolean cut) {}

    private Reply fault(int which, boolean streaming) {
        return switch (which) {
            case 0 -> new Reply(refusal("503 Service Unavailable", ""), null, false);
            case 1 -> new Reply(refusal("429 Too Many Requests", "retry-after-ms: 20\r\n"), null, false);
            case 2 -> new Reply(ByteBuffer.allocate(0), null, true);
            case 3 -> new Reply(half(streaming ? stream : whole), null, true);
            default -> new Reply(refusal("500 Internal Server Error", ""), null, false);
        };
    }

    private ByteBuffer refusal(String status, String header) {
        byte[] body = "{\"error\":{\"code\":\"ServerError\",\"message\":\"on purpose\"},\"message\":\"on purpose\"}"
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(join(head(status, "application/json", header + "content-length: " + body.length), body));
    }

    private static ByteBuffer half(ByteBuffer of) {
        ByteBuffer half = of.duplicate();
        half.limit(half.limit() / 2);
        return half;
    }

    /** Services flush after every event, which makes each a chunk of its own. */
    private byte[] streamed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(scene.tokens * 350);
        out.writeBytes(opening());
        for (int i = 0; i < scene.tokens; i++) {
            ByteArrayOutputStream event = new ByteArrayOutputStream();
            speech.piece(event, Words.token(i), i);
            chunk(out, event.toByteArray());
        }
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        speech.end(last, Words.text(scene.tokens), scene.tokens);
        chunk(out, last.toByteArray());
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private byte[] streamHead() {
        return head("200 OK", speech.streamType(), "transfer-encoding: chunked");
    }

    private byte[] opening() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        speech.begin(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(streamHead());
        if (body.size() > 0) {
            chunk(out, body.toByteArray());
        }
        return out.toByteArray();
    }

    /** A stream that comes piece by piece. */
    static final class Paced {
        private final Answers answers;
        private final StringBuilder said = new StringBuilder();
        private int number;
        long due;

        Paced(Answers answers) {
            this.answers = answers;
            this.due = System.nanoTime() + step();
        }

        long step() {
            return answers.scene.pace * 1_000_000L;
        }

        boolean over() {
            return number > answers.scene.tokens;
        }

        /** The next piece, which says when it is sent, or the end. */
        ByteBuffer next() {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (number < answers.scene.tokens) {
                String text = answers.scene == Scene.PACED
                        ? " " + (System.nanoTime() + 1_000_000_000_000_000_000L)
                        : Words.token(number);
                said.append(text);
                answers.speech.piece(body, text, number);
                chunk(out, body.toByteArray());
            } else {
                answers.speech.end(body, said.toString(), number);
                chunk(out, body.toByteArray());
                out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            number++;
            due += step();
            return ByteBuffer.wrap(out.toByteArray());
        }
    }

    private static void chunk(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.write('\r');
        out.write('\n');
    }

    private byte[] head(String status, String type, String length) {
        return ("HTTP/1.1 " + status + "\r\ncontent-type: " + type + "\r\n" + length + "\r\n" + speech.headers()
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}

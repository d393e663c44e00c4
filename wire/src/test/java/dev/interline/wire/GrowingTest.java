package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowingTest {

    @Test
    void aTextGrowsOnAfterItWasRead() {
        Growing text = new Growing();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("piece " + i);
            expected.append("piece ").append(i);
            if (i % 7 == 0) {
                assertThat(text).hasToString(expected.toString());
            }
            assertThat(text.length()).isEqualTo(expected.length());
        }

        assertThat(text).hasToString(expected.toString());
        assertThat(text.begins(expected + "more")).isTrue();
        assertThat(text.begins(expected.substring(1))).isFalse();
    }

    @Test
    void manyPiecesOfAnyLengthAreOneText() {
        for (int most : new int[] {1, 7, 300, 600, 3_000}) {
            Growing text = new Growing();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; expected.length() < 20_000; i++) {
                String piece = (i % 3 == 0 ? "ß𝄞" : "ab").repeat(1 + i % most);
                text.append(piece);
                expected.append(piece);
                if (i % 50 == 0) {
                    assertThat(text.begins(expected + "x")).isTrue();
                    assertThat(text.begins("x" + expected.substring(1))).isFalse();
                    assertThat(text.begins(expected.substring(0, expected.length() - 1)))
                            .isFalse();
                }
            }

            assertThat(text.length()).isEqualTo(expected.length());
            assertThat(text.begins(expected + "more")).isTrue();
            assertThat(text.begins(expected.substring(0, expected.length() / 2)))
                    .isFalse();
            assertThat(text).hasToString(expected.toString());
            text.append("more");
            assertThat(text).hasToString(expected + "more");
            text.replace("other");
            assertThat(text).hasToString("other");
        }
    }
}

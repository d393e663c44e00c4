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
}

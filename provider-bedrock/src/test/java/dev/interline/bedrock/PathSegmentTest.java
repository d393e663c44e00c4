package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentTest {
    @ParameterizedTest
    @CsvSource({
        "us.amazon.nova-micro-v1:0, us.amazon.nova-micro-v1%3A0",
        "arn:aws:bedrock:us-east-1:1:x/y, arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ax%2Fy",
        "a b+c*d%, a%20b%2Bc%2Ad%25",
        "größe€, gr%C3%B6%C3%9Fe%E2%82%AC",
        "AZaz09-._~, AZaz09-._~"
    })
    void allButTheUnreservedIsEncoded(String segment, String encoded) {
        assertThat(PathSegment.encode(segment)).isEqualTo(encoded);
    }

    @Test
    void charactersBeyondTheFirstPlaneAreOneEach() {
        assertThat(PathSegment.encode("\uD83D\uDE00")).isEqualTo("%F0%9F%98%80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void whatWouldVanishFromThePathIsRefused(String segment) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathSegment.encode(segment));
    }
}

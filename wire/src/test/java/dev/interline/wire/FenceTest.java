package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code fences around answers that should have been JSON alone; a line break is written {@code ~}. */
class FenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                        | {}",
                "```json~{\"\"a\"\":1}~``` | {\"\"a\"\":1}",
                "```~{}~```~~              | {}",
                "~~```JSON~{~}~  ```~      | {~}",
                "```{}```                  | {}",
                "```json {}```             | {}",
                "` {}                      | ` {}",
                "``                        | ``",
                "```json~{\"\"a\"\":\"\"``\"\"}~``` | {\"\"a\"\":\"\"``\"\"}",
                "```json~{}                | {}",
                "{\"\"code\"\":\"\"```~x~```\"\"} | {\"\"code\"\":\"\"```~x~```\"\"}",
                "Here:~```json~{}~```      | Here:~```json~{}~```",
                "```json~{}~```~Done.      | {}~```~Done.",
            })
    void isTakenOffTheWholeTextAndOffItsPieces(String said, String shown) {
        String text = said.replace('~', '\n');
        String expected = shown.replace('~', '\n');

        assertThat(Fence.off(text)).isEqualTo(expected);
        for (int size = 1; size <= 4; size++) {
            Fence fence = new Fence();
            StringBuilder all = new StringBuilder();
            for (int at = 0; at < text.length(); at += size) {
                all.append(fence.take(text.substring(at, Math.min(text.length(), at + size))));
            }
            assertThat(all.append(fence.end())).hasToString(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\"',1", "'plain words',1", "'```json\n{\"a\":1',1"})
    void whatIsKnownToBeTextIsShownAtOnce(String said, int least) {
        assertThat(new Fence().take(said).length()).isGreaterThanOrEqualTo(least);
    }
}

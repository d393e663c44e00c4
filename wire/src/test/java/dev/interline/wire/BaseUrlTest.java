package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are checked when they are given, and the message says what to change. */
class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://Example.com/, https://example.com",
        "https://example.com:8443/a/b//, https://example.com:8443/a/b",
        "'  http://[::1]:80/x ', http://[::1]:80/x",
        "https://example.com/a%2Fb, https://example.com/a%2Fb"
    })
    void isKeptWithoutASlashAtItsEnd(String given, String kept) {
        assertThat(BaseUrl.parse("endpoint", given)).hasToString(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | endpoint is blank: give an address that begins with https://",
                "my.openai.azure.com         | endpoint \"my.openai.azure.com\" has no scheme: did you mean https://my.openai.azure.com ?",
                "localhost:8080              | endpoint \"localhost:8080\" has no scheme: did you mean https://localhost:8080 ?",
                "ftp://example.com           | endpoint \"ftp://example.com\" must begin with https://",
                "https://                    | endpoint \"https://\" is no address: it needs a host, and can hold no blanks",
                "https://a b.com             | endpoint \"https://a b.com\" is no address: it needs a host, and can hold no blanks",
                "https://under_score.com     | endpoint \"https://under_score.com\" has no host that could be asked",
                "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com | endpoint \"https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com\" has no host that could be asked",
                "https://me:pass@example.com | endpoint holds a user name or password before an @: take it out, credentials are set apart",
                "https://example.com/?key=1  | endpoint holds a query or fragment: give the address up to the ? or # alone",
            })
    void saysWhatToChange(String given, String message) {
        assertThatThrownBy(() -> BaseUrl.parse("endpoint", given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://app.localhost",
                "http://127.0.0.1/x",
                "http://127.9.9.9",
                "http://[::1]:7"
            })
    void plainHttpMayGoToThisMachine(String address) {
        BaseUrl url = BaseUrl.parse("endpoint", address);
        assertThat(url.orRefusePlainHttp(false, "endpoint", "so")).isSameAs(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://gateway"
            })
    void plainHttpToAnotherMachineHasToBeAskedFor(String address) {
        BaseUrl url = BaseUrl.parse("endpoint", address);
        assertThatThrownBy(() -> url.orRefusePlainHttp(false, "endpoint", "allowPlainHttp()"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write https://, or say allowPlainHttp()");
        assertThat(url.orRefusePlainHttp(true, "endpoint", "so")).isSameAs(url);
    }

    @Test
    void hostAndPathCanBeExchanged() {
        BaseUrl url = BaseUrl.parse("endpoint", "https://a.example:444/x");
        assertThat(url.withHost("b.example").withPath("/y")).hasToString("https://b.example:444/y");
    }
}

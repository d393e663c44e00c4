package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.Authenticator;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.TlsVersion;
import org.junit.jupiter.api.Test;

/** Every setting that OkHttp has, and what ours is: one that a new version brings makes this test fail. */
class ClientSettingsTest {
    /** What the JDK or OkHttp makes for itself and we have no view on: the system's trust and sockets, its threads. */
    private static final Set<String> MADE = Set.of(
            "socketFactory",
            "sslSocketFactory",
            "x509TrustManager",
            "dispatcher",
            "eventListenerFactory",
            "certificateChainCleaner");

    private static Map<String, Object> decided() {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("authenticator", Authenticator.NONE); // a 401 is for the signer
        settings.put("callTimeoutMillis", 0); // the deadline of the call
        settings.put("connectTimeoutMillis", 5_000);
        settings.put("connectionSpecs", List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT));
        settings.put("cookieJar", CookieJar.NO_COOKIES);
        settings.put("dns", Dns.SYSTEM);
        settings.put("fastFallback", true); // IPv4 when IPv6 hangs
        settings.put("followRedirects", false); // they would carry credentials elsewhere
        settings.put("followSslRedirects", false);
        settings.put("hostnameVerifier", new OkHttpClient().hostnameVerifier());
        settings.put("interceptors", List.of());
        settings.put("networkInterceptors", List.of(Shortcut.ONE)); // heads are not copied five times
        settings.put("pingIntervalMillis", 30_000);
        settings.put("protocols", List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        settings.put("proxyAuthenticator", Proxies.SURROUNDINGS);
        settings.put("proxySelector", Proxies.SURROUNDINGS);
        settings.put("readTimeoutMillis", 0); // the clock of silence
        settings.put("retryOnConnectionFailure", false); // silent tries hide from trail and breaker
        settings.put("webSocketCloseTimeout", 60_000); // no web sockets here
        settings.put("minWebSocketMessageToCompress", 1_024L);
        settings.put("writeTimeoutMillis", 0); // the clock of silence
        return settings;
    }

    @Test
    void nothingIsLeftToChance() throws ReflectiveOperationException {
        OkHttpClient client = Transport.create().clients().whole();
        Map<String, Object> found = new TreeMap<>();
        Set<String> absent = new TreeSet<>();
        for (Method method : OkHttpClient.class.getMethods()) {
            boolean setting = method.getDeclaringClass() == OkHttpClient.class
                    && method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getAnnotation(Deprecated.class) == null
                    && !method.getName().matches(".*[-$].*")
                    && !method.getName().equals("newBuilder");
            if (!setting || MADE.contains(method.getName())) {
                continue;
            }
            Object value = method.invoke(client);
            if (value == null) {
                absent.add(method.getName());
            } else {
                found.put(method.getName(), value);
            }
        }
        assertThat(absent).containsExactly("cache", "proxy");
        assertThat(found.remove("connectionPool")).isNotNull();
        assertThat(found.remove("certificatePinner"))
                .isInstanceOfSatisfying(
                        CertificatePinner.class,
                        pinner -> assertThat(pinner.getPins()).isEmpty());
        assertThat(found).isEqualTo(decided());
    }

    @Test
    void nothingOlderThanTls12IsSpoken() {
        assertThat(Transport.create().clients().whole().connectionSpecs())
                .filteredOn(ConnectionSpec::isTls)
                .isNotEmpty()
                .allSatisfy(spec -> assertThat(spec.tlsVersions())
                        .containsExactlyInAnyOrder(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2));
    }

    @Test
    void tlsIsLearntWhenAnAddressWantsIt() {
        try (Transport transport = Transport.create()) {
            Clients clients = transport.clients();
            OkHttpClient plain = clients.at(HttpUrl.get("http://localhost:8080/"));
            assertThat(plain.connectionSpecs()).containsExactly(ConnectionSpec.CLEARTEXT);
            assertThat(clients.arePlain()).isTrue();

            OkHttpClient whole = clients.at(HttpUrl.get("https://example.com/"));
            assertThat(clients.arePlain()).isFalse();
            assertThat(whole).isSameAs(clients.whole());
            assertThat(whole.x509TrustManager()).isNotNull();
            assertThat(whole.connectionPool()).isSameAs(plain.connectionPool());
            assertThat(whole.dispatcher()).isSameAs(plain.dispatcher());
            assertThat(clients.at(HttpUrl.get("http://localhost:8080/"))).isSameAs(plain);
        }
    }

    @Test
    void aClientOfTheCallersKeepsItsSettingsUnderOurClocks() {
        OkHttpClient theirs = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(3))
                .readTimeout(Duration.ofSeconds(1))
                .callTimeout(Duration.ofSeconds(1))
                .writeTimeout(Duration.ofSeconds(1))
                .protocols(List.of(Protocol.HTTP_1_1))
                .addInterceptor(chain -> chain.proceed(chain.request()))
                .build();
        OkHttpClient ours = Transport.over(theirs).clients().whole();

        assertThat(ours.connectTimeoutMillis()).isEqualTo(3_000);
        assertThat(ours.protocols()).containsExactly(Protocol.HTTP_1_1);
        assertThat(ours.interceptors()).hasSize(1);
        assertThat(ours.networkInterceptors()).isEmpty(); // others may want to see answers
        assertThat(ours.connectionPool()).isSameAs(theirs.connectionPool());
        assertThat(ours.proxySelector()).isSameAs(theirs.proxySelector());
        assertThat(List.of(ours.readTimeoutMillis(), ours.callTimeoutMillis(), ours.writeTimeoutMillis()))
                .containsOnly(0);
        assertThat(List.of(ours.followRedirects(), ours.followSslRedirects(), ours.retryOnConnectionFailure()))
                .containsOnly(false);
    }

    @Test
    void whatIsSetBesideAClientWinsOverIt() {
        OkHttpClient theirs =
                new OkHttpClient.Builder().connectTimeout(Duration.ofSeconds(3)).build();
        OkHttpClient ours = Transport.builder()
                .client(theirs)
                .connectTimeout(Duration.ofSeconds(9))
                .pool(3, Duration.ofMinutes(1))
                .proxy("http://proxy.example.com:8080")
                .http1()
                .build()
                .clients()
                .whole();

        assertThat(ours.connectTimeoutMillis()).isEqualTo(9_000);
        assertThat(ours.connectionPool()).isNotSameAs(theirs.connectionPool());
        assertThat(ours.proxySelector()).isInstanceOf(Proxies.class);
        assertThat(ours.protocols()).containsExactly(Protocol.HTTP_1_1);
    }
}

package dev.interline.wire;

import dev.interline.config.Settings;
import dev.interline.config.Shared;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The section {@code transport} of a configuration file. */
final class TransportSection {
    private static final String NAME = "transport";
    private static final int IDLE = 64;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private final Settings settings;
    private final Transport.Builder transport = Transport.builder();

    private TransportSection(Settings settings) {
        this.settings = settings;
    }

    static Transport of(Settings deployment, Shared shared) {
        Optional<Settings> own = deployment.section(NAME);
        if (own.isPresent()) {
            Transport transport = new TransportSection(own.get()).read();
            shared.onClose(transport);
            return transport;
        }
        return shared.get(
                Transport.class,
                () -> shared.section(NAME)
                        .map(section -> new TransportSection(section).read())
                        .orElseGet(Transport::create));
    }

    private Transport read() {
        proxies();
        files();
        settings.optional("http-version").ifPresent(this::version);
        pool();
        settings.duration("connect-timeout")
                .ifPresent(longest -> at("connect-timeout", () -> transport.connectTimeout(longest)));
        settings.optional("user-agent").ifPresent(name -> at("user-agent", () -> transport.userAgent(name)));
        settings.map("headers").forEach((name, value) -> at("headers", () -> transport.header(name, value)));
        OptionalLong megabytes = settings.number("longest-answer-mb");
        megabytes.ifPresent(count -> at("longest-answer-mb", () -> transport.longestAnswer(bytes(count))));
        return transport.build();
    }

    private void proxies() {
        settings.optional("proxy").ifPresent(address -> {
            if (address.equals("none")) {
                transport.noProxy();
            } else {
                at("proxy", () -> transport.proxy(address));
            }
        });
        List<String> except = settings.list("no-proxy");
        if (!except.isEmpty()) {
            transport.noProxy(except.toArray(String[]::new));
        }
    }

    private void files() {
        Optional<String> trust = settings.optional("trust");
        Optional<String> trustPassword = settings.optional("trust-password");
        trust.ifPresent(file -> at("trust", () -> transport.trust(Path.of(file), trustPassword.orElse(null))));
        if (trust.isEmpty() && trustPassword.isPresent()) {
            throw settings.problem("trust", "is missing beside trust-password");
        }
        Optional<String> certificate = settings.optional("certificate");
        Optional<String> password = settings.optional("certificate-password");
        if (certificate.isPresent() != password.isPresent()) {
            throw certificate.isPresent()
                    ? settings.problem("certificate-password", "is missing beside certificate")
                    : settings.problem("certificate", "is missing beside certificate-password");
        }
        certificate.ifPresent(
                file -> at("certificate", () -> transport.certificate(Path.of(file), password.orElseThrow())));
    }

    private void version(String version) {
        switch (version) {
            case "1.1" -> transport.http1();
            case "2" -> {
                // what holds anyway, with HTTP/1.1 for servers that know no better
            }
            default -> throw settings.problem("http-version", "is 1.1 or 2");
        }
    }

    private void pool() {
        OptionalInt size = settings.integer("pool-size");
        Optional<Duration> keepAlive = settings.duration("keep-alive");
        if (size.isPresent() || keepAlive.isPresent()) {
            at(
                    size.isPresent() ? "pool-size" : "keep-alive",
                    () -> transport.pool(size.orElse(IDLE), keepAlive.orElse(KEEP_ALIVE)));
        }
    }

    private static long bytes(long megabytes) {
        return megabytes > Long.MAX_VALUE >> 20 ? Long.MAX_VALUE : megabytes << 20;
    }

    /** What is refused in code is wrong in the file: at this key. */
    private void at(String key, Runnable set) {
        try {
            set.run();
        } catch (IllegalArgumentException e) {
            throw settings.problem(key, String.valueOf(e.getMessage()));
        }
    }
}

package dev.interline.config;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.error.DeniedException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider with the keys that real ones have. Its models answer with the address they were given, and refuse a key
 * that begins with {@code wrong}.
 */
final class FakeProvider implements Provider {
    private final String name;
    final List<String> opened = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final Map<String, Integer> calls = new LinkedHashMap<>();

    FakeProvider(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatModel open(Settings settings, Shared shared) {
        String endpoint = settings.text("endpoint");
        if (endpoint.equals("broken")) {
            throw new IllegalArgumentException("this address cannot be");
        }
        String deployment = settings.optional("deployment").orElse("default");
        String key = settings.optional("api-key")
                .orElseThrow(() -> settings.problem("api-key", "is missing; make one in the portal"));
        settings.duration("connect-timeout");
        settings.map("headers");
        settings.section("pool").ifPresent(pool -> pool.integer("size"));
        shared.get(Transport.class, () -> new Transport(this));
        opened.add(settings.path());
        shared.onClose(() -> closed.add(settings.path()));
        return new Model(new ModelId(name, "", deployment), endpoint, key);
    }

    /** Something of which one is enough. */
    record Transport(FakeProvider owner) implements AutoCloseable {
        @Override
        public void close() {
            owner.closed.add("transport");
        }
    }

    private final class Model implements ChatModel {
        private final Profile profile;
        private final String endpoint;
        private final String key;

        Model(ModelId id, String endpoint, String key) {
            this.profile = Profile.builder(id)
                    .cannot(Ability.STREAM)
                    .price(Price.of("9", "9"))
                    .contextWindow(100_000)
                    .build();
            this.endpoint = endpoint;
            this.key = key;
        }

        @Override
        public Profile profile() {
            return profile;
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            calls.merge(endpoint, 1, Integer::sum);
            if (key.startsWith("wrong")) {
                throw new DeniedException("the key is wrong");
            }
            String host = endpoint.contains(":") ? URI.create(endpoint).getHost() : endpoint;
            return ChatResponse.builder(profile.id())
                    .message(Message.assistant("from " + host))
                    .build();
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("answers whole");
        }
    }
}

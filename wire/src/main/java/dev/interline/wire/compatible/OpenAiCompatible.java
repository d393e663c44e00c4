package dev.interline.wire.compatible;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ModelId;
import dev.interline.ModelListing;
import dev.interline.Profile;
import dev.interline.catalogue.Catalogue;
import dev.interline.time.Time;
import dev.interline.wire.Adjust;
import dev.interline.wire.BaseUrl;
import dev.interline.wire.Dialect;
import dev.interline.wire.Framing;
import dev.interline.wire.HttpChatModel;
import dev.interline.wire.HttpModelListing;
import dev.interline.wire.Shelf;
import dev.interline.wire.Signer;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Keyring;
import dev.interline.wire.auth.Secret;
import dev.interline.wire.auth.SecretHeader;
import dev.interline.wire.auth.SecretSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Any service that speaks OpenAI's formats: OpenAI itself, other clouds and gateways that took them over, a model server
 * on this machine. All it takes is the address that their pages call the base URL, and a key where one is asked for.
 *
 * <pre>{@code
 * try (OpenAiCompatible local = OpenAiCompatible.at("http://localhost:11434/v1")) {
 *     ChatModel model = local.model("qwen3:8b");
 *     ...
 * }
 * }</pre>
 *
 * <p>Settings change this object and hold for models that are made after; set everything in one go, then share it: making
 * models is thread-safe. Models are not closed.
 */
public final class OpenAiCompatible implements AutoCloseable {
    private static final String NO_KEY = "there is no API key: the supplier of apiKey(...) gave none";

    private final BaseUrl base;
    private Signer signer = Signer.NONE;
    private Function<CallContext, String> holder = call -> "";
    private boolean plainHttp;
    private @Nullable Transport transport;
    private @Nullable Catalogue catalogue;
    private Time time = Time.system();

    private OpenAiCompatible(BaseUrl base) {
        this.base = base;
    }

    /**
     * The service at an address, to which {@code /chat/completions} is appended; {@code /v1} is put between where the
     * address has no path.
     *
     * @throws IllegalArgumentException when it is no address
     */
    public static OpenAiCompatible at(String baseUrl) {
        BaseUrl base = BaseUrl.parse("endpoint", baseUrl);
        return new OpenAiCompatible(base.path().isEmpty() ? base.withPath("/v1") : base);
    }

    /**
     * Sends a key as {@code Authorization: Bearer …}. Without a key none is sent, as model servers on this machine like it.
     *
     * @throws IllegalArgumentException when it is blank or cannot stand in a header
     */
    public OpenAiCompatible apiKey(String key) {
        // checked now: a key that was not found is noticed when the program starts
        String checked = Secret.of(key).reveal();
        return apiKey(() -> checked);
    }

    /** Sends a key that is asked for at every request, on the calling thread. */
    public OpenAiCompatible apiKey(Supplier<? extends @Nullable String> key) {
        this.signer = SecretHeader.bearer(SecretSource.asked(key, NO_KEY));
        this.holder = call -> "";
        return this;
    }

    /**
     * Sends a key that depends on the call, such as one for each tenant.
     *
     * @param holder whose call it is; also tells a router whose denials and limits are whose. A call of nobody (null) is
     *     one of the holder with the empty name
     * @param keys the key of a holder, asked for at every request on the calling thread
     */
    public OpenAiCompatible apiKeys(
            Function<CallContext, ? extends @Nullable String> holder,
            Function<String, ? extends @Nullable String> keys) {
        this.holder = call -> Objects.requireNonNullElse(holder.apply(call), "");
        this.signer = new Keyring(
                this.holder, name -> SecretHeader.bearer(SecretSource.asked(() -> keys.apply(name), NO_KEY)));
        return this;
    }

    /** Allows an endpoint with {@code http://} that is not on this machine. Key and conversation go unencrypted. */
    public OpenAiCompatible allowPlainHttp() {
        this.plainHttp = true;
        return this;
    }

    /** Sends over these connections; by default over those that the whole process shares. It is not closed here. */
    public OpenAiCompatible transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    /** Takes what is not declared of a model from here; from {@link Catalogue#builtIn()} unless set. */
    public OpenAiCompatible catalogue(Catalogue catalogue) {
        this.catalogue = catalogue;
        return this;
    }

    /** Uses this clock. */
    public OpenAiCompatible time(Time time) {
        this.time = time;
        return this;
    }

    /** The model of a name, of which nothing more is known than that tells. */
    public ChatModel model(String name) {
        return model(name, it -> it);
    }

    /**
     * The model of a name.
     *
     * @param name as the service calls it
     * @param options what is known of it, and how to speak to it
     * @throws IllegalArgumentException when the name is blank, or the address is not encrypted
     */
    public ChatModel model(String name, UnaryOperator<CompatibleModel> options) {
        checkScheme();
        if (name.isBlank()) {
            throw new IllegalArgumentException("the model's name is blank: write what the service calls it");
        }
        CompatibleModel model = options.apply(new CompatibleModel());
        Profile declared = model.describe(Profile.builder(id(name)).model(name))
                .credentialKey(holder)
                .build();
        Profile profile = Catalogue.orBuiltIn(catalogue, time).complete(declared, name);
        CompatibleFormat format = model.format();
        String url = base + format.path();
        Dialect dialect = new Dialect(
                format.wire(),
                (it, streaming) -> url,
                Framing.SSE,
                outgoing -> model.headers().forEach(outgoing::header),
                signer);
        return new HttpChatModel(new CompatibleCloud(time), dialect, profile, transport(), time);
    }

    /**
     * The models that the service lists.
     *
     * @throws IllegalArgumentException when the address is not encrypted
     */
    public ModelListing models() {
        checkScheme();
        Profile place = Profile.builder(id("models")).credentialKey(holder).build();
        return new HttpModelListing(
                new CompatibleCloud(time),
                place,
                List.of(Shelf.openAi(base + "/models")),
                Adjust.NOTHING,
                signer,
                transport(),
                time);
    }

    private void checkScheme() {
        base.orRefusePlainHttp(plainHttp, "endpoint", "allowPlainHttp() (in a file: allow-plain-http: true)");
    }

    private ModelId id(String name) {
        return new ModelId(CompatibleCloud.NAME, base.authority() + base.path(), name);
    }

    private Transport transport() {
        return transport == null ? Transport.shared() : transport;
    }

    /** Closes what this made. Connections are those of the {@link Transport}, which stays open. */
    @Override
    public void close() {
        // nothing of its own is open today; whoever closes it now will not leak tomorrow
    }

    @Override
    public String toString() {
        return "OpenAiCompatible[" + base + "]";
    }
}

package dev.interline.azure;

import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.ModelId;
import dev.interline.ModelListing;
import dev.interline.Profile;
import dev.interline.TokenCounter;
import dev.interline.catalogue.Catalogue;
import dev.interline.time.Time;
import dev.interline.wire.Adjust;
import dev.interline.wire.BaseUrl;
import dev.interline.wire.Counting;
import dev.interline.wire.Dialect;
import dev.interline.wire.EmbeddingDialect;
import dev.interline.wire.Framing;
import dev.interline.wire.HttpChatModel;
import dev.interline.wire.HttpEmbeddingModel;
import dev.interline.wire.HttpModelListing;
import dev.interline.wire.HttpTokenCounter;
import dev.interline.wire.Shelf;
import dev.interline.wire.Signer;
import dev.interline.wire.Transport;
import dev.interline.wire.anthropic.MessagesCount;
import dev.interline.wire.auth.Keyring;
import dev.interline.wire.auth.Token;
import dev.interline.wire.openai.OpenAiEmbeddings;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A resource on Azure, Azure OpenAI or Microsoft Foundry, and the models deployed there.
 *
 * <pre>{@code
 * try (Azure azure = Azure.at("https://my-resource.openai.azure.com").apiKey(System.getenv("AZURE_OPENAI_API_KEY"))) {
 *     ChatModel model = azure.model("my-deployment", it -> it.family("gpt-5"));
 *     ...
 * }
 * }</pre>
 *
 * <p>Where no credential is given, {@link AzureCredential#environment()} is used. Nothing is fetched and no connection is
 * opened before the first request. Settings change this object and hold for models that are made after; set everything
 * in one go, then share it: making models is thread-safe. Models are not closed.
 */
public final class Azure implements AutoCloseable {
    private final BaseUrl endpoint;
    private @Nullable String apiVersion;
    private boolean plainHttp;
    private @Nullable AzureCredential credential;
    private @Nullable Function<CallContext, ? extends @Nullable String> holder;
    private @Nullable Function<String, AzureCredential> credentials;
    private @Nullable Transport transport;
    private @Nullable Catalogue catalogue;
    private Time time = Time.system();

    private Azure(BaseUrl endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The resource at an address, such as {@code https://my-resource.openai.azure.com} or
     * {@code https://my-resource.services.ai.azure.com/api/projects/my-project}, or a gateway in front of one. What the
     * routes have in their paths ({@code /openai/v1}, {@code /anthropic/v1}) may be left out; an address that ends in any
     * other {@code /v1} is taken as it is, and operations are appended to it.
     *
     * @throws IllegalArgumentException when it is no address
     */
    public static Azure at(String endpoint) {
        return new Azure(BaseUrl.parse("endpoint", endpoint));
    }

    /** Signs in with a key of the resource; see {@link AzureCredential#apiKey(String)}. */
    public Azure apiKey(String key) {
        return credential(AzureCredential.apiKey(key));
    }

    /** Signs in with a key that is asked for at every request; see {@link AzureCredential#apiKey(Supplier)}. */
    public Azure apiKey(Supplier<? extends @Nullable String> key) {
        return credential(AzureCredential.apiKey(key));
    }

    /** Signs in with tokens of Entra ID; see {@link AzureCredential#token}. */
    public Azure token(Supplier<Token> tokens) {
        return credential(AzureCredential.token(tokens));
    }

    /** Signs in with this. */
    public Azure credential(AzureCredential credential) {
        this.credential = credential;
        this.credentials = null;
        this.holder = null;
        return this;
    }

    /**
     * Signs in with a credential that depends on the call, such as one for each tenant. The latest thousand are kept, each
     * with its tokens.
     *
     * @param holder whose call it is, such as {@code call -> call.tags().get("tenant")}; also tells a router whose
     *     denials and limits are whose. A call of nobody (null) is one of the holder with the empty name
     * @param credentials the credential of a holder; asked once while it is kept
     */
    public Azure credentials(
            Function<CallContext, ? extends @Nullable String> holder, Function<String, AzureCredential> credentials) {
        this.holder = holder;
        this.credentials = credentials;
        return this;
    }

    /**
     * Uses a version of the API: a date such as {@code 2024-10-21} for the older routes, or {@code preview} for the newer
     * one's preview features. Not needed, and of no meaning for Claude.
     *
     * @throws IllegalArgumentException when it is no version
     */
    public Azure apiVersion(String version) {
        this.apiVersion = AzureAddress.version(version);
        return this;
    }

    /** Allows an endpoint with {@code http://} that is not on this machine. Credential and conversation go unencrypted. */
    public Azure allowPlainHttp() {
        this.plainHttp = true;
        return this;
    }

    /** Sends over these connections; by default over those that the whole process shares. It is not closed here. */
    public Azure transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    /** Takes what is not declared of a model from here; from {@link Catalogue#builtIn()} unless set. */
    public Azure catalogue(Catalogue catalogue) {
        this.catalogue = catalogue;
        return this;
    }

    /** Uses this clock. */
    public Azure time(Time time) {
        this.time = time;
        return this;
    }

    /** The model of a deployment of which nothing more is known. */
    public ChatModel model(String deployment) {
        return model(deployment, it -> it);
    }

    /**
     * The model of a deployment.
     *
     * @param options what is known of it; above all its family, which the name does not tell
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public ChatModel model(String deployment, UnaryOperator<AzureModel> options) {
        AzureAddress address = address();
        AzureModel model = options.apply(new AzureModel());
        Profile profile = profile(address, deployment, model);
        return new HttpChatModel(
                new AzureCloud(time), dialect(address, deployment, model, profile), profile, transport(), time);
    }

    /** The deployment of a model that makes vectors, of which nothing more is known. */
    public EmbeddingModel embeddings(String deployment) {
        return embeddings(deployment, it -> it);
    }

    /**
     * The deployment of a model that makes vectors.
     *
     * @param options what is known of it; its family, such as {@code text-embedding-3-small}, tells which dimensions it has
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public EmbeddingModel embeddings(String deployment, UnaryOperator<AzureModel> options) {
        AzureAddress address = address();
        AzureModel model = options.apply(new AzureModel());
        model.checkEmbeddings();
        Profile profile = profile(address, deployment, model);
        String url = address.embeddings(deployment);
        EmbeddingDialect dialect = new EmbeddingDialect(
                OpenAiEmbeddings.FORMAT,
                (it, streaming) -> url,
                outgoing -> model.headers().forEach(outgoing::header),
                signer("api-key", address));
        return new HttpEmbeddingModel(new AzureCloud(time), dialect, profile, transport(), time);
    }

    /** Counts tokens for a deployment of which nothing more is known. */
    public TokenCounter tokens(String deployment) {
        return tokens(deployment, it -> it);
    }

    /**
     * Counts tokens for a deployment. Azure does so for Claude alone; elsewhere each count fails with UNSUPPORTED, before
     * anything is sent.
     *
     * @param options as for {@link #model(String, UnaryOperator)}
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public TokenCounter tokens(String deployment, UnaryOperator<AzureModel> options) {
        AzureAddress address = address();
        AzureModel model = options.apply(new AzureModel());
        Profile profile = profile(address, deployment, model);
        AzureCloud cloud = new AzureCloud(time);
        if (model.formatFor(profile) != AzureFormat.MESSAGES) {
            return HttpTokenCounter.none(
                    cloud,
                    "Azure counts tokens for Claude alone: take the usage of an answer, or an estimate",
                    profile,
                    time);
        }
        String url = address.count();
        Counting counting = new Counting(
                dialect(address, deployment, model, profile),
                (it, streaming) -> url,
                MessagesCount.FORM,
                MessagesCount.FIELD);
        return HttpTokenCounter.of(cloud, counting, profile, transport(), time);
    }

    /**
     * The models that the resource may deploy. What it has deployed, and under which names, no key can list: that takes the
     * Azure Resource Manager and a role there.
     *
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public ModelListing models() {
        AzureAddress address = address();
        Profile place = Profile.builder(new ModelId(AzureCloud.NAME, address.resource(), "models"))
                .credentialKey(whose())
                .build();
        return new HttpModelListing(
                new AzureCloud(time),
                place,
                List.of(Shelf.openAi(address.models())),
                Adjust.NOTHING,
                signer("api-key", address),
                transport(),
                time);
    }

    private AzureAddress address() {
        endpoint.orRefusePlainHttp(plainHttp, "endpoint", "allowPlainHttp() (in a file: allow-plain-http: true)");
        return new AzureAddress(endpoint, apiVersion);
    }

    private Profile profile(AzureAddress address, String deployment, AzureModel model) {
        Profile declared = model.describe(Profile.builder(new ModelId(AzureCloud.NAME, address.resource(), deployment)))
                .credentialKey(whose())
                // prompt and cap count, whatever the answer comes to: "Manage Azure OpenAI quota", Microsoft Learn
                .burndown(Burndown.RESERVED)
                .build();
        return Catalogue.orBuiltIn(catalogue, time).complete(declared);
    }

    private Dialect dialect(AzureAddress address, String deployment, AzureModel model, Profile profile) {
        AzureFormat format = model.formatFor(profile);
        String url = address.of(format, deployment);
        Signer signer = signer(format == AzureFormat.MESSAGES ? "x-api-key" : "api-key", address);
        return new Dialect(
                format.wire(),
                (it, streaming) -> url,
                Framing.SSE,
                Manners.of(format, address.date(), model.headers()),
                format == AzureFormat.RESPONSES ? new LostState(signer) : signer);
    }

    private Transport transport() {
        return transport == null ? Transport.shared() : transport;
    }

    private Function<CallContext, String> whose() {
        Function<CallContext, ? extends @Nullable String> names = holder;
        return names == null ? call -> "" : call -> Objects.requireNonNullElse(names.apply(call), "");
    }

    private Signer signer(String keyHeader, AzureAddress address) {
        AzureCredential.Site site = new AzureCredential.Site(address.scope(), address.authority(), keyHeader, time);
        Function<String, AzureCredential> each = credentials;
        if (each != null) {
            return new Keyring(whose(), name -> each.apply(name).signer(site));
        }
        return (credential == null ? Surroundings.CREDENTIAL : credential).signer(site);
    }

    /** What the environment offers, for those who give no credential. */
    private static final class Surroundings {
        static final AzureCredential CREDENTIAL = AzureCredential.environment();
    }

    /**
     * Closes what this made. Connections are those of the {@link Transport}, which stays open; tokens are forgotten with
     * the credential.
     */
    @Override
    public void close() {
        // nothing of its own is open today; whoever closes it now will not leak tomorrow
    }

    @Override
    public String toString() {
        return "Azure[" + endpoint + "]";
    }
}

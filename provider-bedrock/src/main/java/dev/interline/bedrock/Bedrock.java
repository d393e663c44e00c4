package dev.interline.bedrock;

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
import dev.interline.wire.auth.Keyring;
import dev.interline.wire.auth.Token;
import dev.interline.wire.converse.ConverseCount;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS Bedrock in one region, and the models there.
 *
 * <pre>{@code
 * try (Bedrock bedrock = Bedrock.in("us-east-1")) {
 *     ChatModel model = bedrock.model("us.anthropic.claude-haiku-4-5-20251001-v1:0");
 *     ...
 * }
 * }</pre>
 *
 * <p>Where no credential is given, {@link BedrockCredential#environment()} is used. Nothing is fetched and no connection
 * is opened before the first request. Settings change this object and hold for models that are made after; set everything
 * in one go, then share it: making models is thread-safe. Models are not closed; close this when they are no longer used.
 */
public final class Bedrock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bedrock.class);

    private final String region;
    private Service service = Service.RUNTIME;
    private boolean fips;
    private boolean dualStack;
    private @Nullable String endpoint;
    private boolean plainHttp;
    private BedrockCredential credential = BedrockCredential.environment();
    private boolean given;
    private @Nullable Function<CallContext, ? extends @Nullable String> holder;
    private Function<String, BedrockCredential> credentials = name -> credential;
    private @Nullable Transport transport;
    private @Nullable Catalogue catalogue;
    private Time time = Time.system();
    private Skew skew = new Skew(time);
    private Surroundings surroundings = Surroundings.OWN;

    private Bedrock(String region) {
        this.region = region;
    }

    /**
     * Bedrock in a region, such as {@code us-east-1}. The region of the host, also where an inference profile sends
     * requests on to others.
     *
     * @throws IllegalArgumentException when it cannot be the name of a region
     */
    public static Bedrock in(String region) {
        return new Bedrock(Site.word(region));
    }

    /** Signs in with a Bedrock API key; see {@link BedrockCredential#apiKey(String)}. */
    public Bedrock apiKey(String key) {
        return credential(BedrockCredential.apiKey(key));
    }

    /** Signs in with a key that is asked for at every request; see {@link BedrockCredential#apiKey(Supplier)}. */
    public Bedrock apiKey(Supplier<? extends @Nullable String> key) {
        return credential(BedrockCredential.apiKey(key));
    }

    /** Signs in with short-term Bedrock API keys; see {@link BedrockCredential#token}. */
    public Bedrock token(Supplier<Token> keys) {
        return credential(BedrockCredential.token(keys));
    }

    /** Signs each request with these keys. */
    public Bedrock keys(AwsKeys keys) {
        return credential(BedrockCredential.keys(keys));
    }

    /** Signs each request with keys that change; see {@link BedrockCredential#keys(Supplier)}. */
    public Bedrock keys(Supplier<AwsKeys> keys) {
        return credential(BedrockCredential.keys(keys));
    }

    /** Signs each request with what a profile says; see {@link BedrockCredential#profile}. */
    public Bedrock profile(String name) {
        return credential(BedrockCredential.profile(name));
    }

    /**
     * Signs in with this; it wins over the environment.
     *
     * @throws IllegalArgumentException when one was given already, for nobody could tell which of them is meant
     */
    public Bedrock credential(BedrockCredential credential) {
        onlyOne();
        this.credential = credential;
        return this;
    }

    private void onlyOne() {
        if (given) {
            throw new IllegalArgumentException(
                    "a credential was given already: keep one of apiKey, token, keys, profile and credentials");
        }
        given = true;
    }

    /**
     * Signs in with a credential that depends on the call, such as one for each tenant. The latest thousand are kept, each
     * with its keys.
     *
     * @param holder whose call it is, such as {@code call -> call.tags().get("tenant")}; also tells a router whose
     *     denials and limits are whose. A call of nobody (null) is one of the holder with the empty name
     * @param credentials the credential of a holder; asked once while it is kept
     * @throws IllegalArgumentException when a credential was given already
     */
    public Bedrock credentials(
            Function<CallContext, ? extends @Nullable String> holder, Function<String, BedrockCredential> credentials) {
        onlyOne();
        this.holder = holder;
        this.credentials = credentials;
        return this;
    }

    /** Asks bedrock-mantle in place of bedrock-runtime: other models, under other ids, and not Converse. */
    public Bedrock mantle() {
        this.service = Service.MANTLE;
        return this;
    }

    /**
     * Asks hosts whose cryptography is validated by FIPS 140; also by {@code AWS_USE_FIPS_ENDPOINT=true} in the
     * environment. Not every region has them.
     */
    public Bedrock fips() {
        this.fips = true;
        return this;
    }

    /** Asks hosts with IPv4 and IPv6; also by {@code AWS_USE_DUALSTACK_ENDPOINT=true} in the environment. */
    public Bedrock dualStack() {
        this.dualStack = true;
        return this;
    }

    /**
     * Asks this address instead of AWS's public one: a VPC endpoint, a gateway, a test. Signatures are still made for the
     * region.
     */
    public Bedrock endpoint(String endpoint) {
        this.endpoint = endpoint;
        return this;
    }

    /** Allows an endpoint with {@code http://} that is not on this machine. Credential and conversation go unencrypted. */
    public Bedrock allowPlainHttp() {
        this.plainHttp = true;
        return this;
    }

    /** Sends over these connections; by default over those that the whole process shares. It is not closed here. */
    public Bedrock transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    /** Takes what is not declared of a model from here; from {@link Catalogue#builtIn()} unless set. */
    public Bedrock catalogue(Catalogue catalogue) {
        this.catalogue = catalogue;
        return this;
    }

    /** Uses this clock. */
    public Bedrock time(Time time) {
        this.time = time;
        this.skew = new Skew(time);
        return this;
    }

    Bedrock surroundings(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.credential = BedrockCredential.environment(surroundings);
        return this;
    }

    /** The model of an id, an inference profile or an ARN, of which nothing more is known than that tells. */
    public ChatModel model(String modelId) {
        return model(modelId, it -> it);
    }

    /**
     * The model of an id, an inference profile or an ARN.
     *
     * @param options what is known of it, and how to speak to it
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public ChatModel model(String modelId, UnaryOperator<BedrockModel> options) {
        ModelName.check(modelId, region);
        Site site = site();
        BedrockModel model = options.apply(new BedrockModel());
        BedrockFormat format = model.formatFor(modelId, site.service());
        return new HttpChatModel(
                new BedrockCloud(time),
                dialect(site, format, modelId, model),
                ModelFacts.added(described(model, known(modelId), modelId)),
                transport(),
                time);
    }

    /** The model of an id that makes vectors, of which nothing more is known than that tells. */
    public EmbeddingModel embeddings(String modelId) {
        return embeddings(modelId, it -> it);
    }

    /**
     * The model of an id, an inference profile or an ARN that makes vectors: of Amazon Titan Text Embeddings, Amazon Nova
     * Multimodal Embeddings or Cohere Embed, on bedrock-runtime.
     *
     * @param options what is known of it; its family, such as {@code titan-embed-text-v2}, where the id does not tell it
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public EmbeddingModel embeddings(String modelId, UnaryOperator<BedrockModel> options) {
        ModelName.check(modelId, region);
        Site site = site();
        if (site.service() == Service.MANTLE) {
            throw new IllegalArgumentException("bedrock-mantle makes no vectors: take away mantle");
        }
        BedrockModel model = options.apply(new BedrockModel());
        model.checkEmbeddings();
        Profile profile = described(model, known(modelId).model(ModelName.version(modelId)), modelId);
        EmbeddingDialect dialect = new EmbeddingDialect(
                EmbeddingFamily.format(profile),
                (it, streaming) -> site.base() + Route.embeddings(modelId),
                Adjust.NOTHING,
                signer(site));
        return new HttpEmbeddingModel(new BedrockCloud(time), dialect, profile, transport(), time);
    }

    /** Counts tokens for a model of which nothing more is known than its id tells. */
    public TokenCounter tokens(String modelId) {
        return tokens(modelId, it -> it);
    }

    /**
     * Counts tokens for a model, of requests in the formats {@link BedrockFormat#CONVERSE}, {@link BedrockFormat#INVOKE} and
     * {@link BedrockFormat#MESSAGES} on bedrock-runtime; for the others each count fails with UNSUPPORTED, before anything is
     * sent. Not every model counts.
     *
     * @param options as for {@link #model(String, UnaryOperator)}
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public TokenCounter tokens(String modelId, UnaryOperator<BedrockModel> options) {
        ModelName.check(modelId, region);
        Site site = site();
        BedrockModel model = options.apply(new BedrockModel());
        BedrockFormat format = model.formatFor(modelId, site.service());
        Profile profile = described(model, known(modelId), modelId);
        BedrockCloud cloud = new BedrockCloud(time);
        boolean openAis = format == BedrockFormat.RESPONSES || format == BedrockFormat.CHAT_COMPLETIONS;
        if (site.service() == Service.MANTLE || openAis) {
            return HttpTokenCounter.none(
                    cloud,
                    "Bedrock counts tokens on bedrock-runtime alone, of requests in the formats CONVERSE, INVOKE and"
                            + " MESSAGES: choose one of them, or take the usage of an answer",
                    profile,
                    time);
        }
        // the route in Anthropic's shape takes the body that InvokeModel takes, but for what the address says
        BedrockFormat counted = format == BedrockFormat.CONVERSE ? format : BedrockFormat.INVOKE;
        Counting counting = new Counting(
                dialect(site, counted, modelId, model),
                (it, streaming) -> site.base() + Route.count(modelId),
                counted == BedrockFormat.CONVERSE ? ConverseCount.CONVERSE : ConverseCount.INVOKE,
                ConverseCount.FIELD);
        return HttpTokenCounter.of(cloud, counting, profile, transport(), time);
    }

    /**
     * The foundation models and inference profiles that the account sees in the region; of bedrock-mantle, its models. What is
     * listed may still have to be enabled. A Bedrock API key needs leave for it, {@code bedrock:ListFoundationModels} and
     * {@code bedrock:ListInferenceProfiles}.
     *
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public ModelListing models() {
        Site site = site();
        boolean mantle = site.service() == Service.MANTLE;
        Site listed = mantle ? site : site.controlPlane();
        return new HttpModelListing(
                new BedrockCloud(time),
                known("models").build(),
                mantle ? List.of(Shelf.openAi(site.base() + "/v1/models")) : ModelShelves.at(listed.base()),
                Adjust.NOTHING,
                signer(listed),
                transport(),
                time);
    }

    private Dialect dialect(Site site, BedrockFormat format, String modelId, BedrockModel model) {
        return new Dialect(
                new CheckedFormat(format.wire()),
                (it, streaming) -> site.base() + Route.path(format, site.service(), modelId, streaming),
                framing(format),
                Manners.of(format, modelId, model.guardrail())
                        .then(model.terms().of(format)),
                signer(site));
    }

    private Transport transport() {
        return transport == null ? Transport.shared() : transport;
    }

    private Profile described(BedrockModel model, Profile.Builder known, String modelId) {
        Profile declared = model.describe(known).build();
        return Catalogue.orBuiltIn(catalogue, time).complete(declared, ModelName.resource(modelId));
    }

    private Profile.Builder known(String modelId) {
        ModelName name = ModelName.of(modelId);
        return Profile.builder(new ModelId(BedrockCloud.NAME, region, modelId))
                .region(region)
                .model(name == null ? null : name.model())
                .credentialKey(whose());
    }

    private static Framing framing(BedrockFormat format) {
        return switch (format) {
            case CONVERSE -> Framing.EVENT_STREAM;
            case INVOKE -> Framing.CHUNKS;
            case RESPONSES, CHAT_COMPLETIONS, MESSAGES -> Framing.SSE;
        };
    }

    Site site() {
        boolean wantsFips = fips || surroundings.fips();
        boolean wantsDualStack = dualStack || surroundings.dualStack();
        if (endpoint == null) {
            return Site.of(region, service, wantsFips, wantsDualStack);
        }
        if (fips || dualStack) {
            throw new IllegalArgumentException((fips ? "FIPS" : "dual stack")
                    + " chooses among AWS's public hosts and does not go with an endpoint: give the address of the"
                    + " host that is meant");
        }
        if (wantsFips || wantsDualStack) {
            LOG.warn("the endpoint {} is used although the environment asks for a FIPS or dual-stack host", endpoint);
        }
        return Site.at(endpoint, plainHttp, region, service);
    }

    private Function<CallContext, String> whose() {
        Function<CallContext, ? extends @Nullable String> names = holder;
        return names == null ? call -> "" : call -> Objects.requireNonNullElse(names.apply(call), "");
    }

    private Signer signer(Site site) {
        Time clock = time;
        Skew theirs = skew;
        Function<String, BedrockCredential> each = credentials;
        BedrockCredential one = credential;
        return holder == null
                ? new ChosenSigner(() -> one.signer(site, clock, theirs))
                : new Keyring(whose(), name -> each.apply(name).signer(site, clock, theirs));
    }

    /** Closes what was made for the models, which must not be used any more. A given transport stays open. */
    @Override
    public void close() {
        // connections belong to the transport, keys to the credential: nothing of its own is open
    }

    @Override
    public String toString() {
        return "Bedrock[" + region + (endpoint == null ? "]" : ", " + endpoint + "]");
    }
}

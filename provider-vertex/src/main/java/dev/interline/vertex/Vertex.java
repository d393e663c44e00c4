package dev.interline.vertex;

import dev.interline.Ability;
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
import dev.interline.wire.Signer;
import dev.interline.wire.Transport;
import dev.interline.wire.anthropic.MessagesCount;
import dev.interline.wire.auth.Keyring;
import dev.interline.wire.auth.Token;
import dev.interline.wire.gemini.ContentsCount;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Google Vertex AI (Gemini Enterprise Agent Platform) in one project and location, and the models there.
 *
 * <pre>{@code
 * try (Vertex vertex = Vertex.of("my-project", "global")) {
 *     ChatModel model = vertex.model("gemini-3.6-flash");
 *     ...
 * }
 * }</pre>
 *
 * <p>Where no credential is given, {@link VertexCredential#applicationDefault()} is used. Nothing is fetched and no
 * connection is opened before the first request. Settings change this object and hold for models that are made after; set
 * everything in one go, then share it: making models is thread-safe. Models are not closed.
 */
public final class Vertex implements AutoCloseable {
    private final @Nullable String project;
    private final @Nullable String location;
    private String version = "v1";
    private @Nullable BaseUrl endpoint;
    private boolean plainHttp;
    private @Nullable String quotaProject;
    private VertexCredential credential = VertexCredential.applicationDefault();
    private @Nullable Function<CallContext, ? extends @Nullable String> holder;
    private Function<String, VertexCredential> credentials = name -> credential;
    private @Nullable Transport transport;
    private @Nullable Catalogue catalogue;
    private Time time = Time.system();

    private Vertex(@Nullable String project, @Nullable String location) {
        this.project = project;
        this.location = location;
    }

    /**
     * Vertex AI in a project and location.
     *
     * @param project the project's id or number
     * @param location {@code global}, which has every model but promises nothing about where data stays; {@code us} or
     *     {@code eu}, which keep it there; or a region such as {@code europe-west4}
     * @throws IllegalArgumentException when one of them cannot be
     */
    public static Vertex of(String project, String location) {
        return new Vertex(Site.project(project), Site.location(location));
    }

    /** Vertex AI in express mode: an API key alone, no project and no location, and of the models only Gemini's. */
    public static Vertex express(String apiKey) {
        return new Vertex(null, null).apiKey(apiKey);
    }

    /** Signs in with an API key; see {@link VertexCredential#apiKey(String)}. */
    public Vertex apiKey(String key) {
        return credential(VertexCredential.apiKey(key));
    }

    /** Signs in with a key that is asked for at every request; see {@link VertexCredential#apiKey(Supplier)}. */
    public Vertex apiKey(Supplier<? extends @Nullable String> key) {
        return credential(VertexCredential.apiKey(key));
    }

    /** Signs in with access tokens from elsewhere; see {@link VertexCredential#token}. */
    public Vertex token(Supplier<Token> tokens) {
        return credential(VertexCredential.token(tokens));
    }

    /** Signs in with this. */
    public Vertex credential(VertexCredential credential) {
        this.credential = credential;
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
    public Vertex credentials(
            Function<CallContext, ? extends @Nullable String> holder, Function<String, VertexCredential> credentials) {
        this.holder = holder;
        this.credentials = credentials;
        return this;
    }

    /**
     * Takes quota from this project and sends bills to it, whatever the credentials say. The caller needs
     * {@code serviceusage.services.use} there.
     *
     * @throws IllegalArgumentException when it cannot be a project
     */
    public Vertex quotaProject(String project) {
        this.quotaProject = Site.project(project);
        return this;
    }

    /**
     * Uses another version of the API, {@code v1beta1}, for what is not in {@code v1} yet.
     *
     * @throws IllegalArgumentException when it is no version
     */
    public Vertex apiVersion(String version) {
        if (!version.matches("v\\d+((alpha|beta)\\d+)?")) {
            throw new IllegalArgumentException(
                    "\"" + version + "\" is no version: write v1 or v1beta1, or leave it out for v1");
        }
        this.version = version;
        return this;
    }

    /**
     * Asks this address instead of Google's public one: a private endpoint, a dedicated one, a gateway, a test. Paths are
     * appended to it, from the version on.
     *
     * @throws IllegalArgumentException when it is no address
     */
    public Vertex endpoint(String endpoint) {
        this.endpoint = BaseUrl.parse("endpoint", endpoint);
        return this;
    }

    /** Allows an endpoint with {@code http://} that is not on this machine. Credential and conversation go unencrypted. */
    public Vertex allowPlainHttp() {
        this.plainHttp = true;
        return this;
    }

    /** Sends over these connections; by default over those that the whole process shares. It is not closed here. */
    public Vertex transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    /** Takes what is not declared of a model from here; from {@link Catalogue#builtIn()} unless set. */
    public Vertex catalogue(Catalogue catalogue) {
        this.catalogue = catalogue;
        return this;
    }

    /** Uses this clock. */
    public Vertex time(Time time) {
        this.time = time;
        return this;
    }

    /** The model of a name, of which nothing more is known than that tells. */
    public ChatModel model(String name) {
        return model(name, it -> it);
    }

    /**
     * The model of a name: an id such as {@code gemini-3.6-flash} or {@code claude-haiku-4-5@20251001}, one with its
     * publisher such as {@code meta/llama-3.3-70b-instruct-maas}, or an endpoint such as {@code endpoints/1234}.
     *
     * @param options what is known of it, and how to speak to it
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public ChatModel model(String name, UnaryOperator<VertexModel> options) {
        Site site = site();
        ModelName parsed = ModelName.parse(name, project, location);
        VertexModel model = options.apply(new VertexModel());
        Profile profile = profile(name, parsed, model);
        VertexFormat format = model.formatFor(parsed, profile, project == null);
        boolean whole = format == VertexFormat.GENERATE_CONTENT
                && profile.can(Ability.STREAMED_LOG_PROBABILITIES).isEmpty();
        Profile known = whole
                ? profile.toBuilder().cannot(Ability.STREAMED_LOG_PROBABILITIES).build()
                : profile;
        if (model.rounds() > 1 && format != VertexFormat.GENERATE_CONTENT) {
            throw new IllegalArgumentException("long decode is Gemini's alone: leave it out for " + name);
        }
        ChatModel made = new HttpChatModel(
                new VertexCloud(time), dialect(site, format, parsed, model), known, transport(), time);
        return model.rounds() > 1 ? new LongDecode(made, model.rounds()) : made;
    }

    /** The model of a name that makes vectors, of which nothing more is known than that tells. */
    public EmbeddingModel embeddings(String name) {
        return embeddings(name, it -> it);
    }

    /**
     * The model of a name that makes vectors, such as {@code gemini-embedding-2} or {@code text-embedding-005}, one with its
     * publisher such as {@code intfloat/multilingual-e5-large-instruct-maas}, or an endpoint of a tuned one.
     *
     * @param options what is known of it
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public EmbeddingModel embeddings(String name, UnaryOperator<VertexModel> options) {
        Site site = site();
        ModelName parsed = ModelName.parse(name, project, location);
        VertexModel model = options.apply(new VertexModel());
        model.checkEmbeddings();
        Profile profile = profile(name, parsed, model);
        EmbeddingFamily family = EmbeddingFamily.of(parsed, profile);
        if (project == null && (parsed.isEndpoint() || family.isOpenAis())) {
            throw new IllegalArgumentException("express mode serves Google's published models alone, not " + name
                    + ": use Vertex.of(project, location)");
        }
        String url = site.embeddings(parsed, family.operation());
        EmbeddingDialect dialect = new EmbeddingDialect(
                family.format(),
                (it, streaming) -> url,
                Manners.ofEmbeddings(parsed, family.isOpenAis(), model.headers()),
                signer());
        return new HttpEmbeddingModel(new VertexCloud(time), dialect, profile, transport(), time);
    }

    /** Counts tokens for a model of which nothing more is known than its name tells. */
    public TokenCounter tokens(String name) {
        return tokens(name, it -> it);
    }

    /**
     * Counts tokens for a model, of Gemini's and of Claude; for others each count fails with UNSUPPORTED, before anything is
     * sent.
     *
     * @param options as for {@link #model(String, UnaryOperator)}
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public TokenCounter tokens(String name, UnaryOperator<VertexModel> options) {
        Site site = site();
        ModelName parsed = ModelName.parse(name, project, location);
        VertexModel model = options.apply(new VertexModel());
        Profile profile = profile(name, parsed, model);
        VertexFormat format = model.formatFor(parsed, profile, project == null);
        VertexCloud cloud = new VertexCloud(time);
        if (format != VertexFormat.GENERATE_CONTENT && format != VertexFormat.MESSAGES) {
            return HttpTokenCounter.none(
                    cloud,
                    "Vertex AI counts tokens for Gemini and Claude alone: take the usage of an answer, or an estimate",
                    profile,
                    time);
        }
        boolean claude = format == VertexFormat.MESSAGES;
        String url = site.count(format, parsed);
        // the address names no model here, so the body does
        Adjust form = claude
                ? MessagesCount.FORM.then(outgoing -> outgoing.body().put("model", parsed.model()))
                : ContentsCount.FORM;
        Counting counting = new Counting(
                dialect(site, format, parsed, model),
                (it, streaming) -> url,
                form,
                claude ? MessagesCount.FIELD : ContentsCount.FIELD);
        return HttpTokenCounter.of(cloud, counting, profile, transport(), time);
    }

    /**
     * The models that are published in Model Garden, of all makers. The list is the same for every project: what is in it may
     * have to be enabled first, and may not be there in every location; endpoints of one's own are not in it.
     *
     * @throws IllegalArgumentException when the settings do not go together, saying what to change
     */
    public ModelListing models() {
        Site site = site();
        return new HttpModelListing(
                new VertexCloud(time),
                Profile.builder(id("models")).credentialKey(whose()).build(),
                ModelGarden.at(site),
                Adjust.NOTHING,
                signer(),
                transport(),
                time);
    }

    private ModelId id(String name) {
        return new ModelId(VertexCloud.NAME, project == null ? "express" : project + "/" + location, name);
    }

    private Profile profile(String name, ModelName parsed, VertexModel model) {
        Profile declared = model.describe(
                        Profile.builder(id(name)).model(parsed.told()).region(location))
                .credentialKey(whose())
                .build();
        Catalogue known = Catalogue.orBuiltIn(catalogue, time);
        // what a maker sells under an id without a date is in the lists as its default version
        return parsed.isEndpoint()
                ? known.complete(declared)
                : known.complete(
                        declared,
                        parsed.publisher() + "/" + parsed.model(),
                        parsed.model(),
                        parsed.model() + "@default");
    }

    private Dialect dialect(Site site, VertexFormat format, ModelName name, VertexModel model) {
        String whole = site.of(format, name, false);
        String streamed = site.of(format, name, true);
        return new Dialect(
                format.wire(),
                (it, streaming) -> streaming ? streamed : whole,
                Framing.SSE,
                Manners.of(format, name, model.headers()),
                signer());
    }

    private Transport transport() {
        return transport == null ? Transport.shared() : transport;
    }

    private Site site() {
        BaseUrl base = endpoint == null
                ? Site.host(location)
                : endpoint.orRefusePlainHttp(
                        plainHttp, "endpoint", "allowPlainHttp() (in a file: allow-plain-http: true)");
        return new Site(base, version, project, location);
    }

    private Function<CallContext, String> whose() {
        Function<CallContext, ? extends @Nullable String> names = holder;
        return names == null ? call -> "" : call -> Objects.requireNonNullElse(names.apply(call), "");
    }

    private Signer signer() {
        Time clock = time;
        Function<String, VertexCredential> each = credentials;
        Signer signer = holder == null
                ? credential.signer(clock)
                : new Keyring(whose(), name -> each.apply(name).signer(clock));
        String billed = quotaProject;
        return billed == null ? signer : new QuotaProject(signer, () -> billed);
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
        return "Vertex[" + (project == null ? "express" : project + "/" + location)
                + (endpoint == null ? "]" : ", " + endpoint + "]");
    }
}

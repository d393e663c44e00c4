package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken files, each with the whole message that its author gets to read. */
class ConfigErrorsTest {
    /** A file that is right, for rows that break one thing. */
    private static final String GOOD = """
            deployments:
              main:
                provider: azure
                endpoint: https://main.example
                api-key: k
              spare:
                provider: acme
                endpoint: https://spare.example
                api-key: k
            models:
              chat:
                route: [main, spare]
            """;

    @TempDir
    Path directory;

    @Test
    void theFileThatTheRowsBreakIsRight() {
        assertThat(ConfigFile.yaml(directory, GOOD).complaint()).isEqualTo("loads without complaint");
    }

    static Stream<Arguments> deployments() {
        return Stream.of(
                // the line that takes the place of "    api-key: k" of main, in line 5, and what is said of it
                row("an unknown key with a near one", "    api-key: k\n    endpiont: x", """
                        interline.yaml, line 6: deployments.main.endpiont: is not known here; did you mean endpoint? \
                        known are: abilities, api-key, connect-timeout, context-window, deployment, endpoint, family, \
                        headers, kind, limits, max-output, model, optional, pool, price, provider, reasons, \
                        region, residency"""),
                row("an unknown key like no other", "    api-key: k\n    zzz: x", """
                        interline.yaml, line 6: deployments.main.zzz: is not known here; \
                        known are: abilities, api-key, connect-timeout, context-window, deployment, endpoint, family, \
                        headers, kind, limits, max-output, model, optional, pool, price, provider, reasons, \
                        region, residency"""),
                row("an unknown key in a section", "    api-key: k\n    pool:\n      sice: 4", """
                        interline.yaml, line 7: deployments.main.pool.sice: is not known here; did you mean size? \
                        known are: size"""),
                row("a required key that is misspelt", "    api-kye: k", """
                        interline.yaml, line 2: deployments.main.api-key: is missing; make one in the portal; \
                        is api-kye meant, line 5?"""),
                row("a required key that is missing", "    deployment: d", """
                        interline.yaml, line 2: deployments.main.api-key: is missing; make one in the portal"""),
                row("a key without a value", "    api-key:", """
                        interline.yaml, line 5: deployments.main.api-key: is empty; give it a value or remove it"""),
                row("a key with an empty value", "    api-key: ''", """
                        interline.yaml, line 5: deployments.main.api-key: is empty; give it a value or remove it"""),
                row("a list for a value", "    api-key: [a, b]", """
                        interline.yaml, line 5: deployments.main.api-key: needs a single value, not a list"""),
                row("a section for a value", "    api-key: {a: b}", """
                        interline.yaml, line 5: deployments.main.api-key: needs a single value, not a section"""),
                row("a value for a section", "    api-key: k\n    pool: 4", """
                        interline.yaml, line 6: deployments.main.pool: needs keys of its own, not a single value"""),
                row("a value for names with values", "    api-key: k\n    headers: 4", """
                        interline.yaml, line 6: deployments.main.headers: needs keys with values, not a single \
                        value"""),
                row("a section for a list", "    api-key: k\n    abilities: [tools, {a: b}]", """
                        interline.yaml, line 6: deployments.main.abilities: needs a single value, not a section"""),
                row("a number that is none", "    api-key: k\n    pool: {size: four}", """
                        interline.yaml, line 6: deployments.main.pool.size: 'four' is not a whole number of at most \
                        2147483647"""),
                row("a flag that is none", "    api-key: k\n    reasons: yes", """
                        interline.yaml, line 6: deployments.main.reasons: 'yes' is neither true nor false"""),
                row("a price that is none", "    api-key: k\n    price: {input: cheap, output: 2}", """
                        interline.yaml, line 6: deployments.main.price.input: 'cheap' is not a price in US dollars \
                        for a million tokens, such as 0.25"""),
                row("a limit of nothing", "    api-key: k\n    limits: {parallel-calls: 0}", """
                        interline.yaml, line 6: deployments.main.limits.parallel-calls: must be above zero; leave it \
                        out where there is no limit"""),
                row("a word that is none", "    api-key: k\n    abilities: [tolls]", """
                        interline.yaml, line 6: deployments.main.abilities: 'tolls' is not known; did you mean tools? \
                        known are: stream, streamed-tools, streamed-log-probabilities, tools, parallel-tools, \
                        structured-output, images, documents, audio, video, prefill"""),
                row("an ability that is none", "    api-key: k\n    abilities: {tolls: true}", """
                        interline.yaml, line 6: deployments.main.abilities.tolls: is not known here; did you mean \
                        tools? known are: audio, documents, images, parallel-tools, prefill, stream, \
                        streamed-log-probabilities, streamed-tools, structured-output, tools, video"""),
                row("no tokens at all", "    api-key: k\n    max-output: 0", """
                        interline.yaml, line 6: deployments.main.max-output: must be a number of tokens above zero"""),
                row("a length of time that is none", "    api-key: k\n    connect-timeout: 5 minutes", """
                        interline.yaml, line 6: deployments.main.connect-timeout: '5 minutes' is not a length of time \
                        such as 250ms, 90s, 1m30s or PT2S"""),
                row("a length of time without a unit", "    api-key: k\n    connect-timeout: 90", """
                        interline.yaml, line 6: deployments.main.connect-timeout: '90' is not a length of time such \
                        as 250ms, 90s, 1m30s or PT2S"""),
                row("a length of time beyond all reason", "    api-key: k\n    connect-timeout: 400d", """
                        interline.yaml, line 6: deployments.main.connect-timeout: is longer than a year"""),
                row("a length of time from a variable", "    api-key: k\n    connect-timeout: ${SET}", """
                        interline.yaml, line 6: deployments.main.connect-timeout: '${SET}' is not a length of time \
                        such as 250ms, 90s, 1m30s or PT2S"""),
                row("a reference without an end", "    api-key: ${KEY", """
                        interline.yaml, line 5: deployments.main.api-key: a reference that begins with ${ has no } at \
                        its end; write $${ for the characters themselves"""),
                row("a reference to nothing", "    api-key: ${}", """
                        interline.yaml, line 5: deployments.main.api-key: a reference is written ${NAME} or \
                        ${NAME:default}, and $${ stands for the characters themselves"""),
                row("missing variables, all at once", "    api-key: ${KEY}\n    deployment: ${A}-${B:${C}}", """
                        interline.yaml: these variables are set neither in the environment nor as system properties:
                          KEY, line 5: deployments.main.api-key
                          A, line 6: deployments.main.deployment
                          C, line 6: deployments.main.deployment
                        set them, give a default as in ${NAME:default}, or mark what can do without as optional: \
                        true"""),
                row("a double key", "    api-key: k\n    endpoint: x", """
                        interline.yaml, line 6: the key endpoint was given before, in line 4; remove one of them"""),
                row("an alias to nothing", "    api-key: *k", """
                        interline.yaml, line 5: a value that begins with * must be quoted, or name an anchor (&) \
                        above it"""),
                row("a tag", "    api-key: !secret k", """
                        interline.yaml, line 5: a value that begins with ! must be quoted"""),
                row("a tag with a handle", "    api-key: !secret!k", """
                        interline.yaml, line 5: not YAML: a value that begins with ! must be quoted"""),
                row("an unquoted reference in braces", "    api-key: k\n    pool: {size: ${SIZE}}", """
                        interline.yaml, line 6: not YAML: inside { } and [ ] a value with ${…} must be quoted, as in \
                        {api-key: "${KEY}"}"""),
                row("a broken line", "    api-key k", """
                        interline.yaml, line 6: not YAML: could not find expected ':'"""),
                row("a tab", "\tapi-key: k", """
                        interline.yaml, line 5: not YAML: found character '\\t(TAB)' that cannot start any token. \
                        (Do not use \\t(TAB) for indentation)"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void deployments(String title, String line, String message) {
        assertThat(ConfigFile.yaml(directory, GOOD.replaceFirst(" {4}api-key: k", Matcher.quoteReplacement(line)))
                        .with("SET", "secret")
                        .complaint())
                .isEqualTo(message);
    }

    static Stream<Arguments> models() {
        return Stream.of(
                // what takes the place of "    route: [main, spare]", in line 12
                row("no route", "    deadline: 90s", """
                        interline.yaml, line 11: models.chat.route: names nobody; list the deployments to ask, as in \
                        route: [azure, bedrock]"""),
                row("an empty route", "    route: []", """
                        interline.yaml, line 11: models.chat.route: names nobody; list the deployments to ask, as in \
                        route: [azure, bedrock]"""),
                row("a route and a deployment", "    route: [main]\n    deployment: spare", """
                        interline.yaml, line 13: models.chat.deployment: stands beside route; keep one of them"""),
                row("an unknown deployment", "    route: [main, spair]", """
                        interline.yaml, line 12: models.chat.route[1]: 'spair' is not among the deployments; \
                        did you mean spare? known are: main, spare"""),
                row("an unknown deployment in a list with commas", "    route: mian, spare", """
                        interline.yaml, line 12: models.chat.route[0]: 'mian' is not among the deployments; \
                        did you mean main? known are: main, spare"""),
                row("an unknown deployment alone", "    deployment: xyz", """
                        interline.yaml, line 12: models.chat.deployment: 'xyz' is not among the deployments; \
                        known are: main, spare"""),
                row("an unknown deployment from a variable", "    route: [\"${SET}\"]", """
                        interline.yaml, line 12: models.chat.route[0]: '${SET}' is not among the deployments; \
                        known are: main, spare"""),
                row("the same deployment twice", "    route: [main, main]", """
                        interline.yaml, line 12: models.chat.route[1]: a second target called main; give one of them \
                        another name, as in name: main-2"""),
                row("an empty entry", "    route: [main, ]\n    order: [main, '']", """
                        interline.yaml, line 13: models.chat.order: is empty; give it a value or remove it"""),
                row("a list in a list", "    route: [main, [spare]]", """
                        interline.yaml, line 12: models.chat.route[1]: needs the name of a deployment, or keys such as \
                        deployment and weight, not a list"""),
                row("an entry that names nobody", "    route: [main, {weight: 5}]", """
                        interline.yaml, line 12: models.chat.route[1].deployment: is missing; name one, or write a \
                        provider with its settings here"""),
                row("an unknown key of an entry", "    route: [{deployment: main, wieght: 5}]", """
                        interline.yaml, line 12: models.chat.route[0].wieght: is not known here; did you mean weight? \
                        known are: deployment, group, name, optional, region, weight"""),
                row(
                        "an unknown key of a deployment in a route",
                        "    route:\n      - {provider: azure, endpoint: e, api-key: k, wieght: 5}",
                        """
                        interline.yaml, line 13: models.chat.route[0].wieght: is not known here; did you mean weight? \
                        known are: abilities, api-key, connect-timeout, context-window, deployment, endpoint, family, \
                        group, headers, kind, limits, max-output, model, name, optional, pool, price, provider, \
                        reasons, region, residency, weight"""),
                row("a weight of nothing", "    route: [{deployment: main, weight: 0}]", """
                        interline.yaml, line 12: models.chat.route[0].weight: a weight is a number above zero, not \
                        0.0"""),
                row("a weight that is none", "    route: [{deployment: main, weight: heavy}]", """
                        interline.yaml, line 12: models.chat.route[0].weight: 'heavy' is not a number such as 80 or \
                        0.5"""),
                row("a name with a space", "    route: [{deployment: main, name: my main}]", """
                        interline.yaml, line 12: models.chat.route[0]: a name is made of letters, digits, '.', '_' \
                        and '-', and begins with a letter or a digit"""),
                row("an unknown provider in a route", "    route: [{provider: asure}]", """
                        interline.yaml, line 12: models.chat.route[0].provider: 'asure' is not known; \
                        did you mean azure? known are: acme, azure, bedrock, openai-compatible, vertex"""),
                row("an unknown key", "    route: [main]\n    dedline: 90s", """
                        interline.yaml, line 13: models.chat.dedline: is not known here; did you mean deadline? \
                        known are: budget, constraints, deadline, deployment, exercise, fail-over-when-blocked, \
                        first-content, hedging, kind, log-calls, max-attempts, max-retry-wait, min-throughput, on-stream-failure, \
                        order, route, silence, sticky, strategy"""),
                row("a share of more than all", "    route: [main]\n    exercise: 120%", """
                        interline.yaml, line 13: models.chat.exercise: a share of calls lies between 0 and 1, it was \
                        1.2"""),
                row("a share that is none", "    route: [main]\n    exercise: some", """
                        interline.yaml, line 13: models.chat.exercise: 'some' is not a share such as 0.5% or 0.005"""),
                row("a speed that is none", "    route: [main]\n    min-throughput: 5", """
                        interline.yaml, line 13: models.chat.min-throughput: '5' is not a speed such as \
                        5 tokens/s over 15s"""),
                row("an impossible route", "    route: [main]\n    constraints: {regions: [mars]}", """
                        interline.yaml, line 13: models.chat.constraints: no target of the route can ever answer; \
                        main: its region is not known, allowed [mars]"""),
                row("an unknown constraint", "    route: [main]\n    constraints: {region: eu}", """
                        interline.yaml, line 13: models.chat.constraints.region: is not known here; did you mean \
                        regions? known are: abilities, clouds, max-price, min-context, models, regions, residencies"""),
                row("half a price", "    route: [main]\n    constraints: {max-price: {input: 1}}", """
                        interline.yaml, line 13: models.chat.constraints.max-price.output: is missing; write US \
                        dollars for a million tokens, such as 0.25"""),
                row("no time at all", "    route: [main]\n    deadline: 0s", """
                        interline.yaml, line 13: models.chat.deadline: deadline must be above zero, not PT0S"""),
                row("no attempt at all", "    route: [main]\n    max-attempts: 0", """
                        interline.yaml, line 13: models.chat.max-attempts: a call takes at least 1 attempt, not 0"""),
                row("an unknown word", "    route: [main]\n    on-stream-failure: restrat", """
                        interline.yaml, line 13: models.chat.on-stream-failure: 'restrat' is not known; \
                        did you mean restart? known are: fail, restart, continue"""),
                row("an order of others", "    route: [main, spare]\n    order: [spare, vertex]", """
                        interline.yaml, line 13: models.chat.order: 'vertex' is not in the route; \
                        its targets are: main, spare"""),
                row("missing variables in a route", """
                            route: [main, "${A}", {deployment: "${B}", name: "${C}"}, {provider: "${D}"}]
                            deadline: ${LIMIT}""".indent(4), """
                        interline.yaml: these variables are set neither in the environment nor as system properties:
                          D, line 12: models.chat.route[3].provider
                          LIMIT, line 13: models.chat.deadline
                          A, line 12: models.chat.route[1]
                          B, line 12: models.chat.route[2].deployment
                          C, line 12: models.chat.route[2].name
                        set them, give a default as in ${NAME:default}, or mark what can do without as optional: \
                        true"""),
                row("a missing variable for a route", "    route: ${ROUTE}", """
                        interline.yaml: these variables are set neither in the environment nor as system properties:
                          ROUTE, line 12: models.chat.route
                        set them, give a default as in ${NAME:default}, or mark what can do without as optional: \
                        true"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void models(String title, String line, String message) {
        assertThat(ConfigFile.yaml(directory, GOOD.replace("    route: [main, spare]", line))
                        .with("SET", "secret")
                        .complaint())
                .isEqualTo(message);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                row("nothing", "", """
                        interline.yaml: the file is empty; it needs at least the section models"""),
                row("a comment", "# nothing yet\n", """
                        interline.yaml: the file is empty; it needs at least the section models"""),
                row("a word", "hello\n", """
                        interline.yaml, line 1: the file must hold sections such as deployments and models, not a \
                        single value"""),
                row("a list", "- deployments\n", """
                        interline.yaml, line 1: the file must hold sections such as deployments and models, not a \
                        list"""),
                row("two documents", GOOD + "---\nmodels: {}\n", """
                        interline.yaml, line 14: a second document begins here; put everything into the first one"""),
                row("an unknown section", GOOD + "modles: {}\n", """
                        interline.yaml, line 13: modles: is not known here; did you mean models? \
                        known are: catalogue, deployments, log-calls, models, profiles, reload, transport"""),
                row("no models", "deployments: {}\n", """
                        interline.yaml, line 1: models: is missing; name at least one model, with a route"""),
                row("empty models", "models:\n", """
                        interline.yaml, line 1: models: needs keys of its own, not a single value"""),
                row("models in a list", "models: [chat]\n", """
                        interline.yaml, line 1: models: needs keys of its own, not a list"""),
                row("a model that is a word", "models:\n  chat: main\n", """
                        interline.yaml, line 2: models.chat: needs keys of its own, not a single value"""),
                row("a model with a blank in its name", "models:\n  my chat: {route: [main]}\n", """
                        interline.yaml, line 2: models.my chat: a name is made of letters, digits, '.', '_' and '-', \
                        and begins with a letter or a digit"""),
                row("a deployment that is a list", "deployments:\n  main: []\nmodels: {chat: {route: main}}\n", """
                        interline.yaml, line 2: deployments.main: needs keys of its own, not a list"""),
                row("a key that is a list", "[a, b]: c\n", """
                        interline.yaml, line 1: a key must be a single word"""),
                row("a deployment without provider", GOOD.replaceFirst("    provider: azure\n", ""), """
                        interline.yaml, line 2: deployments.main.provider: is missing; \
                        known are: acme, azure, bedrock, openai-compatible, vertex"""),
                row("an unknown provider", GOOD.replace(": azure", ": azur"), """
                        interline.yaml, line 3: deployments.main.provider: 'azur' is not known; \
                        did you mean azure? known are: acme, azure, bedrock, openai-compatible, vertex"""),
                row("a provider whose artifact is not there", GOOD.replace(": azure", ": bedrock"), """
                        interline.yaml, line 3: deployments.main.provider: bedrock is not on the class path; \
                        add the artifact dev.interline:interline-bedrock, or mark the deployment as optional: true"""),
                row("what no text has", "models: \u0000\n", """
                        interline.yaml: not YAML: it holds characters that no text has"""),
                row("too deep", "a: " + "[".repeat(60) + "]".repeat(60), """
                        interline.yaml, line 1: the file is nested too deeply or too large"""),
                row("a key before its time", "a: b: c\n", """
                        interline.yaml, line 1: not YAML: mapping values are not allowed here"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void files(String title, String file, String message) {
        assertThat(ConfigFile.yaml(directory, file).complaint()).isEqualTo(message);
    }

    static Stream<Arguments> properties() {
        return Stream.of(
                row("nothing", "# nothing", """
                        interline.properties: the file is empty; it needs at least the section models"""),
                row("an unknown key", "models.chat.route=main\nmodle.chat.route=main\n", """
                        interline.properties, line 2: modle: is not known here; did you mean models? \
                        known are: catalogue, deployments, log-calls, models, profiles, reload, transport"""),
                row("a double key", "models.chat.deadline=1s\n\nmodels.chat.deadline = 2s\n", """
                        interline.properties, line 3: the key models.chat.deadline was given before, in line 1; \
                        remove one of them"""),
                row("a value, then a section", "models.chat=a\nmodels.chat.route=main\n", """
                        interline.properties, line 2: models.chat.route cannot be, because chat was given a single \
                        value in line 1"""),
                row("a section, then a value", "models.chat.route=main\nmodels.chat=a\n", """
                        interline.properties, line 2: models.chat is given a single value here, but keys of its own \
                        in line 1"""),
                row("an escape that is none", "models.chat.route=\\u12\n", """
                        interline.properties, line 1: a \\u that is not followed by four hexadecimal digits"""),
                row("an unknown deployment", "# first\nmodels.chat.route=\\\n  main\n", """
                        interline.properties, line 2: models.chat.route[0]: 'main' is not among the deployments"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void properties(String title, String file, String message) {
        assertThat(ConfigFile.properties(directory, file).complaint()).isEqualTo(message);
    }

    private static Arguments row(String title, String text, String message) {
        return Arguments.of(title, text, message);
    }
}

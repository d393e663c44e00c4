package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.testkit.FakeClouds;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Who does what the page says has a program that survives an outage. */
class GettingStartedTest {
    private static final Path ROOT = Path.of("..");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path project;

    private Page page = new Page("");

    @BeforeEach
    void read() throws IOException {
        page = Page.read(ROOT.resolve("docs/getting-started.md"));
    }

    @Test
    void twelveLinesOfJavaAndTwelveOfYamlAreEnough() {
        assertThat(page.blocks("java").get(0).lines()).hasSizeLessThanOrEqualTo(12);
        assertThat(page.blocks("yaml").get(0).lines()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void theProgramStreamsItsAnswerWhileAzureIsDown() throws Exception {
        Path source = Files.writeString(
                project.resolve("Hello.java"), page.blocks("java").get(0));
        Files.writeString(project.resolve("interline.yaml"), page.blocks("yaml").get(0));
        int failed = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK")
                .run(null, null, null, "-cp", CLASS_PATH, "-d", project.toString(), source.toString());
        assertThat(failed).isZero();

        try (FakeClouds clouds = FakeClouds.start()) {
            clouds.on("azure").denies();
            clouds.on("bedrock").accepts("bedrock-key").says("Rivers carry minerals into it.");

            assertThat(run(clouds)).endsWith("Rivers carry minerals into it.");
            clouds.on("azure").mustHaveBeenAsked(1).mustHaveBeenAsked("salty");
            assertThat(clouds.on("bedrock").lastRequest().path()).endsWith("/converse-stream");
        }
    }

    /** What the page says of each cloud, under the route of the page on failing over. */
    @Test
    void whatIsWrittenOfEachCloudLoads() throws IOException {
        StringBuilder file = new StringBuilder("deployments:\n");
        for (String block : page.blocks("yaml").subList(1, 4)) {
            file.append(block.substring("deployments:\n".length())).append('\n');
        }
        file.append(Page.read(ROOT.resolve("docs/failover.md")).blocks("yaml").get(0));
        Path yaml = Files.writeString(project.resolve("clouds.yaml"), file);

        try (FakeClouds clouds = FakeClouds.start();
                Interline interline = clouds.load(yaml)) {
            clouds.on("azure").fails(503);
            clouds.on("bedrock").fails(503);
            clouds.on("vertex").says("The last one.");

            assertThat(interline.deployments()).containsExactly("azure", "bedrock", "vertex");
            assertThat(interline.model("chat").ask("Hi")).isEqualTo("The last one.");
        }
    }

    private String run(FakeClouds clouds) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                project + File.pathSeparator + CLASS_PATH,
                "Hello");
        java.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("INTERLINE_"));
        java.environment().put("AZURE_OPENAI_ENDPOINT", clouds.url("azure"));
        java.environment().put("AZURE_OPENAI_API_KEY", "wrong");
        java.environment().put("AWS_BEARER_TOKEN_BEDROCK", "bedrock-key");
        java.environment().put("INTERLINE_DEPLOYMENTS_BEDROCK_ENDPOINT", clouds.url("bedrock"));
        Path log = project.resolve("log");
        Process process = java.redirectError(log.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log))
                .contains("azure refuses our credential")
                .contains("azure did not answer, bedrock did");
        assertThat(process.exitValue()).isZero();
        return printed;
    }

    /** The page's project names what this one makes, in the version that it is. */
    @Test
    void theProjectDependsOnWhatThereIs() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.blocks("xml").get(0))));
        Document parent = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve("pom.xml").toFile());

        assertThat(text(pom, "interline.version")).isEqualTo(text(parent, "version"));
        assertThat(page.blocks("xml").get(0)).contains("<version>" + text(parent, "slf4j.version") + "</version>");
        NodeList artifacts = pom.getElementsByTagName("artifactId");
        for (int i = 1; i < artifacts.getLength(); i++) {
            String artifact = artifacts.item(i).getTextContent();
            assertThat(Files.readString(ROOT.resolve("bom/pom.xml")) + "slf4j-simple")
                    .contains(artifact);
        }
    }

    private static String text(Document pom, String element) {
        return pom.getElementsByTagName(element).item(0).getTextContent();
    }
}

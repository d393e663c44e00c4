package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our way from JSON to a tree and back does what Jackson's mapper does. */
class TreesTest {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Test
    void everyRecordedDocumentIsReadAndWrittenAsJacksonDoes() throws Exception {
        List<String> documents = documents();
        assertThat(documents).hasSizeGreaterThan(100);
        for (String document : documents) {
            JsonNode tree = Json.read(document);
            assertThat(tree).isEqualTo(MAPPER.readTree(document));
            assertThat(Json.write(tree)).isEqualTo(MAPPER.writeValueAsBytes(tree));
            assertThat(Json.compact(tree)).isEqualTo(MAPPER.writeValueAsString(tree));
        }
    }

    private static List<String> documents() throws IOException, URISyntaxException {
        Path root = Path.of(
                Objects.requireNonNull(TreesTest.class.getResource("/recorded")).toURI());
        List<String> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".json")) {
                    documents.add(Files.readString(file));
                } else if (!file.toString().endsWith(".bin")) {
                    Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> line.startsWith("data: {"))
                            .forEach(line -> documents.add(line.substring(6)));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return documents;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "[0,-0,2147483647,2147483648,9223372036854775807,9223372036854775808,-1]",
                "[1.0,1.10,-0.0,1e5,1E-300,123456789.123456789123456789]",
                "[true,false,null,\"\",\"\\u0000\\uD83D\\uDC4B\\\"\\\\\\n\"]",
                "{\"\":{},\"x\":[[],[{}]]}",
                "3",
                "\"text\"",
                "{} trailing",
            })
    void oddOnesToo(String document) throws Exception {
        JsonNode tree = Json.read(document);
        assertThat(tree).isEqualTo(MAPPER.readTree(document));
        assertThat(Json.compact(tree)).isEqualTo(MAPPER.writeValueAsString(tree));
    }

    @Test
    void halfACharacterIsWrittenAsJsonCanHoldIt() throws Exception {
        String halves = "a\ud83d b\udc4b \ud83d";
        JsonNode tree = Json.object().put("text", halves);
        assertThat(new String(Json.write(tree), StandardCharsets.US_ASCII))
                .isEqualTo("{\"text\":\"a\\uD83D b\\uDC4B \\uD83D\"}");
        assertThat(Json.read(Json.compact(tree)).path("text").textValue()).isEqualTo(halves);
    }

    @Test
    void numbersOfEverySizeAreWritten() {
        JsonNode tree = Json.array()
                .add(Long.MIN_VALUE)
                .add(Long.MAX_VALUE)
                .add(0)
                .add(-10)
                .add(1e-7)
                .add(0.1f)
                .add(Double.NaN)
                .add(new BigDecimal("1E+3"))
                .add(new byte[] {1, 2, 3});
        assertThat(Json.compact(tree))
                .isEqualTo("[-9223372036854775808,9223372036854775807,0,-10,1.0E-7,0.1,\"NaN\",1E+3,\"AQID\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "1E99999999999999",
                "-1.3e7128295898",
                "[1,",
                "{\"a\"}",
                "{\"a\":}",
                "[1 2]",
                "nul",
                "NaN",
                "\"open",
                "]",
                "{\"a\":1,}"
            })
    void whatIsNoDocumentIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nothingIsMissing() throws Exception {
        assertThat(Json.read("").isMissingNode()).isTrue();
        assertThat(Json.read("  ").isMissingNode()).isTrue();
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        assertThatThrownBy(() -> Json.read("[".repeat(10_000))).isInstanceOf(JsonProcessingException.class);
    }

    private enum Word {
        YES
    }

    @Test
    void aCallersValuesBecomeATree() throws Exception {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", CharBuffer.wrap("abc"));
        value.put("word", Word.YES);
        value.put("flag", true);
        value.put("none", null);
        value.put("whole", List.of((byte) 1, (short) 2, 3, 4L, BigInteger.TEN));
        value.put("parts", new Object[] {0.5, 0.25f, new BigDecimal("1.10")});

        assertThat(Json.compact(Json.tree(value)))
                .isEqualTo("{\"text\":\"abc\",\"word\":\"YES\",\"flag\":true,\"none\":null,\"whole\":[1,2,3,4,10],"
                        + "\"parts\":[0.5,0.25,1.10]}");
    }

    @Test
    void whatIsNoJsonIsRefusedByItsType() {
        assertThatThrownBy(() -> Json.tree(Map.of("when", Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Instant")
                .hasMessageContaining("use maps, lists, text, numbers and booleans");
        assertThatThrownBy(() -> Json.tree(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A tree's own toString starts Jackson's data binding, which older annotations on the class path break. */
    @Test
    void noTreeIsWrittenByItsToString() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a tree's toString",
                        (JavaMethodCall call) -> call.getName().equals("toString")
                                && call.getTargetOwner().isAssignableTo(JsonNode.class)))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectMapper.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.interline"));
    }
}

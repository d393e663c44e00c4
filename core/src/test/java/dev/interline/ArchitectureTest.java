package dev.interline;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may know what, and what a user of the module gets to see. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.interline");

    @Test
    void publicSignaturesHoldTypesOfOursAndOfTheJdkAlone() {
        Set<String> foreign = new TreeSet<>();
        int[] seen = new int[1];
        for (JavaClass type : CORE) {
            if (!isVisible(type)) {
                continue;
            }
            Stream<JavaType> supertypes = Stream.concat(type.getInterfaces().stream(), type.getSuperclass().stream());
            Stream<JavaType> fields = type.getFields().stream()
                    .filter(ArchitectureTest::isVisible)
                    .map(JavaField::getType);
            Stream<JavaType> units = type.getCodeUnits().stream()
                    .filter(unit -> isVisible(unit.getModifiers()))
                    .flatMap(ArchitectureTest::signature);
            Stream.of(supertypes, fields, units)
                    .flatMap(each -> each)
                    .flatMap(each -> each.getAllInvolvedRawTypes().stream())
                    .forEach(each -> {
                        seen[0]++;
                        String name = each.getBaseComponentType().getName();
                        if (!each.getBaseComponentType().isPrimitive()
                                && !name.startsWith("java.")
                                && !name.startsWith("dev.interline.")) {
                            foreign.add(type.getName() + " shows " + name);
                        }
                    });
        }
        assertThat(foreign).isEmpty();
        assertThat(seen[0]).isGreaterThan(1_000);
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream().map(type -> (JavaType) type))
                .flatMap(each -> each);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaField field) {
        return isVisible(field.getModifiers());
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    @Test
    void nobodyLeansOnTheRouteOrOnTheTestingTools() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.interline",
                        "dev.interline.async",
                        "dev.interline.error",
                        "dev.interline.policy",
                        "dev.interline.time")
                .and()
                // the front door to the configuration hands out routes
                .doNotHaveFullyQualifiedName("dev.interline.Interline")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.interline.route", "dev.interline.testing", "dev.interline.config")
                .check(CORE);
        noClasses()
                .that()
                .resideInAPackage("dev.interline.route")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.interline.testing", "dev.interline.config")
                .check(CORE);
    }

    /** The vocabulary and its errors, clock and shorthands know each other; all other packages form a line. */
    @Test
    void packagesAboveTheVocabularyFormNoCycle() {
        Set<String> below = Set.of("dev.interline", "dev.interline.error", "dev.interline.time");
        JavaClasses above = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importClasses(CORE.stream()
                        .filter(type -> !below.contains(type.getPackageName()))
                        .map(JavaClass::reflect)
                        .collect(Collectors.toList()));
        SlicesRuleDefinition.slices()
                .matching("dev.interline.(*)..")
                .should()
                .beFreeOfCycles()
                .check(above);
    }

    @Test
    void engineBehindTheBreakerIsKnownToOneClass() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.interline.route.Breaker")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .check(CORE);
    }

    @Test
    void nothingSynchronisesOnAMonitorOrSleeps() {
        assertThat(CORE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED)))
                .isEmpty();
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CORE);
    }
}

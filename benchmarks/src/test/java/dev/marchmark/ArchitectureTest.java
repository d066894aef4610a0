// SPDX-License-Identifier: Apache-2.0
package dev.marchmark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of ARCHITECTURE.md, read from there, and who alone may use a library. */
class ArchitectureTest {
    private static final String ROOT = "dev.marchmark";
    private static final Path SOURCES = Path.of("src/main/java/dev/marchmark");
    /** Below {@code cli}, which may use everything: what each package may use. */
    private static final Map<String, Set<String>> ARROWS = arrows();

    // What JMH generates is its own business.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages(ROOT);

    private static Map<String, Set<String>> arrows() {
        String text;
        try {
            text = Files.readString(Path.of("../ARCHITECTURE.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        String section = text.substring(text.indexOf("\n## Arrows\n"), text.indexOf("\n## What crosses"));
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String bullet : section.split("\n- ", -1)) {
            for (String chain : bullet.split(";", -1)) {
                List<List<String>> links = Arrays.stream(chain.split("->", -1))
                        .map(ArchitectureTest::names)
                        .toList();
                for (int from = 0; from < links.size(); from++) {
                    for (String user : links.get(from)) {
                        Set<String> used = arrows.computeIfAbsent(user, any -> new TreeSet<>());
                        links.subList(from + 1, links.size()).forEach(used::addAll);
                    }
                }
            }
        }
        arrows.remove("cli");
        return arrows;
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = Pattern.compile("`([a-z]+)`").matcher(text);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return new TreeSet<>(
                    folders.map(folder -> folder.getFileName().toString()).toList());
        }
    }

    private static DescribedPredicate<JavaClass> in(Set<String> packages) {
        return resideInAnyPackage(
                packages.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new));
    }

    @Test
    void everyPackageHasItsArrowsInTheDocument() throws IOException {
        Set<String> packages = packages();
        packages.remove("cli");
        assertThat(ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(packages);
        assertThat(ARROWS.get("stats")).isEmpty();
        assertThat(ARROWS.get("model")).isEmpty();
        assertThat(ARROWS.get("report")).containsExactlyInAnyOrder("analysis", "stats", "model");
    }

    @Test
    void packagesUseOnlyWhatTheArrowsAllow() throws IOException {
        for (Map.Entry<String, Set<String>> arrow : ARROWS.entrySet()) {
            Set<String> forbidden = packages();
            forbidden.remove(arrow.getKey());
            forbidden.removeAll(arrow.getValue());
            noClasses()
                    .that(in(Set.of(arrow.getKey())))
                    .should()
                    .dependOnClassesThat(in(forbidden))
                    .check(CLASSES);
        }
    }

    /** An arrow that nothing follows any more is a licence to be taken away. */
    @Test
    void everyArrowIsFollowed() {
        ARROWS.forEach((user, allowed) -> {
            Set<String> used = new TreeSet<>();
            CLASSES.that(in(Set.of(user))).forEach(type -> type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.startsWith(ROOT + "."))
                    .forEach(name -> used.add(name.substring(ROOT.length() + 1))));
            assertThat(used).as("what %s uses", user).containsAll(allowed);
        });
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "com.sun.jna, nativelib",
        "org.openjdk.jmh, harness",
        "tools.jackson, store",
        "com.networknt, store",
        "picocli, cli",
        "me.tongfei, cli",
        "com.github.mustachejava, report",
        "org.apache.commons.math3, stats",
        "org.apache.commons.csv, report",
        "org.apache.commons.compress, audit bundle",
    })
    void librariesHaveTheUsersThatAreNamed(String library, String users) {
        Set<String> named = Set.of(users.split(" ", -1));
        noClasses()
                .that(DescribedPredicate.not(in(named)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library + ".."))
                .check(CLASSES);
        for (String user : named) {
            assertThat(CLASSES.that(in(Set.of(user))).stream()
                            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                            .anyMatch(dependency ->
                                    dependency.getTargetClass().getPackageName().startsWith(library)))
                    .as("%s uses %s", user, library)
                    .isTrue();
        }
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> folders = files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> file.resolveSibling("package-info.java"))
                    .distinct()
                    .toList();
            assertThat(folders).hasSize(packages().size());
            for (Path info : folders) {
                assertThat(info)
                        .content()
                        .containsPattern("(?s)/\\*\\*.*\\*/\\n@NullMarked\\npackage dev\\.marchmark\\.");
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListTest {
    private static String listed = "";

    @BeforeAll
    static void list() {
        Program.Outcome outcome =
                new Program(Project.shared()).run("list", "--flags").requireCode(0);
        assertThat(outcome.err()).isEmpty();
        listed = outcome.out();
    }

    @Test
    void everyWorkloadIsListedWithItsSummaryOrWhyItIsNotThere() throws IOException {
        Path sources = Project.shared().nativeFolder();
        List<String> ids;
        try (Stream<Path> files = Files.walk(sources)) {
            ids = files.map(file -> sources.relativize(file).toString())
                    .filter(file -> file.matches("(kernels|packages)/.*[.]c"))
                    .map(file -> file.substring(0, file.length() - 2))
                    .sorted()
                    .toList();
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(14);
        assertThat(section("workloads:"))
                .zipSatisfy(ids, (line, id) -> assertThat(line).matches("  " + id + " +\\S.*"));
    }

    @Test
    void everyVariantIsListedAndThoseAboveTheHostsLevelAreRefused() {
        List<String> names = Project.read(Project.shared().nativeFolder().resolve("variants"))
                .lines()
                .filter(line -> line.matches("v.*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        Matcher head = Pattern.compile("variants \\(this host supports x86-64-v([1-4])\\):")
                .matcher(listed);
        assertThat(head.find()).isTrue();
        int hostLevel = Integer.parseInt(head.group(1));
        assertThat(section(head.group())).zipSatisfy(names, (line, name) -> {
            assertThat(line).startsWith("  " + name + " ");
            boolean above = name.charAt(1) - '0' > hostLevel;
            String refusal = "can't run here: this host supports x86-64-v" + hostLevel + " only (it lacks ";
            assertThat(line.contains(refusal)).as(line).isEqualTo(above);
            if (!above && !line.contains("is not installed")) {
                assertThat(line).contains("-march=x86-64");
            }
        });
    }

    @Test
    void everySetIsListedAndNamesVariantsThatThereAre() {
        List<String> variants = listed.lines()
                .dropWhile(line -> !line.startsWith("variants ("))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.trim().split(" ", 2)[0])
                .toList();
        List<String> sets = Project.read(Project.shared().nativeFolder().resolve("sets"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(sets).anyMatch(line -> line.startsWith("profile "));
        assertThat(section("sets (run --vary):")).zipSatisfy(sets, (line, set) -> {
            String[] words = set.split(" +", -1);
            assertThat(line.trim().split(" +", -1)).containsExactly(words);
            assertThat(variants).contains(Arrays.copyOfRange(words, 1, words.length));
        });
    }

    @Test
    void longFlagsAreCutOffAndSaidToBe() {
        List<String> inFull = section(head());
        List<String> lines = new Program(Project.shared())
                .run("list")
                .requireCode(0)
                .out()
                .lines()
                .toList();
        assertThat(lines).contains("all flags, where ... stands for more: marchmark list --flags");
        assertThat(inFull).anyMatch(line -> line.contains(" -flto=auto ") && line.length() > 400);
        List<String> shown = lines.subList(lines.indexOf(head()) + 1, lines.indexOf(head()) + 1 + inFull.size());
        assertThat(shown).zipSatisfy(inFull, (line, whole) -> {
            if (whole.contains("can't run here: ")) {
                assertThat(line).isEqualTo(whole);
            } else {
                assertThat(line).hasSizeLessThanOrEqualTo(100);
                assertThat(whole).startsWith(line.replaceFirst("[.]{3}$", ""));
            }
        });
    }

    private static String head() {
        return listed.lines()
                .filter(line -> line.startsWith("variants ("))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> section(String head) {
        return Arrays.stream(listed.split("\n", -1))
                .dropWhile(line -> !line.equals(head))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .toList();
    }
}

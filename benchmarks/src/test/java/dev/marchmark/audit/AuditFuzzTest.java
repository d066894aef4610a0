// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A minute of Jazzer, which looks for inputs that execute other code of ours than those before, from small sound files on. Each
 * run draws other inputs; what it finds is printed, to become a test of its own.
 */
@Tag("slow")
class AuditFuzzTest {
    private static final int SECONDS = 60;

    @TempDir
    private Path folder = Path.of("");

    private Path library = Path.of("");
    private Path corpus = Path.of("");
    private Path found = Path.of("");

    @BeforeEach
    void makeSeeds() throws IOException {
        String code = Assembled.function("f", "call g@plt", "blsr %eax,%ebx", "vaddps %ymm0,%ymm1,%ymm2")
                + Assembled.function("g", "lahf", "rep movsb", "jmp 1f", "1: tzcnt (%rdi),%rax", "cpuid");
        library = Assembled.library(folder, code, "-z", "x86-64-v3", "-z", "noseparate-code");
        Path object = folder.resolve("object.o");
        corpus = Files.createDirectory(folder.resolve("corpus"));
        found = Files.createDirectory(folder.resolve("found"));
        Files.copy(library, corpus.resolve("library.so"));
        Files.copy(object, corpus.resolve("object.o"));
        Assembled.run("ld", "-z", "noseparate-code", "-e", "f", "-o", corpus + "/program", object.toString());
        Assembled.run("strip", "-o", corpus + "/stripped.so", library.toString());
        Assembled.run("ar", "rc", corpus + "/library.a", object.toString(), library.toString());
        byte[] tar = Packaged.tar(library);
        Packaged.deb(corpus.resolve("plain.deb"), "data.tar", tar);
        Packaged.deb(corpus.resolve("xz.deb"), "data.tar.xz", Packaged.xz(tar));
        Packaged.deb(corpus.resolve("gz.deb"), "data.tar.gz", gzip(tar));
        Packaged.rpm(corpus.resolve("plain.rpm"), Packaged.cpio(library));
        Packaged.rpm(corpus.resolve("xz.rpm"), Packaged.xz(Packaged.cpio(library)));
        String listing = Assembled.run("objdump", "-d", "-w", "-z", "--no-show-raw-insn", library.toString());
        Files.writeString(corpus.resolve("listing"), listing);
        Files.copy(GoFunctionsTest.program(folder, "0xfffffff1", "2", "begin"), corpus.resolve("go"));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void damagedFilesAreRefusedWithAReasonAndNothingElseHappens() throws Exception {
        long seeds;
        try (Stream<Path> files = Files.list(corpus)) {
            seeds = files.count();
        }
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-D" + AuditFuzzer.FOLDER_PROPERTY + "=" + Files.createDirectory(folder.resolve("between")),
                        "-D" + AuditFuzzer.LIBRARY_PROPERTY + "=" + library,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + AuditFuzzer.class.getName(),
                        "--instrumentation_includes=dev.marchmark.audit.**:org.apache.commons.compress.**",
                        "--reproducer_path=" + found,
                        "-artifact_prefix=" + found + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=32768",
                        "-timeout=20",
                        "-rss_limit_mb=2048",
                        "-print_final_stats=1",
                        corpus.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(jazzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jazzer.waitFor()).as(said + inputs()).isZero();
        long executed = count(said, "number_of_executed_units");
        long kept = count(said, "new_units_added");
        assertThat(executed - seeds).as(said).isGreaterThan(200);
        assertThat(kept).as(said).isPositive();
        System.out.println("the audit was fuzzed for " + SECONDS + " s: of " + seeds + " seeds " + (executed - seeds)
                + " inputs were made, of which " + kept + " executed code that none before did; nothing was found");
    }

    private static long count(String said, String what) {
        Matcher count = Pattern.compile("stat::" + what + ": *([0-9]+)").matcher(said);
        assertThat(count.find()).as(said).isTrue();
        return Long.parseLong(count.group(1));
    }

    /** What it found, for a test: the folder goes with this one. */
    private String inputs() throws IOException {
        StringBuilder inputs = new StringBuilder();
        try (Stream<Path> files = Files.list(found)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                inputs.append(file.getFileName())
                        .append(": ")
                        .append(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                        .append('\n');
            }
        }
        return inputs.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A package of one C file that builds in a second, in a native folder and a cache of its own, on a host of its own: apt,
 * dpkg-source and dpkg-query are stand-ins that know this package only. Two of its functions have names of zlib's, which
 * the JVM has as well.
 */
public final class TinyPackage {
    /** Of the source that the archive has from the beginning. */
    public static final String VERSION = "1:1.0-1";

    /** Its only workload. */
    public static final String WORKLOAD = "packages/tiny/sum";

    /** Lines of {@code native/variants}. */
    static final String VARIANTS =
            """
            v1-package gcc @package -march=x86-64
            v2-package gcc @package -march=x86-64-v2
            v3-package gcc @package -march=x86-64-v3
            """;

    /** What the distribution's own rules are. */
    public static final String RULES = rules("$(DEB_CFLAGS_APPEND)");

    private static final String SOURCE =
            """
            unsigned deflate(const unsigned char *bytes, unsigned long n, unsigned shift) {
              unsigned sum = 1;
              for (unsigned long i = 0; i < n; i++) sum = sum * 31 + ((unsigned)bytes[i] << (shift & 31));
              return sum;
            }
            int compress2(void) { return 41 + (int)deflate((void *)0, 0, 0); }
            """;
    private static final String MAP = "/* as linkers take it */\n{ global: deflate; compress2; local: *; };\n";
    private static final String HEADER =
            "unsigned deflate(const unsigned char *bytes, unsigned long n, unsigned shift);\nint compress2(void);\n";
    private static final String DESCRIPTOR =
            """
            # A test's
            source tiny
            library libtiny.so.1
            headers api/tiny.h
            licence Zlib
            dispatch none
            """;
    private static final String ADAPTER =
            """
            // SPDX-License-Identifier: Apache-2.0
            #include <api/tiny.h>

            #include "inputs.h"
            #include "marchmark.h"

            enum { TEXT, SUM };

            static void run(const struct mm_data *data, uint64_t step) {
              *(uint32_t *)mm_at(data, SUM, step) = deflate(mm_at(data, TEXT, step), data->n, step & 7);
            }

            MM_CODE(.run = run);

            static int shape(uint64_t bytes, struct mm_shape *shape) {
              *shape = (struct mm_shape){.n = bytes,
                                         .work = bytes,
                                         .instances = 1,
                                         .buffer = {[TEXT] = {bytes, MM_INPUT, MM_BYTES, 0},
                                                    [SUM] = {sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
              return 1;
            }

            static void fill(const struct mm_data *data, uint64_t seed) {
              mm_text(mm_at(data, TEXT, 0), data->n, seed);
            }

            static void reference(const struct mm_data *data, uint64_t step) {
              const uint8_t *text = mm_at(data, TEXT, step), *end = text + data->n;
              uint32_t sum = 1;
              while (text < end) sum = 31 * sum + (uint32_t)*text++ * (1u << (step & 7));
              *(uint32_t *)mm_at(data, SUM, step) = sum;
            }

            MM_WORKLOAD(.summary = "a sum", .unit = "byte", .shape = shape, .fill = fill, .reference = reference);
            """;

    private final Path nativeFolder;
    private final Path scratch;

    /**
     * Adds it to a native folder.
     *
     * @param scratch an empty folder for cache, archive and stand-ins
     */
    public TinyPackage(Path nativeFolder, Path scratch) {
        this.nativeFolder = nativeFolder;
        this.scratch = scratch;
        write(nativeFolder.resolve("packages/tiny/package"), DESCRIPTOR);
        write(nativeFolder.resolve("packages/tiny/sum.c"), ADAPTER);
        Nobody.requireAbleToBuild();
        StandInTools.putInto(scratch.resolve("bin"));
        offer("tiny=" + VERSION, VERSION, RULES);
        offer("tiny-of-the-suite", VERSION, RULES);
        install(SOURCE, VERSION);
    }

    /** In a native folder of its own, which must not be there yet, in two layouts. */
    public static TinyPackage alone(Path nativeFolder, Path scratch) {
        NativeFolder.at(nativeFolder).with("variants", VARIANTS).withLayouts(2);
        return new TinyPackage(nativeFolder, scratch);
    }

    /** Rules that compile with these flags. */
    public static String rules(String flags) {
        return """
        build-arch:
        \tgcc -g -O2 %s -fPIC -c tiny.c -o tiny.o
        \tgcc -shared -Wl,-soname,libtiny.so.1 -Wl,--version-script=tiny.map -o libtiny.so.1.0 tiny.o
        """
                .formatted(flags);
    }

    /** Puts a source into the archive, under what apt is asked for. */
    public TinyPackage offer(String asked, String version, String rules) {
        Path tree = scratch.resolve("trees").resolve(asked);
        write(tree.resolve("tiny.c"), SOURCE);
        write(tree.resolve("tiny.map"), MAP);
        write(tree.resolve("api/tiny.h"), HEADER);
        write(tree.resolve("debian/rules"), rules);
        Path place = scratch.resolve("bin/apt-get.archive").resolve(asked);
        write(
                place.resolve("tiny.dsc"),
                "Format: 3.0 (native)\nSource: tiny\nVersion: " + version + "\nPackage-List:\n"
                        + " libtiny-dev deb libdevel optional arch=any\n libtiny1 deb libs optional arch=any\nFiles:\n");
        require("tar", "-cf", place.resolve("tiny.tar").toString(), "-C", tree.toString(), ".");
        return this;
    }

    /** Takes it out of the archive. */
    public TinyPackage withdraw(String asked) {
        try {
            NativeFolder.delete(scratch.resolve("bin/apt-get.archive").resolve(asked));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts other rules in place of those of the installed version's source. */
    public TinyPackage withRules(String rules) {
        return offer("tiny=" + VERSION, VERSION, rules);
    }

    /** Forgets what was fetched, so that it is fetched again. */
    public TinyPackage withoutFetchedSource() {
        try {
            NativeFolder.delete(cache().resolve("packages/tiny/1%3a1.0-1/source"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the library in the archive only, in a package of its own. */
    public TinyPackage withShippedButNotInstalled() {
        Path installed = scratch.resolve("bin/dpkg-query.installed");
        Path tree = scratch.resolve("shipped tree");
        write(tree.resolve("usr/lib/x86_64-linux-gnu/README"), "beside it\n");
        require(
                "mv",
                installed.toString(),
                tree.resolve("usr/lib/x86_64-linux-gnu/libtiny.so.1").toString());
        Path deb = scratch.resolve("bin/apt-get.archive/libtiny1=" + VERSION + ".deb");
        require("tar", "-cf", deb.toString(), "-C", tree.toString(), ".");
        return this;
    }

    /** Puts a package into the archive that has a real file, and makes that the workload's input, known by this hash. */
    public TinyPackage withInputOfFile(String content, String sha256) {
        Path tree = scratch.resolve("data tree");
        write(tree.resolve("usr/share/tiny/words"), content);
        Path deb = scratch.resolve("bin/apt-get.archive/tiny-data=2.deb");
        require("tar", "-cf", deb.toString(), "-C", tree.toString(), "./usr");
        write(nativeFolder.resolve("files"), "words tiny-data 2 usr/share/tiny/words " + sha256 + " CC0-1.0\n");
        write(nativeFolder.resolve("packages/tiny/package"), DESCRIPTOR + "files words\n");
        write(
                nativeFolder.resolve("packages/tiny/sum.c"),
                ADAPTER.replace("#include \"inputs.h\"", "#include \"files.h\"\n#include \"inputs.h\"")
                        .replace("enum { TEXT, SUM };", "enum { TEXT, SUM };\n\nMM_FILE(words)")
                        .replace("mm_text(", "mm_file_words("));
        return this;
    }

    /** Has the host a library of another source. */
    public TinyPackage withInstalledOfAnotherSource() {
        install(SOURCE.replace("31", "33"), VERSION);
        return this;
    }

    /** Names a package that the host lacks. */
    public TinyPackage withoutInstalled(String debianPackage) {
        write(scratch.resolve("bin/dpkg-query.missing"), debianPackage + "\n");
        return this;
    }

    /** Has its source ask for these packages, which the host lacks. */
    public TinyPackage withUnmet(String packages) {
        write(scratch.resolve("bin/dpkg-checkbuilddeps.unmet"), packages);
        return this;
    }

    private void install(String source, String version) {
        Path tree = scratch.resolve("installed");
        write(tree.resolve("tiny.c"), source);
        write(tree.resolve("tiny.map"), MAP);
        write(tree.resolve("rules"), RULES);
        require("make", "-s", "-C", tree.toString(), "-f", "rules", "build-arch");
        require(
                "cp",
                tree.resolve("libtiny.so.1.0").toString(),
                scratch.resolve("bin/dpkg-query.installed").toString());
        write(scratch.resolve("bin/dpkg-query.version"), version);
    }

    /** What apt was asked for, in order. */
    public List<String> asked() {
        try {
            return Files.readAllLines(scratch.resolve("bin/apt-get.asked"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a process that is to be on that host. */
    public Map<String, String> environment() {
        return Map.of(
                "PATH", scratch.resolve("bin") + ":" + System.getenv("PATH"),
                "MARCHMARK_CACHE", cache().toString(),
                "TMPDIR", System.getProperty("java.io.tmpdir"));
    }

    /** The project's cache there. */
    public Path cache() {
        return scratch.resolve("cache");
    }

    /** Fetches it and builds these variants, without the program. */
    public TinyPackage built(String... variants) {
        String fetched = require("./fetch-package", "tiny").strip();
        for (String variant : variants) {
            require("./build-package", "tiny", variant, fetched);
        }
        return this;
    }

    /** Runs a command in the native folder, on that host; it must succeed. */
    public String require(String... command) {
        Ended ended = run(command);
        assertThat(ended.status()).as(ended.said()).isZero();
        return ended.output();
    }

    /** How a command ended. */
    public record Ended(int status, String output, String said) {}

    /** Runs a command in the native folder, on that host. */
    public Ended run(String... command) {
        try {
            Path said = Files.createTempFile(scratch, "said", ".txt");
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(nativeFolder.toFile())
                    .redirectError(said.toFile());
            builder.environment().putAll(environment());
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output, Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a fork's JVM is started: soon, as what is measured is native code. */
final class ForkJvm {
    private ForkJvm() {}

    static List<String> options(Path build) {
        List<String> options = new ArrayList<>(List.of(
                "-Xms16m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Djmh.blackhole.mode=FULL", // else JMH starts one more JVM to ask for a better one
                "-Djna.platform.library.path=", // else JNA starts ldconfig (DECISIONS.md, D28)
                "-D" + BuildFolder.PROPERTY + "=" + build));
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED"); // else the JVM warns of JNA
        }
        Path archive = archive(build);
        if (Files.isReadable(archive)) {
            options.add("-Xshare:auto");
            options.add("-XX:SharedArchiveFile=" + archive);
            options.add("-Xlog:cds=off");
            options.add("-Xlog:cds+dynamic=off");
        }
        return options;
    }

    /** The JVM makes no archive of classes that lie in folders, as in an IDE and in tests. */
    static boolean canArchive() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .noneMatch(entry -> Files.isDirectory(Path.of(entry)));
    }

    /** The classes that a fork loads. The JVM takes an archive only where it and the jar are those that made it. */
    static Path archive(Path build) {
        Path jar = Path.of(System.getProperty("java.class.path", ""));
        String changed = "";
        try {
            changed = Long.toHexString(Files.getLastModifiedTime(jar).toMillis());
        } catch (IOException | InvalidPathException e) {
            // A class path of several files, as tests have.
        }
        return build.resolve(
                "fork-" + Runtime.version().toString().replaceAll("[^0-9.]+", "-") + "-" + changed + ".jsa");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a shell mounts, or how it names the host, in name spaces that nothing else sees and that end with it. */
final class OwnNamespace {
    private OwnNamespace() {}

    /**
     * A command that takes another one behind it.
     *
     * @param script for sh, which ends at its first failure; it starts that other command, {@code "$@"}
     */
    static String[] running(String script) {
        List<String> unshare = new ArrayList<>(List.of("unshare", "--mount", "--uts"));
        if (!Files.isWritable(Path.of("/"))) {
            unshare.addAll(List.of("--user", "--map-root-user"));
        }
        List<String> probe = Stream.concat(unshare.stream(), Stream.of("true")).toList();
        assumeTrue(Program.command(probe).code() == 0, "this system keeps its users from name spaces of their own");
        return Stream.concat(unshare.stream(), Stream.of("sh", "-euc", script, "sh"))
                .toArray(String[]::new);
    }

    /** A folder of locales that holds German, which writes 1,5: most hosts have none but English ones. */
    static Path germanLocale(Project project) {
        Path folder = project.home().resolve("locales");
        String german = folder.resolve("de_DE.UTF-8").toString();
        assertThat(folder.toFile().mkdirs()).isTrue();
        Program.Outcome made = Program.command(List.of("localedef", "-i", "de_DE", "-f", "UTF-8", german));
        assumeTrue(made.code() == 0, "this system has no description of German");
        return folder;
    }
}

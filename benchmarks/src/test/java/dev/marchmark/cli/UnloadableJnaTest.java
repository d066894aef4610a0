// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JNA's library can go nowhere: not to the build folder, not to the user's, and the temporary one is noexec. */
@Tag("slow")
@Tag("jvm")
class UnloadableJnaTest {
    @Test
    void oneLineSaysWhatToDo() throws IOException {
        Project project = Project.own("unloadable");
        Path unpacked = project.nativeFolder().resolve("build/jna");
        Program.command(List.of("rm", "-rf", unpacked.toString())).requireCode(0);
        Files.createFile(unpacked);
        Program.Outcome outcome = new Program(project)
                .under(OwnNamespace.running("mount -t tmpfs -o noexec none \"$TMPDIR\"; exec \"$@\""))
                .environment("TMPDIR", project.home().resolve("temporary files").toString())
                .with("-Duser.home=/dev/null")
                .run("list")
                .requireCode(3);
        assertThat(outcome.reason()).contains("noexec", "-Djna.tmpdir=DIR");
        assertThat(outcome.err().lines()).hasSize(1);
    }
}

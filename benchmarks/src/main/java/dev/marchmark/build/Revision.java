// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which commit a folder is at, as git tells. */
public final class Revision {
    /** Where there is no git, or no repository. */
    public static final String UNKNOWN = "unknown";

    private Revision() {}

    /** Its hash, with {@code +changes} behind it where files that git knows are not as it has them; or {@link #UNKNOWN}. */
    public static String of(Path folder) {
        return git(folder, "rev-parse", "--verify", "HEAD")
                .map(hash -> git(folder, "status", "--porcelain", "--untracked-files=no")
                                .map(String::isEmpty)
                                .orElse(false)
                        ? hash
                        : hash + "+changes")
                .orElse(UNKNOWN);
    }

    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException("interrupted", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** A Java runtime of only the modules that a jar needs, made of the JDK that runs this. */
public final class JavaRuntime {
    private JavaRuntime() {}

    /**
     * Makes one.
     *
     * @param folder where it will be; must not be there yet
     * @throws BuildException where this Java has not the tools, or saying what they said
     */
    public static void link(Path jar, Path folder) {
        String modules = run(
                        "jdeps",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "17",
                        "--print-module-deps",
                        jar.toString())
                .strip();
        // Not compressed, as the archive that it goes into is. Its licences stay.
        run(
                "jlink",
                "--add-modules",
                modules,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.toString());
    }

    private static String run(String tool, String... arguments) {
        ToolProvider provider = ToolProvider.findFirst(tool)
                .orElseThrow(() -> new BuildException("the Java that runs this has no " + tool
                        + ", which makes a runtime of it: set JAVA_HOME to a JDK"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = provider.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        if (status != 0) {
            throw new BuildException(tool + " failed: " + (out.toString() + err).strip());
        }
        return out.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link Host.Software}. */
final class SoftwareFacts {
    private SoftwareFacts() {}

    private static final Pattern RELEASE = Pattern.compile("[A-Za-z0-9._+~-]{1,80}");
    private static final Pattern OS =
            Pattern.compile("^PRETTY_NAME=[\"']?([A-Za-z0-9 ._+~!()/-]{1,80})[\"']?$", Pattern.MULTILINE);
    private static final Pattern GLIBC =
            Pattern.compile("GNU C Library [^\\n]{0,80} release version ([0-9]{1,2}\\.[0-9]{1,3})");
    private static final List<String> LIBC_FILES = List.of(
            "lib/x86_64-linux-gnu/libc.so.6",
            "lib64/libc.so.6",
            "usr/lib/x86_64-linux-gnu/libc.so.6",
            "usr/lib64/libc.so.6",
            "usr/lib/libc.so.6");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,80}");
    // A JDK that somebody built for himself is called "17-internal+0-adhoc.<user>.<folder>".
    private static final Pattern BUILDER = Pattern.compile("(-adhoc|-internal)[.-].*");

    static Host.Software read(Tree tree) {
        return new Host.Software(
                os(tree),
                tree.line("proc/sys/kernel/osrelease", RELEASE),
                glibc(tree),
                printable(System.getProperty("java.vm.name")),
                jvmVersion(System.getProperty("java.runtime.version")));
    }

    /** A JVM's version without the name of the user and the folder that it was built by and in. */
    static @Nullable String jvmVersion(@Nullable String version) {
        String printable = printable(version);
        return printable == null ? null : BUILDER.matcher(printable).replaceFirst("$1");
    }

    private static @Nullable String os(Tree tree) {
        for (String path : List.of("etc/os-release", "usr/lib/os-release")) {
            String text = tree.text(path);
            Matcher name = OS.matcher(text == null ? "" : text);
            if (name.find()) {
                return name.group(1);
            }
        }
        return null;
    }

    // The library says its version in a banner; asking it by a call is nativelib's, and would not see another root.
    private static @Nullable String glibc(Tree tree) {
        for (String path : LIBC_FILES) {
            String text = tree.text(path);
            Matcher version = GLIBC.matcher(text == null ? "" : text);
            if (version.find()) {
                return version.group(1);
            }
        }
        return null;
    }

    private static @Nullable String printable(@Nullable String value) {
        return value != null && PRINTABLE.matcher(value).matches() ? value : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Debian's tools on the host of a {@link TinyPackage}: they know what lies in files named after them. */
final class StandInTools {
    private static final String APT_GET =
            """
            #!/bin/bash
            asked=${@: -1}
            if [[ $* == *' download '* ]]; then exec cp "$0.archive/$asked.deb" .; fi
            [[ $* == *' source --download-only '* ]] || exit 0
            echo "$asked" >>"$0.asked"
            place=$0.archive/${asked/\\/*/-of-the-suite}
            if [[ -d $place ]]; then exec cp "$place"/* .; fi
            echo "E: Failed to fetch http://archive.example/tiny.dsc  404  Not Found" >&2
            exit 100
            """;
    private static final String DPKG_QUERY =
            """
            #!/bin/bash
            case "$*" in
              *db:Status-Status*) grep -qxF -- "${@: -1}" "$0.missing" 2>/dev/null || printf installed ;;
              -S*libtiny.so.1) [[ -f $0.installed ]] && echo "libtiny1:amd64: $0.installed" ;;
              *source:Package*) printf 'tiny %s\\n' "$(cat "$0.version")" ;;
              *source:Version*) cat "$0.version" ;;
              *) exit 1 ;;
            esac
            """;
    private static final String DPKG_CHECKBUILDDEPS =
            """
            #!/bin/sh
            [ -f "$0.unmet" ] || exit 0
            echo "dpkg-checkbuilddeps: error: unmet build dependencies: $(cat "$0.unmet")" >&2
            exit 1
            """;
    private static final String DPKG_SOURCE =
            """
            #!/bin/sh
            mkdir "$4" && exec tar -xf "${3%.dsc}.tar" -C "$4"
            """;
    private static final String DPKG_DEB =
            """
            #!/bin/sh
            case $1 in
              --fsys-tarfile) exec cat "$2" ;;
              *) exec tar -xf "$2" -C "$3" ;;
            esac
            """;
    private static final String APT_CONFIG =
            """
            #!/bin/sh
            echo "list='$0.list' parts='$0.parts'"
            """;

    private StandInTools() {}

    /** Into a folder that is to be the first of the path. */
    static void putInto(Path folder) {
        Map.of(
                        "apt-get", APT_GET,
                        "apt-config", APT_CONFIG,
                        "dpkg-checkbuilddeps", DPKG_CHECKBUILDDEPS,
                        "dpkg-deb", DPKG_DEB,
                        "dpkg-query", DPKG_QUERY,
                        "dpkg-source", DPKG_SOURCE)
                .forEach((name, text) -> {
                    Path tool = folder.resolve(name);
                    try {
                        Files.createDirectories(folder);
                        Files.writeString(tool, text);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    assertThat(tool.toFile().setExecutable(true)).isTrue();
                });
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Scan;
import dev.marchmark.model.ScannedPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A small root of a Debian system, with small libraries in it. */
record PlantedRoot(Path root) {
    /** One whose /lib is a link, as since Debian 12, with a database that names no package. */
    static PlantedRoot in(Path folder) {
        PlantedRoot planted = new PlantedRoot(folder.resolve("the root"));
        planted.write("var/lib/dpkg/status", "");
        planted.folder("usr/lib");
        planted.link("lib", "usr/lib");
        return planted;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    void folder(String name) {
        try {
            Files.createDirectories(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, String text) {
        Path file = path(name);
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(String name, String target) {
        try {
            Files.createSymbolicLink(path(name), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(Path file, String name) {
        write(name, "");
        try {
            Files.copy(file, path(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a package to the database. */
    void install(String name, String version, String... files) {
        try {
            Path status = path("var/lib/dpkg/status");
            Files.writeString(
                    status,
                    Files.readString(status) + "Package: " + name
                            + "\nStatus: install ok installed\nArchitecture: amd64\n"
                            + "Source: " + name + "-source (1)\nVersion: " + version
                            + "\nDescription: text\n Package: not a field\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("var/lib/dpkg/info/" + name + ".list", "/.\n" + String.join("\n", List.of(files)) + "\n");
    }

    Scan scan() {
        try {
            return Scans.of(root, Audits.Watcher.NOBODY);
        } catch (AuditException e) {
            throw new AssertionError(e);
        }
    }

    static ScannedPackage named(Scan scan, String name) {
        List<ScannedPackage> found = scan.packages().stream()
                .filter(each -> each.name().equals(name))
                .toList();
        assertThat(found).as(scan.toString()).hasSize(1);
        return found.get(0);
    }
}

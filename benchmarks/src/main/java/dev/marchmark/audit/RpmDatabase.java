// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.Owners.Installed;
import dev.marchmark.model.Audit.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * rpm's database, of which rpm itself is asked, without a change of root: it reads a copy, as it locks and may mend what it
 * reads, and nothing in a root is written.
 */
final class RpmDatabase {
    /** Where it is, the newer place first. */
    private static final List<String> FOLDERS = List.of("usr/lib/sysimage/rpm", "var/lib/rpm");

    /** One is the database: of SQLite, with what was not merged into it yet; of NDB; of Berkeley DB. */
    private static final List<List<String>> FILES =
            List.of(List.of("rpmdb.sqlite", "rpmdb.sqlite-wal"), List.of("Packages.db"), List.of("Packages"));

    private static final long LARGEST = 2L << 30;
    private static final int LONGEST_LINE = 10_000;
    private static final String FORMAT = "[%{=NAME}\\t%{=VERSION}-%{=RELEASE}\\t%{=SOURCERPM}\\t%{FILENAMES}\\n]";

    private RpmDatabase() {}

    /** Notes which package has which files; without such a database nothing. */
    static void read(RootFolder root, Owners owners, List<Failure> failures) {
        for (String folder : FOLDERS) {
            for (List<String> files : FILES) {
                String name = folder + "/" + files.get(0);
                if (root.file(name).isPresent()) {
                    try {
                        read(root, folder, files, owners);
                    } catch (AuditException e) {
                        failures.add(new Failure(name, e.reason()));
                    }
                    return;
                }
            }
        }
    }

    private static void read(RootFolder root, String folder, List<String> files, Owners owners) throws AuditException {
        if (!Tool.isPresent("rpm")) {
            throw new AuditException(
                    "is an rpm database, and rpm, which reads it, is missing on this host: install rpm;"
                            + " its packages' files count as of no package");
        }
        try {
            Path copy = Files.createTempDirectory("marchmark-rpm-");
            try {
                for (String file : files) {
                    Path original = root.file(folder + "/" + file).orElse(null);
                    if (original != null) {
                        if (Files.size(original) > LARGEST) {
                            throw new AuditException("is larger than " + (LARGEST >> 30) + " GiB");
                        }
                        Files.copy(original, copy.resolve(file));
                    }
                }
                Tool.run(
                        List.of("rpm", "--dbpath", copy.toString(), "-qa", "--qf", FORMAT),
                        output -> claim(output, owners));
            } finally {
                Tool.deleteFolder(copy);
            }
        } catch (IOException e) {
            throw new AuditException("can't be copied to be read: " + e.getMessage(), e);
        }
    }

    private static void claim(InputStream output, Owners owners) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        Map<Installed, Installed> known = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] cells = line.split("\t", 4);
            if (cells.length == 4 && line.length() <= LONGEST_LINE) {
                Installed owner = new Installed(cells[0], cells[1], cells[2]);
                owners.claim(cells[3], known.computeIfAbsent(owner, same -> same));
            }
        }
    }
}

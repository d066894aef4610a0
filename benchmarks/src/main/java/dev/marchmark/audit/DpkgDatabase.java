// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.Owners.Installed;
import dev.marchmark.model.Audit.Failure;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** dpkg's database, read as the text that it is: an image need not hold dpkg, nor the host. Format: dpkg(1), deb-control(5). */
final class DpkgDatabase {
    private static final String FOLDER = "var/lib/dpkg";
    /** States in which a package's files are there. */
    private static final Pattern PRESENT =
            Pattern.compile("\\S+ \\S+ (unpacked|half-configured|triggers-awaited|triggers-pending|installed)");

    private static final int SHOWN = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]{0,200}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+:~-]{0,500}");

    /** Where a file of all packages but one lies instead. */
    private record Diversion(String to, String by) {}

    private final RootFolder root;
    private final Owners owners;
    private final List<Failure> failures;
    private final Map<String, Diversion> diversions = new HashMap<>();

    private DpkgDatabase(RootFolder root, Owners owners, List<Failure> failures) {
        this.root = root;
        this.owners = owners;
        this.failures = failures;
    }

    /** Notes which package has which files; without such a database nothing. */
    static void read(RootFolder root, Owners owners, List<Failure> failures) {
        if (root.file(FOLDER + "/status").isPresent()) {
            new DpkgDatabase(root, owners, failures).read();
        }
    }

    private void read() {
        if (root.file(FOLDER + "/diversions").isPresent()) {
            Iterator<String> lines = lines(FOLDER + "/diversions");
            while (lines.hasNext()) {
                String from = lines.next();
                String to = lines.hasNext() ? lines.next() : "";
                diversions.put(from, new Diversion(to, lines.hasNext() ? lines.next() : ""));
            }
        }
        Map<String, String> fields = new HashMap<>();
        Iterator<String> status = lines(FOLDER + "/status");
        while (status.hasNext()) {
            String line = status.next();
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                paragraph(fields);
                fields.clear();
            } else if (colon > 0 && !line.startsWith(" ")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        paragraph(fields);
    }

    private Iterator<String> lines(String name) {
        try {
            return root.lines(name);
        } catch (AuditException e) {
            failures.add(new Failure(name, e.reason()));
            return Collections.emptyIterator();
        }
    }

    private void paragraph(Map<String, String> fields) {
        if (!PRESENT.matcher(fields.getOrDefault("Status", "")).matches()) {
            return;
        }
        String name = fields.getOrDefault("Package", "");
        String architecture = fields.getOrDefault("Architecture", "");
        // The version of the source stands in parentheses where it is another.
        String source = fields.getOrDefault("Source", name).replaceAll(" .*", "");
        String version = fields.getOrDefault("Version", "");
        if (!NAME.matcher(name).matches()
                || !NAME.matcher(architecture).matches()
                || !NAME.matcher(source).matches()
                || !VERSION.matcher(version).matches()) {
            String start = name.substring(0, Math.min(name.length(), SHOWN));
            failures.add(new Failure(
                    FOLDER + "/status",
                    "has a package '" + start + "' whose name, architecture, source or version can't be one"));
            return;
        }
        Installed installed = new Installed(name, version, source);
        owners.add(installed);
        // Packages that can be there for several architectures have the name of theirs.
        String info = FOLDER + "/info/" + name;
        String list = root.file(info + ":" + architecture + ".list").isPresent()
                ? info + ":" + architecture + ".list"
                : info + ".list";
        Iterator<String> files = lines(list);
        while (files.hasNext()) {
            String file = files.next();
            Diversion diversion = diversions.get(file);
            owners.claim(diversion != null && !diversion.by.equals(name) ? diversion.to : file, installed);
        }
    }
}

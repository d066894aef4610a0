// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.Owners.Installed;
import dev.marchmark.audit.SystemFiles.Found;
import dev.marchmark.model.Audit.Failure;
import dev.marchmark.model.PackageCode;
import dev.marchmark.model.Scan;
import dev.marchmark.model.ScannedPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Audits a whole system or image, package by package, several files at a time. */
public final class Scans {
    private final Auditors auditors;
    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<Installed, PackageCode> byPackage = new HashMap<>();
    /** The packages that have a library of that name. */
    private final Map<String, Set<Installed>> providers = new HashMap<>();

    private final Map<Installed, Long> users = new HashMap<>();
    private PackageCode outside = PackageCode.NONE;

    private Scans(Auditors auditors) {
        this.auditors = auditors;
    }

    /**
     * Audits what is below a folder, taken for the root of a file system: nothing outside of it is read, nothing in it
     * executed or changed. What can't be audited is in the result with the reason.
     *
     * @throws AuditException where the folder itself can't be read, naming it
     */
    public static Scan of(Path root, Audits.Watcher watcher) throws AuditException {
        try (Auditors auditors = new Auditors(watcher)) {
            return new Scans(auditors).scan(new RootFolder(root));
        } catch (IOException e) {
            throw new AuditException(root + " can't be read: " + e.getMessage(), e);
        }
    }

    private Scan scan(RootFolder root) throws AuditException, IOException {
        SystemFiles files = SystemFiles.below(root.path());
        List<Found> found = files.found();
        Set<String> names = new HashSet<>();
        found.forEach(file -> names.addAll(file.names()));
        Owners owners = new Owners(root, names);
        DpkgDatabase.read(root, owners, failures);
        RpmDatabase.read(root, owners, failures);
        List<Optional<SurveyedFile>> surveyed = auditors.atOnce(found, this::survey);
        for (int i = 0; i < found.size(); i++) {
            Installed owner = owners.of(found.get(i).names());
            String file = String.valueOf(found.get(i).file().getFileName());
            surveyed.get(i).ifPresent(part -> add(part, file, owner));
        }
        for (int i = 0; i < found.size(); i++) {
            Installed owner = owners.of(found.get(i).names());
            if (owner != null) {
                surveyed.get(i).ifPresent(part -> link(part.links(), owner));
            }
        }
        return result(files, owners);
    }

    private Optional<SurveyedFile> survey(Found file, Auditor auditor) {
        auditors.begins(file.name());
        try {
            return Optional.of(auditor.survey(file.file(), file.name()));
        } catch (AuditException e) {
            failures.add(new Failure(file.name(), e.reason()));
            return Optional.empty();
        }
    }

    private void add(SurveyedFile part, String file, @Nullable Installed owner) {
        if (owner == null) {
            outside = outside.plus(part.code());
            return;
        }
        if (part.code().files() > 0) {
            byPackage.merge(owner, part.code(), PackageCode::plus);
        }
        if (part.code().libraries() > 0) {
            String soname = part.links().soname();
            providers
                    .computeIfAbsent(soname == null ? file : soname, any -> new HashSet<>())
                    .add(owner);
        }
    }

    /** Counts a file as a user of each other package that has a library it is linked with. */
    private void link(ElfLinks links, Installed owner) {
        Set<Installed> used = new HashSet<>();
        links.needed().forEach(name -> used.addAll(providers.getOrDefault(name, Set.of())));
        used.remove(owner);
        used.forEach(other -> users.merge(other, 1L, Long::sum));
    }

    private Scan result(SystemFiles files, Owners owners) {
        List<ScannedPackage> packages = new ArrayList<>();
        byPackage.forEach((owner, code) -> packages.add(new ScannedPackage(
                owner.name(), owner.version(), owner.source(), users.getOrDefault(owner, 0L), code)));
        packages.sort(Comparator.comparing(ScannedPackage::name).thenComparing(ScannedPackage::version));
        failures.sort(Comparator.comparing(Failure::name));
        return new Scan(packages, owners.packages() - packages.size(), outside, files.leftOut(), failures);
    }
}

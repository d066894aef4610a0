// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.Auditors.Job;
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
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Audits a whole system or image, package by package, several files at a time. */
public final class Scans {
    private final Auditors auditors;
    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<Installed, PackageCode> byPackage = new HashMap<>();
    /** The packages that have a library of that name. */
    private final Map<String, Set<Installed>> providers = new HashMap<>();

    private final Map<Installed, Long> users = new HashMap<>();
    private final LongAdder notDone = new LongAdder();
    private PackageCode outside = PackageCode.NONE;

    private Scans(Auditors auditors) {
        this.auditors = auditors;
    }

    /**
     * Audits what is below a folder, taken for the root of a file system: nothing outside of it is read, nothing in it
     * executed or changed. What can't be audited is in the result with the reason, and how many files were not done when the
     * watcher stopped it.
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
        database("dpkg's database", () -> DpkgDatabase.read(root, owners, failures));
        database("rpm's database", () -> RpmDatabase.read(root, owners, failures));
        List<Job<Found>> jobs = found.stream()
                .map(file -> new Job<>(file, file.name(), file.bytes()))
                .toList();
        List<Optional<SurveyedFile>> surveyed = new ArrayList<>();
        auditors.atOnce(jobs, this::survey, this::refused, surveyed::add);
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

    /** One that can't be read costs packages their names, not the scan. */
    private void database(String name, Runnable reading) {
        try {
            Confined.to(() -> {
                reading.run();
                return name;
            });
        } catch (AuditException e) {
            failures.add(new Failure(name, e.reason()));
        }
    }

    private Optional<SurveyedFile> survey(Found file, Auditor auditor, FileProgress progress) throws AuditException {
        progress.at(0);
        return Optional.of(auditor.survey(file.file(), file.name(), progress::at));
    }

    private Optional<SurveyedFile> refused(Found file, AuditException e) {
        if (auditors.isStopped()) {
            notDone.increment();
        } else {
            failures.add(new Failure(file.name(), e.reason()));
        }
        return Optional.empty();
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
        List<String> leftOut = new ArrayList<>(files.leftOut());
        if (notDone.sum() > 0) {
            leftOut.add(
                    0,
                    notDone.sum() + " of " + files.found().size()
                            + " files, as the scan was ended before: packages of theirs may count as without code");
        }
        return new Scan(packages, owners.packages() - packages.size(), outside, leftOut, failures);
    }
}

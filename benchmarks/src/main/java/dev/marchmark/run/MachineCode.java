// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.Audits;
import dev.marchmark.audit.LibraryCode;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine code of a run's variants, as it is in their libraries; each library is audited once. */
public final class MachineCode {
    private static final String CACHE = "audits";

    private final Map<Key, LibraryCode> code;

    private record Key(String workload, String variant) {}

    private MachineCode(Map<Key, LibraryCode> code) {
        this.code = code;
    }

    /**
     * Audits a library of each workload and variant; the others are linked of the same object code.
     *
     * @param build the folder that the manifest's paths are relative to; it also keeps the audits
     * @return empty where the host has no objdump, which is said
     * @throws RunException naming the first library that can't be audited
     */
    public static Optional<MachineCode> of(
            Path build, Manifest manifest, List<String> workloads, List<Variant> variants, Progress progress) {
        if (!Audits.isPossible()) {
            progress.say("objdump of binutils is missing: not looked whether the libraries keep to their levels, nor"
                    + " what the levels change in them");
            return Optional.empty();
        }
        Map<Key, Path> files = new LinkedHashMap<>();
        for (String workload : workloads) {
            for (Variant variant : variants) {
                manifest.libraries(workload, variant.name()).stream()
                        .findFirst()
                        .map(Library::path)
                        .ifPresent(path -> files.put(new Key(workload, variant.name()), build.resolve(path)));
            }
        }
        try {
            Map<Path, LibraryCode> found = audited(build, List.copyOf(files.values()), progress);
            Map<Key, LibraryCode> code = new LinkedHashMap<>();
            files.forEach((key, file) -> code.put(key, found.get(file)));
            return Optional.of(new MachineCode(code));
        } catch (AuditException e) {
            throw new RunException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new RunException("can't read a library: " + e.getMessage());
        }
    }

    private static Map<Path, LibraryCode> audited(Path build, List<Path> files, Progress progress)
            throws AuditException, IOException {
        Map<Path, String> sha256 = new LinkedHashMap<>();
        for (Path file : files) {
            // Not the manifest's, which says what the file was when it was built.
            sha256.put(file, sha256(file));
        }
        CodeCache cache = new CodeCache(build.resolve(CACHE), Audits.decoder());
        Map<String, LibraryCode> known = new LinkedHashMap<>();
        Map<String, Path> unknown = new LinkedHashMap<>();
        sha256.forEach((file, hash) ->
                cache.find(hash).ifPresentOrElse(code -> known.put(hash, code), () -> unknown.put(hash, file)));
        if (!unknown.isEmpty()) {
            Iterator<LibraryCode> audited = Audits.code(List.copyOf(unknown.values()), new Steps(progress))
                    .iterator();
            Map<String, LibraryCode> fresh = new LinkedHashMap<>();
            unknown.keySet().forEach(hash -> fresh.put(hash, audited.next()));
            cache.keep(fresh);
            known.putAll(fresh);
        }
        Map<Path, LibraryCode> found = new LinkedHashMap<>();
        sha256.forEach((file, hash) -> found.put(file, known.get(hash)));
        return found;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** That of a variant; empty where it was not built. */
    public Optional<LibraryCode> of(String workload, String variant) {
        return Optional.ofNullable(code.get(new Key(workload, variant)));
    }

    /** What each candidate's code is to the baseline's, by workload. */
    public List<Run.Code> comparisons(List<String> workloads, List<Variant> variants) {
        List<Run.Code> rows = new ArrayList<>();
        for (String workload : workloads) {
            Optional<LibraryCode> baseline = of(workload, variants.get(0).name());
            for (Variant candidate : variants.subList(1, variants.size())) {
                Optional<LibraryCode> other = of(workload, candidate.name());
                if (baseline.isPresent() && other.isPresent()) {
                    rows.add(new Run.Code(
                            workload,
                            candidate.name(),
                            other.get().changeFrom(baseline.get()),
                            other.get().featuresBeyond(baseline.get()),
                            baseline.get().total().bytes(),
                            other.get().total().bytes()));
                }
            }
        }
        return rows;
    }

    /** Tells a run's watcher of an audit. */
    private record Steps(Progress progress) implements Audits.Watcher {
        @Override
        public void found(int files, long bytes) {
            progress.begin("auditing", files);
        }

        @Override
        public void begins(String name) {
            progress.step(String.valueOf(Path.of(name).getFileName()));
        }

        @Override
        public void advances(String name, long bytes) {}

        @Override
        public void ends() {
            progress.end();
        }
    }
}

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
import java.util.Collection;
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
    private final Map<String, LibraryCode> bySha256;

    private record Key(String workload, String variant) {}

    private MachineCode(Map<Key, LibraryCode> code, Map<String, LibraryCode> bySha256) {
        this.code = code;
        this.bySha256 = bySha256;
    }

    /**
     * Audits a library of each workload and variant; the others are linked of the same object code. What a bundle has brought
     * along is taken from there.
     *
     * @param build the folder that the manifest's paths are relative to; it also keeps the audits
     * @return empty where there is one to audit and the host has no objdump, which is said
     * @throws RunException naming the first library that can't be audited
     */
    public static Optional<MachineCode> of(
            Path build, Manifest manifest, List<String> workloads, List<Variant> variants, Progress progress) {
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
            Map<Path, String> sha256 = sha256(files.values());
            return audited(build, sha256, progress).map(found -> {
                Map<Key, LibraryCode> code = new LinkedHashMap<>();
                files.forEach((key, file) -> code.put(key, found.get(sha256.get(file))));
                return new MachineCode(code, found);
            });
        } catch (AuditException e) {
            throw new RunException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new RunException("can't read a library: " + e.getMessage());
        }
    }

    private static Map<Path, String> sha256(Collection<Path> files) throws IOException {
        Map<Path, String> sha256 = new LinkedHashMap<>();
        for (Path file : files) {
            // Not the manifest's, which says what the file was when it was built.
            sha256.put(file, sha256(file));
        }
        return sha256;
    }

    private static Optional<Map<String, LibraryCode>> audited(Path build, Map<Path, String> sha256, Progress progress)
            throws AuditException {
        Map<String, LibraryCode> known = new LinkedHashMap<>();
        Map<String, Path> unknown = new LinkedHashMap<>();
        sha256.forEach((file, hash) -> unknown.put(hash, file));
        move(CodeCache.bundled(build), unknown, known);
        if (unknown.isEmpty()) {
            return Optional.of(known);
        }
        if (!Audits.isPossible()) {
            progress.say("objdump of binutils is missing: not looked whether the libraries keep to their levels, nor"
                    + " what the levels change in them");
            return Optional.empty();
        }
        CodeCache cache = new CodeCache(build.resolve(CACHE), Audits.decoder());
        move(cache, unknown, known);
        if (!unknown.isEmpty()) {
            Iterator<LibraryCode> audited = Audits.code(List.copyOf(unknown.values()), new Steps(progress))
                    .iterator();
            Map<String, LibraryCode> fresh = new LinkedHashMap<>();
            unknown.keySet().forEach(hash -> fresh.put(hash, audited.next()));
            cache.keep(fresh);
            known.putAll(fresh);
        }
        return Optional.of(known);
    }

    /** What the cache has, from the unknown to the known. */
    private static void move(CodeCache cache, Map<String, Path> unknown, Map<String, LibraryCode> known) {
        for (String hash : List.copyOf(unknown.keySet())) {
            cache.find(hash).ifPresent(code -> {
                known.put(hash, code);
                unknown.remove(hash);
            });
        }
    }

    /** What a bundle takes along, so that no host needs objdump: texts by their paths below the build folder. */
    public Map<String, String> bundled() {
        Map<String, String> texts = new LinkedHashMap<>();
        CodeCache cache = CodeCache.bundled(Path.of(""));
        bySha256.forEach((hash, library) -> texts.put(cache.file(hash).toString(), cache.text(hash, library)));
        return texts;
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

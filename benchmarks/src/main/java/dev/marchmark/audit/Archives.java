// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Finds the ELF files in static libraries and packages. What it writes gets names of its own in a private folder, whatever
 * the archive calls its members; links and devices are passed over.
 */
final class Archives {
    /** Takes an ELF file, which is gone afterwards. */
    interface Sink {
        void accept(Path file, String name) throws AuditException;
    }

    /** What a file is, by its first bytes. */
    enum Kind {
        ELF,
        AR,
        RPM,
        OTHER
    }

    /** A package in a package may hold a static library; more is a trick. */
    private static final int DEEPEST = 3;

    private static final int MOST_MEMBERS = 1_000_000;
    private static final int LONGEST_NAME = 1000;
    private static final int DECODER_KIB = 256 << 10;
    private static final int PEEKED = 8;

    private final Path workspace;
    private final Budget budget;
    private final Sink sink;
    private int members;

    private Archives(Path workspace, Budget budget, Sink sink) {
        this.workspace = workspace;
        this.budget = budget;
        this.sink = sink;
    }

    /** What a file begins as. */
    static Kind kind(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return kind(in.readNBytes(PEEKED));
        }
    }

    /** What bytes that begin so are. */
    static Kind kind(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\177ELF")) {
            return Kind.ELF;
        }
        if (text.startsWith("!<arch>\n") || text.startsWith("!<thin>\n")) {
            return Kind.AR;
        }
        return text.startsWith("\u00ed\u00ab\u00ee\u00db") ? Kind.RPM : Kind.OTHER;
    }

    /**
     * Hands over all ELF files of an archive, one after the other.
     *
     * @param name what their names begin with
     * @throws AuditException where the archive is damaged or a bomb; what was in it before was handed over
     */
    static void visit(Path archive, String name, Path workspace, Sink sink) throws AuditException {
        try (InputStream in = Files.newInputStream(archive)) {
            new Archives(workspace, new Budget(Files.size(archive)), sink).visit(new BufferedInputStream(in), name, 0);
        } catch (EOFException e) {
            throw new AuditException("can't be unpacked: it is cut off", e); // with or without words of its own
        } catch (IOException e) {
            throw new AuditException("can't be unpacked: " + e.getMessage(), e);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // So commons-compress answers some damaged headers.
            throw new AuditException("can't be unpacked, it is damaged: " + e, e);
        }
    }

    private void visit(BufferedInputStream in, String name, int depth) throws IOException, AuditException {
        in.mark(PEEKED);
        byte[] start = in.readNBytes(PEEKED);
        in.reset();
        switch (kind(start)) {
            case ELF -> hand(in, name);
            case AR -> {
                if (start[2] == 't') {
                    throw new AuditException("is a thin archive, which holds names only: audit the object files");
                }
                check(depth);
                archive(new ArArchiveInputStream(in), name, depth);
            }
            case RPM -> {
                check(depth);
                Rpm.skipToPayload(in);
                unpack(in, plain -> archive(new CpioArchiveInputStream(plain), name, depth));
            }
            case OTHER -> {
                // no code
            }
        }
    }

    private static void check(int depth) throws AuditException {
        if (depth >= DEEPEST) {
            throw new AuditException("holds archives in archives, more than " + DEEPEST + " deep");
        }
    }

    private void archive(ArchiveInputStream<?> archive, String name, int depth) throws IOException, AuditException {
        for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (++members > MOST_MEMBERS) {
                throw new AuditException("holds more than " + MOST_MEMBERS + " files");
            }
            if (!isFile(entry)) {
                continue;
            }
            BufferedInputStream bytes = new BufferedInputStream(budget.counting(archive));
            if (archive instanceof ArArchiveInputStream && entry.getName().startsWith("data.tar")) {
                unpack(bytes, plain -> archive(new TarArchiveInputStream(plain), name, depth));
            } else {
                visit(bytes, name + ":" + clipped(entry.getName()), depth + 1);
            }
        }
    }

    /** Formats have ways to write names of any length. */
    private static String clipped(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private static boolean isFile(ArchiveEntry entry) {
        if (entry instanceof TarArchiveEntry tar) {
            return tar.isFile() && !tar.isLink() && !tar.isSymbolicLink() && !tar.isSparse();
        }
        return !(entry instanceof CpioArchiveEntry cpio) || cpio.isRegularFile();
    }

    private void hand(InputStream in, String name) throws IOException, AuditException {
        Path file = Files.createTempFile(workspace, "member", ".elf");
        try {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            sink.accept(file, name);
        } finally {
            Tool.delete(file);
        }
    }

    /** Hands over the plain bytes of a compressed stream. */
    private void unpack(BufferedInputStream packed, Tool.Reader reader) throws IOException, AuditException {
        packed.mark(PEEKED);
        String start = new String(packed.readNBytes(PEEKED), StandardCharsets.ISO_8859_1);
        packed.reset();
        if (start.startsWith("(\u00b5/\u00fd")) {
            unpackZstd(packed, reader);
            return;
        }
        InputStream plain = packed;
        if (start.startsWith("\u00fd7zXZ\0")) {
            plain = XZCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setMemoryLimitKiB(DECODER_KIB)
                    .setDecompressConcatenated(true)
                    .get();
        } else if (start.startsWith("\u001f\u008b")) {
            plain = GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        } else if (start.startsWith("BZh")) {
            plain = new BZip2CompressorInputStream(packed, true);
        } else if (start.startsWith("]\0\0")) {
            plain = LZMACompressorInputStream.builder()
                    .setInputStream(packed)
                    .setMemoryLimitKiB(DECODER_KIB)
                    .get();
        }
        reader.read(budget.counting(plain));
    }

    /** No decoder for Java is both small and pure, so the system's is asked. It reads a file of ours and writes to us. */
    private void unpackZstd(InputStream packed, Tool.Reader reader) throws IOException, AuditException {
        Path file = Files.createTempFile(workspace, "packed", ".zst");
        try {
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            Tool.run(
                    List.of("zstd", "-d", "-q", "-c", "--memory=256MB", file.toString()),
                    plain -> reader.read(budget.counting(plain)));
        } finally {
            Tool.delete(file);
        }
    }
}

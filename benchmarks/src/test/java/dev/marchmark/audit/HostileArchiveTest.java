// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.Assembled.function;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Audit;
import dev.marchmark.model.FileAudit;
import dev.marchmark.store.AuditJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static libraries, packages and folders, also such as nobody's tools would make. */
class HostileArchiveTest {
    private static final long BOMB = 600L << 20;

    @TempDir
    private Path folder = Path.of("");

    private Path library = Path.of("");
    private final List<String> watched = new ArrayList<>();
    private long watchedBytes;

    @BeforeEach
    void makeALibrary() {
        library = Assembled.library(folder, function("f", "blsr %eax,%ebx"));
    }

    private Audit audit(Path... paths) {
        List<FileAudit> files = new ArrayList<>();
        Audits.Watcher watcher = new Audits.Watcher() {
            @Override
            public void found(int files, long bytes) {
                watched.add(files + " files");
                watchedBytes += bytes;
            }

            @Override
            public void begins(String name) {
                watched.add(name);
            }

            @Override
            public void advances(String name, long bytes) {
                watchedBytes -= bytes;
            }

            @Override
            public void ends() {
                watched.add("end");
            }
        };
        return new Audit(files, Audits.each(List.of(paths), watcher, files::add));
    }

    private static void isTheLibrary(Audit audit, String name) {
        assertThat(audit.failures()).isEmpty();
        assertThat(audit.files()).extracting(FileAudit::name).containsExactly(name);
        assertThat(audit.total().features()).isEqualTo(Map.of("BMI1", 1L));
    }

    @Test
    void membersOfAStaticLibraryAreAudited() throws IOException {
        Path object = Assembled.object(folder, function("g", "lahf"));
        Path archive = folder.resolve("libg.a");
        Assembled.run("ar", "rc", archive.toString(), object.toString(), library.toString());
        assertThat(audit(archive).files())
                .extracting(FileAudit::name)
                .containsExactly(archive + ":library.so", archive + ":object.o");
        Path thin = folder.resolve("libthin.a");
        Assembled.run("ar", "rcT", thin.toString(), object.toString());
        assertThat(audit(thin).failures()).singleElement().satisfies(failure -> assertThat(failure.reason())
                .contains("thin archive"));
    }

    @Test
    void debWithNamesThatClimbWritesNothingOutsideItsFolder() throws IOException {
        Path deb = Packaged.deb(folder.resolve("a.deb"), "data.tar.xz", Packaged.xz(Packaged.tar(library)));
        isTheLibrary(audit(deb), deb + ":../../../../escaped.so");
        assertThat(folder.resolve("../../../../escaped.so")).doesNotExist();
        assertThat(Path.of("../../../../escaped.so")).doesNotExist();
    }

    @Test
    void debsOfEveryCompressionAreRead() throws IOException {
        Path plain = Packaged.deb(folder.resolve("plain.deb"), "data.tar", Packaged.tar(library));
        isTheLibrary(audit(plain), plain + ":../../../../escaped.so");
        Path tar = Files.write(folder.resolve("data.tar"), Packaged.tar(library));
        Assembled.run("zstd", "-q", "--rm", tar.toString());
        Path zstd = Packaged.deb(
                folder.resolve("zstd.deb"), "data.tar.zst", Files.readAllBytes(folder.resolve("data.tar.zst")));
        isTheLibrary(audit(zstd), zstd + ":../../../../escaped.so");
    }

    @Test
    void rpmWithNamesThatClimbAndDevicesIsRead() throws IOException {
        Path rpm = Packaged.rpm(folder.resolve("a.rpm"), Packaged.xz(Packaged.cpio(library)));
        isTheLibrary(audit(rpm), rpm + ":./../../etc/escaped.so");
        assertThat(folder.resolve("../../etc/escaped.so")).doesNotExist();
        assertThat(Path.of("../../etc/escaped.so")).doesNotExist();
    }

    @Test
    void bombIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry zeros = new TarArchiveEntry("zeros");
            zeros.setSize(BOMB);
            tar.putArchiveEntry(zeros);
            byte[] block = new byte[1 << 20];
            for (long written = 0; written < BOMB; written += block.length) {
                tar.write(block);
            }
            tar.closeArchiveEntry();
        }
        assertThat(audit(Packaged.deb(folder.resolve("bomb.deb"), "data.tar.gz", bytes.toByteArray()))
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("too much for its size"));
    }

    /** By zstd, as packages of Ubuntu and Fedora are: a program of the system unpacks it. */
    @Test
    void bombOfZstandardIsRefusedInBothKindsOfPackages() throws IOException {
        byte[] tar = new byte[512];
        TarArchiveEntry zeros = new TarArchiveEntry("zeros");
        zeros.setSize(BOMB);
        zeros.writeEntryHeader(tar);
        StringBuilder cpio = new StringBuilder("070701");
        for (long field : new long[] {1, 0100644, 0, 0, 1, 0, BOMB, 0, 0, 0, 0, 6, 0}) {
            cpio.append(String.format(Locale.ROOT, "%08x", field));
        }
        byte[] header = cpio.append("zeros\0").toString().getBytes(StandardCharsets.US_ASCII);
        for (Path bomb : List.of(
                Packaged.deb(folder.resolve("bomb.deb"), "data.tar.zst", bomb(tar)),
                Packaged.rpm(folder.resolve("bomb.rpm"), bomb(header)))) {
            assertThat(audit(bomb).failures()).singleElement().satisfies(failure -> assertThat(failure.reason())
                    .startsWith("can't be read by zstd: unpacks to more than ")
                    .endsWith(" MiB, too much for its size"));
        }
    }

    /** That, and so many zeros. */
    private byte[] bomb(byte[] header) throws IOException {
        Path plain = Files.write(folder.resolve("bomb"), header);
        try (FileChannel file = FileChannel.open(plain, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), header.length + BOMB - 1);
        }
        Assembled.run("zstd", "-q", "-f", "--rm", plain.toString());
        return Files.readAllBytes(folder.resolve("bomb.zst"));
    }

    @Test
    void archivesInArchivesEnd() throws IOException {
        byte[] inner = Files.readAllBytes(library);
        for (int i = 0; i < 5; i++) {
            inner = Files.readAllBytes(Packaged.deb(folder.resolve("nested.deb"), "nested", inner));
        }
        assertThat(audit(folder.resolve("nested.deb")).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("archives in archives"));
    }

    @Test
    void damagedPackagesHaveAReason() throws IOException {
        byte[] whole = Files.readAllBytes(
                Packaged.deb(folder.resolve("a.deb"), "data.tar.xz", Packaged.xz(Packaged.tar(library))));
        byte[] package2 =
                Files.readAllBytes(Packaged.rpm(folder.resolve("a.rpm"), Packaged.xz(Packaged.cpio(library))));
        for (int length = 10; length < whole.length - 200; length += 97) {
            Path cut = Files.write(folder.resolve("cut.deb"), Arrays.copyOf(whole, length));
            Audit audit = audit(cut);
            assertThat(audit.files().size() + audit.failures().size())
                    .as("a .deb of %s bytes", length)
                    .isLessThanOrEqualTo(2);
        }
        for (int length = 10; length < package2.length - 200; length += 97) {
            Path cut = Files.write(folder.resolve("cut.rpm"), Arrays.copyOf(package2, length));
            assertThat(audit(cut).failures())
                    .as("an .rpm of %s bytes", length)
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure.reason()).doesNotContain("null"));
        }
    }

    @Test
    void foldersAreReadWithoutFollowingLinksAndTheRestGoesOn() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root/deep"));
        Files.copy(library, root.resolve("good.so"));
        Files.createSymbolicLink(root.resolve("loop"), folder.resolve("root"));
        Files.createSymbolicLink(root.resolve("device"), Path.of("/dev/zero"));
        Files.writeString(root.resolve("text"), "no code");
        Files.write(root.resolve("cut.so"), Arrays.copyOf(Files.readAllBytes(library), 100));
        Assembled.run("mkfifo", root.resolve("pipe").toString());
        Audit audit = audit(folder.resolve("root"));
        assertThat(audit.files()).extracting(FileAudit::name).containsExactly("deep/good.so");
        assertThat(audit.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.name()).isEqualTo("deep/cut.so");
            assertThat(failure.reason()).contains("cut off");
        });
        assertThat(watched).containsExactlyInAnyOrder("2 files", "deep/good.so", "deep/cut.so", "end");
        assertThat(watchedBytes).isZero();
    }

    /** The JSON of an audit limits all texts. */
    @Test
    void nameWithoutEndIsCut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            byte[] elf = Files.readAllBytes(library);
            TarArchiveEntry entry = new TarArchiveEntry("a/".repeat(20_000) + "lib.so");
            entry.setSize(elf.length);
            tar.putArchiveEntry(entry);
            tar.write(elf);
            tar.closeArchiveEntry();
        }
        Audit audit = audit(Packaged.deb(folder.resolve("long.deb"), "data.tar", bytes.toByteArray()));
        assertThat(audit.failures()).isEmpty();
        assertThat(AuditJson.of(audit)).contains("/a/...\"");
    }

    @Test
    void namedFileThatHoldsNoCodeIsAFailure() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no code");
        assertThat(audit(text).failures()).singleElement().satisfies(failure -> assertThat(failure.reason())
                .contains("no ELF file"));
    }
}

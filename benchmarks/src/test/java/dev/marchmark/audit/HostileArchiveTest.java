// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.Assembled.function;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Audit;
import dev.marchmark.model.FileAudit;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static libraries, packages and folders, also such as nobody's tools would make. */
class HostileArchiveTest {
    @TempDir
    private Path folder = Path.of("");

    private Path library = Path.of("");
    private final List<String> watched = new ArrayList<>();

    @BeforeEach
    void makeALibrary() {
        library = Assembled.library(folder, function("f", "blsr %eax,%ebx"));
    }

    private Audit audit(Path... paths) {
        return Audits.of(List.of(paths), new Audits.Watcher() {
            @Override
            public void found(int files) {
                watched.add(files + " files");
            }

            @Override
            public void begins(String name) {
                watched.add(name);
            }

            @Override
            public void ends() {
                watched.add("end");
            }
        });
    }

    /** A .deb with that data member. */
    private Path deb(String name, String member, byte[] data) throws IOException {
        Path file = folder.resolve(name);
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(file))) {
            put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            put(ar, member, data);
        }
        return file;
    }

    private static void put(ArArchiveOutputStream ar, String name, byte[] bytes) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }

    private byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] elf = Files.readAllBytes(library);
            TarArchiveEntry climbing = new TarArchiveEntry("../../../../escaped.so", true);
            climbing.setSize(elf.length);
            tar.putArchiveEntry(climbing);
            tar.write(elf);
            tar.closeArchiveEntry();
            TarArchiveEntry device = new TarArchiveEntry("dev/zero", TarConstants.LF_CHR);
            device.setDevMajor(1);
            device.setDevMinor(5);
            tar.putArchiveEntry(device);
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("lib.so", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/shadow");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            TarArchiveEntry text = new TarArchiveEntry("usr/share/doc/readme");
            text.setSize(3);
            tar.putArchiveEntry(text);
            tar.write(new byte[] {'a', 'b', 'c'});
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private Path rpm(String name, byte[] payload) throws IOException {
        Path file = folder.resolve(name);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            byte[] lead = new byte[96];
            lead[0] = (byte) 0xed;
            lead[1] = (byte) 0xab;
            lead[2] = (byte) 0xee;
            lead[3] = (byte) 0xdb;
            out.write(lead);
            // A signature of one entry and 5 bytes, and what fills it up to 8; then a header without anything.
            for (int[] header : new int[][] {{1, 5, 3}, {0, 0, 0}}) {
                out.writeInt(0x8eade801);
                out.writeInt(0);
                out.writeInt(header[0]);
                out.writeInt(header[1]);
                out.write(new byte[16 * header[0] + header[1] + header[2]]);
            }
            out.write(payload);
        }
        return file;
    }

    private byte[] cpio() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(bytes)) {
            byte[] elf = Files.readAllBytes(library);
            CpioArchiveEntry climbing = new CpioArchiveEntry("./../../etc/escaped.so", elf.length);
            climbing.setMode(CpioArchiveEntry.C_ISREG | 0755);
            cpio.putArchiveEntry(climbing);
            cpio.write(elf);
            cpio.closeArchiveEntry();
            CpioArchiveEntry device = new CpioArchiveEntry("dev/zero");
            device.setMode(CpioArchiveEntry.C_ISCHR | 0644);
            cpio.putArchiveEntry(device);
            cpio.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] xz(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new XZCompressorOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
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
        Path deb = deb("a.deb", "data.tar.xz", xz(tar()));
        isTheLibrary(audit(deb), deb + ":../../../../escaped.so");
        assertThat(folder.resolve("../../../../escaped.so")).doesNotExist();
        assertThat(Path.of("../../../../escaped.so")).doesNotExist();
    }

    @Test
    void debsOfEveryCompressionAreRead() throws IOException {
        Path plain = deb("plain.deb", "data.tar", tar());
        isTheLibrary(audit(plain), plain + ":../../../../escaped.so");
        Path tar = Files.write(folder.resolve("data.tar"), tar());
        Assembled.run("zstd", "-q", "--rm", tar.toString());
        Path zstd = deb("zstd.deb", "data.tar.zst", Files.readAllBytes(folder.resolve("data.tar.zst")));
        isTheLibrary(audit(zstd), zstd + ":../../../../escaped.so");
    }

    @Test
    void rpmWithNamesThatClimbAndDevicesIsRead() throws IOException {
        Path rpm = rpm("a.rpm", xz(cpio()));
        isTheLibrary(audit(rpm), rpm + ":./../../etc/escaped.so");
    }

    @Test
    void bombIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry zeros = new TarArchiveEntry("zeros");
            zeros.setSize(600L << 20);
            tar.putArchiveEntry(zeros);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 600; i++) {
                tar.write(block);
            }
            tar.closeArchiveEntry();
        }
        assertThat(audit(deb("bomb.deb", "data.tar.gz", bytes.toByteArray())).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("too much for its size"));
    }

    @Test
    void archivesInArchivesEnd() throws IOException {
        byte[] inner = Files.readAllBytes(library);
        for (int i = 0; i < 5; i++) {
            inner = Files.readAllBytes(deb("nested.deb", "nested", inner));
        }
        assertThat(audit(folder.resolve("nested.deb")).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("archives in archives"));
    }

    @Test
    void damagedPackagesHaveAReason() throws IOException {
        byte[] whole = Files.readAllBytes(deb("a.deb", "data.tar.xz", xz(tar())));
        byte[] package2 = Files.readAllBytes(rpm("a.rpm", xz(cpio())));
        for (int length = 10; length < whole.length - 200; length += 97) {
            Path cut = Files.write(folder.resolve("cut.deb"), Arrays.copyOf(whole, length));
            Audit audit = audit(cut);
            assertThat(audit.files().size() + audit.failures().size())
                    .as("a .deb of %s bytes", length)
                    .isLessThanOrEqualTo(2);
        }
        for (int length = 10; length < package2.length - 200; length += 97) {
            Path cut = Files.write(folder.resolve("cut.rpm"), Arrays.copyOf(package2, length));
            assertThat(audit(cut).failures()).as("an .rpm of %s bytes", length).isNotEmpty();
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
    }

    @Test
    void namedFileThatHoldsNoCodeIsAFailure() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no code");
        assertThat(audit(text).failures()).singleElement().satisfies(failure -> assertThat(failure.reason())
                .contains("no ELF file"));
    }
}

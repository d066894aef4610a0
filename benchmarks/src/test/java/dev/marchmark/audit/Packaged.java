// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Packages with one library in them, under names that climb out of any folder, and with devices and links beside it. */
final class Packaged {
    private Packaged() {}

    /** A .deb with that data member. */
    static Path deb(Path file, String member, byte[] data) throws IOException {
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

    static byte[] tar(Path library) throws IOException {
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

    /** An .rpm with that payload: a cpio archive, mostly packed. */
    static Path rpm(Path file, byte[] payload) throws IOException {
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

    static byte[] cpio(Path library) throws IOException {
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

    static byte[] xz(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new XZCompressorOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}

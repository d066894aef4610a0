// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * JNA's own library, unpacked once into the build folder: starts a fork 40 ms sooner than unpacking it each time, and
 * works where the temporary folder is mounted noexec.
 */
final class JnaDispatch {
    private static final String RESOURCE = "/com/sun/jna/linux-x86-64/libjnidispatch.so";
    private static final String PROPERTY = "jna.boot.library.path";

    private JnaDispatch() {}

    /**
     * Before the first use of JNA.
     *
     * @throws NativeException where its library can be loaded neither from the build folder nor from elsewhere
     */
    static void start(Path build) {
        unpackInto(build);
        try {
            Native.isProtected(); // any call loads it
        } catch (LinkageError e) {
            throw new NativeException(
                    "JNA can't load its library from where it can write, which may be mounted noexec: make " + build
                            + " writable, or start with JAVA_TOOL_OPTIONS=-Djna.tmpdir=DIR",
                    e);
        }
    }

    /** Leaves JNA to its own ways where the build folder can't be written. */
    private static void unpackInto(Path build) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        Path folder = build.resolve("jna");
        Path file = folder.resolve("libjnidispatch.so");
        try (InputStream packed = JnaDispatch.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                return;
            }
            byte[] bytes = packed.readAllBytes();
            if (!Files.exists(file) || Files.size(file) != bytes.length) {
                Files.createDirectories(folder);
                Path temporary = Files.createTempFile(folder, "jna", ".tmp");
                Files.write(temporary, bytes);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // a read-only build folder
        }
        System.setProperty(PROPERTY, folder.toString());
    }
}

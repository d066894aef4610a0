// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shim library, compiled once for the baseline. It must be loaded before anything else of this package is used; a
 * process loads one.
 */
public final class Shim {
    /** Of the workload contract, {@code native/include/marchmark.h}. */
    static final int ABI = 1;

    static final int BUFFERS = 6;

    // RTLD_NOW | RTLD_DEEPBIND, and not RTLD_GLOBAL: what a library calls is its own first, whatever else the process
    // has loaded. With JNA's default flags a rebuilt libz ran the inflate of the JVM's libz (DECISIONS.md, D6).
    private static final int OPEN_FLAGS = 0x2 | 0x8;

    private static @Nullable Path loaded;

    private Shim() {}

    /**
     * Loads the shim of a build folder.
     *
     * @param build the native build's output folder
     * @throws NativeException where there is none, or it can't be loaded
     */
    public static synchronized Cpu load(Path build) {
        Path file = build.resolve("libshim.so");
        if (!file.equals(loaded)) {
            JnaDispatch.start(build);
            Native.register(ShimCalls.class, open(file));
            loaded = file;
        }
        return HostCpu.INSTANCE;
    }

    static NativeLibrary open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NativeException(file + " does not exist; build it with 'marchmark run' or 'make -C native'");
        }
        try {
            return NativeLibrary.getInstance(file.toString(), Map.of(Library.OPTION_OPEN_FLAGS, OPEN_FLAGS));
        } catch (UnsatisfiedLinkError e) {
            throw new NativeException("can't load " + file + ": " + e.getMessage(), e);
        }
    }

    static Pointer address(NativeLibrary library, String symbol, Path file) {
        try {
            return library.getGlobalVariableAddress(symbol);
        } catch (UnsatisfiedLinkError e) {
            throw new NativeException(file + " does not export " + symbol + "; is it a workload's library?", e);
        }
    }

    static void requireAbi(Pointer codeOrWorkload, Path file) {
        int abi = ShimCalls.mm_abi_of(codeOrWorkload);
        if (abi != ABI) {
            throw new NativeException(
                    file + " follows version " + abi + " of the workload contract instead of " + ABI + "; build again");
        }
    }

    private enum HostCpu implements Cpu {
        INSTANCE;

        @Override
        public int level() {
            return ShimCalls.mm_cpu_level();
        }

        @Override
        public @Nullable String missingFeature(int level) {
            return ShimCalls.mm_missing_feature(level);
        }

        @Override
        public int[] cpuid(int leaf, int subleaf) {
            int[] registers = new int[4];
            ShimCalls.mm_cpuid(leaf, subleaf, registers);
            return registers;
        }
    }
}

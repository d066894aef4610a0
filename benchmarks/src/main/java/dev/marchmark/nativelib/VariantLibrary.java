// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One variant's code of a workload, loaded: what is timed. */
public final class VariantLibrary implements AutoCloseable {
    private final NativeLibrary library;
    private final Pointer code;
    private final Pointer run;

    private VariantLibrary(NativeLibrary library, Pointer code, Pointer run) {
        this.library = library;
        this.code = code;
        this.run = run;
    }

    /**
     * Opens a file, after checking that the host has its level: a CPU without LZCNT runs it as BSR, so a wrong result
     * may come without any signal.
     *
     * @param level that the library's label says
     * @throws NativeException where the host lacks the level, or the file is not what it should be
     */
    public static VariantLibrary open(Path file, int level, Cpu cpu) {
        String missing = cpu.missingFeature(level);
        if (missing != null) {
            throw new NativeException("this host supports x86-64-v" + cpu.level() + " only (it lacks " + missing
                    + "); the x86-64-v" + level + " build was not loaded");
        }
        NativeLibrary library = Shim.open(file);
        Pointer code = Shim.address(library, "mm_code", file);
        Shim.requireAbi(code, file);
        if (ShimCalls.mm_isa_level_of(code) != level) {
            throw new NativeException(file + " was compiled for x86-64-v" + ShimCalls.mm_isa_level_of(code)
                    + ", not for v" + level + " as its label says");
        }
        Pointer run = ShimCalls.mm_run_of(code);
        requireIn(run, file);
        return new VariantLibrary(library, code, run);
    }

    /**
     * What runs is what the label says, and so is what that calls of a package's library: the loader shares libraries by
     * inode and binds symbols as it sees fit.
     */
    static void requireIn(Pointer run, Path file) {
        String holder = ShimCalls.mm_file_of(run);
        try {
            if (holder == null || !Files.isSameFile(Path.of(holder), file)) {
                throw new NativeException("the code of " + file + " was found in " + holder + " instead");
            }
        } catch (IOException e) {
            throw new NativeException("can't compare " + file + " with " + holder + ": " + e.getMessage(), e);
        }
        String elsewhere = ShimCalls.mm_called_elsewhere(run);
        if (elsewhere != null) {
            throw new NativeException(file + " calls a function " + elsewhere + " that is not its own");
        }
    }

    /** Where its code is; two libraries never share it. */
    public long runAddress() {
        return Pointer.nativeValue(run);
    }

    /**
     * Puts the code to work on a memory, with a private state where the workload has any.
     *
     * @throws NativeException where the workload can't open that state
     */
    public Side on(WorkloadMemory memory) {
        return on(memory, memory.shape().instances());
    }

    /** The same, rotating over the first {@code instances} of the memory's only: a power of two. */
    public Side on(WorkloadMemory memory, long instances) {
        return new Side(code, run, memory, instances);
    }

    @Override
    public void close() {
        library.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.marchmark.nativelib.Shape.Buffer;
import dev.marchmark.nativelib.Shape.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All memory of a workload at one size: every instance of every buffer at a drawn placement, each between two strips
 * of canary bytes, with pristine copies of what a run destroys. All variants of a fork work on the same memory.
 */
public final class WorkloadMemory implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int CANARY_BYTES = 64;
    private static final byte CANARY = (byte) 0xa5;
    private static final int RESTORE_ENTRY_BYTES = 32; // struct mm_restore: two pointers, two 64-bit counts

    /** One buffer's mapping. */
    private record Region(Buffer buffer, Pointer mapping, long mappedBytes, long offset, long stride, long instances) {
        Pointer instance(long index) {
            return mapping.share(offset + index * stride);
        }

        /** From the first instance's canary to the last one's. */
        long filledBytes() {
            return instances * (stride == 0 ? buffer.bytes() : stride);
        }
    }

    private final Shape shape;
    private final List<@Nullable Region> regions = new ArrayList<>();
    private final List<Pointer> pristine = new ArrayList<>();
    private final List<Long> pristineBytes = new ArrayList<>();
    private final Memory data = new Memory(ShimCalls.mm_data_bytes());
    private final Memory restore = new Memory((long) (Shim.BUFFERS + 1) * RESTORE_ENTRY_BYTES);

    /**
     * Maps the memory; nothing is filled in yet.
     *
     * @throws NativeException where the system has not enough
     */
    public WorkloadMemory(Shape shape, Placement placement) {
        this.shape = shape;
        for (int i = 0; i < shape.buffers().size(); i++) {
            Buffer buffer = shape.buffers().get(i);
            regions.add(
                    buffer.role() == Role.UNUSED
                            ? null
                            : map(buffer, placement.offsets().get(i)));
        }
        rewind();
        restore.clear();
    }

    private Region map(Buffer buffer, int offset) {
        long instances = buffer.shared() ? 1 : shape.instances();
        // A multiple of 64, so that all instances of a buffer have the same alignment.
        long stride = (buffer.bytes() + CANARY_BYTES + 63) / 64 * 64;
        // The canary before the first instance takes what is left of the page before it.
        long mappedBytes = PAGE + offset + instances * stride;
        Pointer mapping = mapped(mappedBytes);
        mapping.setMemory(0, mappedBytes, CANARY);
        return new Region(buffer, mapping, mappedBytes, PAGE + offset, buffer.shared() ? 0 : stride, instances);
    }

    private static Pointer mapped(long bytes) {
        Pointer mapping = ShimCalls.mm_map(bytes);
        if (mapping == null) {
            throw new NativeException("the system has no " + (bytes >> 20) + " MiB of memory to map");
        }
        return mapping;
    }

    /** Sets the workload's view to the shape's own {@code n} and all instances. */
    public void rewind() {
        describe(data, shape.instances());
    }

    /** A view for a side that is to rotate over that many of the instances, the first ones: a power of two. */
    Memory view(long instances) {
        Memory view = new Memory(data.size());
        describe(view, instances);
        return view;
    }

    private void describe(Memory as, long instances) {
        long[] bases = new long[Shim.BUFFERS];
        long[] strides = new long[Shim.BUFFERS];
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            if (region != null) {
                bases[i] = Pointer.nativeValue(region.instance(0));
                strides[i] = region.stride();
            }
        }
        ShimCalls.mm_data_init(as, shape.n(), instances, bases, strides);
    }

    /** The shape that was asked for. */
    public Shape shape() {
        return shape;
    }

    /** As the contract's {@code struct mm_data}. */
    Pointer data() {
        return data;
    }

    /** A copy of it, for a side that adds a private state. */
    Memory copyOfData() {
        Memory copy = new Memory(data.size());
        copy.write(0, data.getByteArray(0, Math.toIntExact(data.size())), 0, Math.toIntExact(data.size()));
        return copy;
    }

    /** What a slice has to put back: a list of {@code struct mm_restore}. */
    Pointer restoreList() {
        return restore;
    }

    /** Remembers the present content of all buffers that a run destroys. */
    void keepPristine() {
        if (!pristine.isEmpty()) {
            for (int i = 0, kept = 0; i < regions.size(); i++) {
                Region region = regions.get(i);
                if (region != null && region.buffer().role().isRestored()) {
                    copy(region.instance(0), pristine.get(kept++), region.filledBytes());
                }
            }
            return;
        }
        for (Region region : regions) {
            if (region == null || !region.buffer().role().isRestored()) {
                continue;
            }
            Pointer kept = mapped(region.filledBytes());
            copy(region.instance(0), kept, region.filledBytes());
            Pointer entry = restore.share((long) pristine.size() * RESTORE_ENTRY_BYTES);
            entry.setPointer(0, region.instance(0));
            entry.setPointer(8, kept);
            entry.setLong(16, region.buffer().bytes());
            entry.setLong(24, region.stride());
            pristine.add(kept);
            pristineBytes.add(region.filledBytes());
        }
    }

    /** Gives all instances the content of the first one. */
    void repeatFirstInstance() {
        for (Region region : regions) {
            for (long k = 1; region != null && k < region.instances(); k++) {
                copy(region.instance(0), region.instance(k), region.buffer().bytes());
            }
        }
    }

    /** Puts back what runs destroyed, in the instance that {@code step} works on. */
    public void restore(long step) {
        for (int i = 0; i < pristine.size(); i++) {
            Pointer entry = restore.share((long) i * RESTORE_ENTRY_BYTES);
            long at = (step & (shape.instances() - 1)) * entry.getLong(24);
            copy(entry.getPointer(8).share(at), entry.getPointer(0).share(at), entry.getLong(16));
        }
    }

    private static void copy(Pointer from, Pointer to, long bytes) {
        to.getByteBuffer(0, bytes).put(from.getByteBuffer(0, bytes));
    }

    /** The share of it that the system backs by huge pages, 0 to 1; null where the system does not tell. */
    public @Nullable Double hugePageShare() {
        Map<Long, Long> mappings = new LinkedHashMap<>();
        for (Region region : regions) {
            if (region != null) {
                mappings.put(Pointer.nativeValue(region.mapping()), region.mappedBytes());
            }
        }
        return HugePages.share(mappings);
    }

    /** The content of all inputs: a run must leave it as it is. */
    public long inputChecksum() {
        java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
        for (Region region : regions) {
            if (region != null && region.buffer().role() == Role.INPUT) {
                checksum.update(region.instance(0).getByteBuffer(0, region.filledBytes()));
            }
        }
        return checksum.getValue();
    }

    /** The bytes of the result buffers of the instance that {@code step} works on, in the contract's order. */
    public List<byte[]> results(long step) {
        List<byte[]> results = new ArrayList<>();
        for (Region region : regions) {
            if (region != null && region.buffer().role().isResult()) {
                results.add(instance(region, step)
                        .getByteArray(0, Math.toIntExact(region.buffer().bytes())));
            }
        }
        return results;
    }

    /** Overwrites the outputs of that instance, so that a run that writes nothing can't pass for one that does. */
    public void spoilOutputs(long step) {
        for (Region region : regions) {
            if (region != null && region.buffer().role() == Role.OUTPUT) {
                instance(region, step).setMemory(0, region.buffer().bytes(), (byte) 0xee);
            }
        }
    }

    private static Pointer instance(Region region, long step) {
        return region.instance(region.stride() == 0 ? 0 : step & (region.instances() - 1));
    }

    /** How the results compare, in the order of {@link #results}. */
    public List<Shape.Type> resultTypes() {
        return shape.buffers().stream()
                .filter(buffer -> buffer.role().isResult())
                .map(Buffer::type)
                .toList();
    }

    /** Says which buffer was written outside its bounds, or nothing. */
    public Optional<String> overrun() {
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            if (region == null) {
                continue;
            }
            for (long k = 0; k < region.instances(); k++) {
                Pointer start = region.instance(k);
                if (!isCanary(start.getByteArray(-CANARY_BYTES, CANARY_BYTES))) {
                    return Optional.of("it writes before the start of buffer " + i);
                }
                if (!isCanary(start.getByteArray(region.buffer().bytes(), CANARY_BYTES))) {
                    return Optional.of("it writes past the end of buffer " + i);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isCanary(byte[] bytes) {
        byte[] canary = new byte[bytes.length];
        Arrays.fill(canary, CANARY);
        return Arrays.equals(bytes, canary);
    }

    @Override
    public void close() {
        for (Region region : regions) {
            if (region != null) {
                ShimCalls.mm_unmap(region.mapping(), region.mappedBytes());
            }
        }
        for (int i = 0; i < pristine.size(); i++) {
            ShimCalls.mm_unmap(pristine.get(i), pristineBytes.get(i));
        }
        data.close();
        restore.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.marchmark.nativelib.Shape.Buffer;
import dev.marchmark.nativelib.Shape.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * All memory of a workload at one size: every instance of every buffer at a drawn placement, each between two strips
 * of canary bytes, with pristine copies of what a run destroys. All variants of a fork work on the same memory.
 */
public final class WorkloadMemory implements AutoCloseable {
    private static final int RESTORE_ENTRY_BYTES = 32; // struct mm_restore: two pointers, two 64-bit counts

    /** What a region held before any run. */
    private record Pristine(Region of, Pointer copy) {
        void keep() {
            copy.getByteBuffer(0, of.filledBytes()).put(of.content());
        }

        void putBack(long step) {
            long bytes = of.buffer().bytes();
            of.at(step).getByteBuffer(0, bytes).put(copy.getByteBuffer(of.distance(step), bytes));
        }
    }

    private final Shape shape;
    /** By their number in the contract. */
    private final SortedMap<Integer, Region> regions = new TreeMap<>();

    private final List<Pristine> pristine = new ArrayList<>();
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
            if (buffer.role() != Role.UNUSED) {
                regions.put(i, Region.of(buffer, placement.offsets().get(i), shape.instances()));
            }
        }
        rewind();
        restore.clear();
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
        regions.forEach((i, region) -> {
            bases[i] = Pointer.nativeValue(region.instance(0));
            strides[i] = region.stride();
        });
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
        if (pristine.isEmpty()) {
            for (Region region : regions.values()) {
                if (region.role().isRestored()) {
                    Pointer copy = Region.mapped(region.filledBytes());
                    Pointer entry = restore.share((long) pristine.size() * RESTORE_ENTRY_BYTES);
                    entry.setPointer(0, region.instance(0));
                    entry.setPointer(8, copy);
                    entry.setLong(16, region.buffer().bytes());
                    entry.setLong(24, region.stride());
                    pristine.add(new Pristine(region, copy));
                }
            }
        }
        pristine.forEach(Pristine::keep);
    }

    /** Gives all instances the content of the first one. */
    void repeatFirstInstance() {
        regions.values().forEach(Region::repeatFirstInstance);
    }

    /** Puts back what runs destroyed, in the instance that {@code step} works on. */
    public void restore(long step) {
        pristine.forEach(each -> each.putBack(step));
    }

    /** The share of it that the system backs by huge pages, 0 to 1; null where the system does not tell. */
    public @Nullable Double hugePageShare() {
        Map<Long, Long> mappings = new LinkedHashMap<>();
        regions.values().forEach(region -> mappings.put(Pointer.nativeValue(region.mapping()), region.mappedBytes()));
        return HugePages.share(mappings);
    }

    /** The content of all inputs: a run must leave it as it is. */
    public long inputChecksum() {
        CRC32C checksum = new CRC32C();
        regions.values().stream()
                .filter(region -> region.role() == Role.INPUT)
                .forEach(region -> checksum.update(region.content()));
        return checksum.getValue();
    }

    /** The bytes of the result buffers of the instance that {@code step} works on, in the contract's order. */
    public List<byte[]> results(long step) {
        return regions.values().stream()
                .filter(region -> region.role().isResult())
                .map(region -> region.bytes(step))
                .toList();
    }

    /** Overwrites the outputs of that instance, so that a run that writes nothing can't pass for one that does. */
    public void spoilOutputs(long step) {
        regions.values().stream().filter(region -> region.role() == Role.OUTPUT).forEach(region -> region.spoil(step));
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
        return regions.entrySet().stream()
                .flatMap(each -> each.getValue().overrun().stream()
                        .map(where -> "it writes " + where + " of buffer " + each.getKey()))
                .findFirst();
    }

    @Override
    public void close() {
        regions.values().forEach(Region::unmap);
        pristine.forEach(each -> ShimCalls.mm_unmap(each.copy(), each.of().filledBytes()));
        data.close();
        restore.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The memory of one buffer: its instances one after the other, a strip of canary bytes before the first one and behind each.
 *
 * @param offset of the first instance in the mapping, bytes
 * @param stride from one instance to the next, bytes; 0 where all share one memory
 * @param instances that have memory of their own
 */
record Region(Shape.Buffer buffer, Pointer mapping, long mappedBytes, long offset, long stride, long instances) {
    private static final int PAGE = 4096;
    private static final int CANARY_BYTES = 64;
    private static final byte CANARY = (byte) 0xa5;
    private static final byte SPOILED = (byte) 0xee;

    /**
     * Maps it; there is nothing but canaries in it.
     *
     * @param placed where in a page it starts, bytes
     * @param wanted how many instances the workload has
     * @throws NativeException where the system has not enough memory
     */
    static Region of(Shape.Buffer buffer, int placed, long wanted) {
        long instances = buffer.shared() ? 1 : wanted;
        // A multiple of 64, so that all instances of a buffer have the same alignment.
        long stride = (buffer.bytes() + CANARY_BYTES + 63) / 64 * 64;
        // The canary before the first instance takes what is left of the page before it.
        long mappedBytes = PAGE + placed + instances * stride;
        Pointer mapping = mapped(mappedBytes);
        mapping.setMemory(0, mappedBytes, CANARY);
        return new Region(buffer, mapping, mappedBytes, PAGE + placed, buffer.shared() ? 0 : stride, instances);
    }

    /** @throws NativeException where the system has not enough memory */
    static Pointer mapped(long bytes) {
        Pointer mapping = ShimCalls.mm_map(bytes);
        if (mapping == null) {
            throw new NativeException("the system has no " + (bytes >> 20) + " MiB of memory to map");
        }
        return mapping;
    }

    Shape.Role role() {
        return buffer.role();
    }

    Pointer instance(long index) {
        return mapping.share(offset + index * stride);
    }

    /** How far the instance that {@code step} works on lies behind the first one, bytes. */
    long distance(long step) {
        return stride == 0 ? 0 : (step & (instances - 1)) * stride;
    }

    /** The instance that {@code step} works on. */
    Pointer at(long step) {
        return mapping.share(offset + distance(step));
    }

    /** From the first instance to the last one's canary. */
    long filledBytes() {
        return instances * (stride == 0 ? buffer.bytes() : stride);
    }

    /** All of that. */
    ByteBuffer content() {
        return instance(0).getByteBuffer(0, filledBytes());
    }

    /** What the instance that {@code step} works on holds. */
    byte[] bytes(long step) {
        return at(step).getByteArray(0, Math.toIntExact(buffer.bytes()));
    }

    /** Overwrites the instance that {@code step} works on. */
    void spoil(long step) {
        at(step).setMemory(0, buffer.bytes(), SPOILED);
    }

    /** Gives all instances the content of the first one. */
    void repeatFirstInstance() {
        for (long k = 1; k < instances; k++) {
            instance(k).getByteBuffer(0, buffer.bytes()).put(instance(0).getByteBuffer(0, buffer.bytes()));
        }
    }

    /** Where something was written outside of an instance: before the start or past the end; empty where nothing was. */
    Optional<String> overrun() {
        for (long k = 0; k < instances; k++) {
            if (!isCanary(instance(k).getByteArray(-CANARY_BYTES, CANARY_BYTES))) {
                return Optional.of("before the start");
            }
            if (!isCanary(instance(k).getByteArray(buffer.bytes(), CANARY_BYTES))) {
                return Optional.of("past the end");
            }
        }
        return Optional.empty();
    }

    private static boolean isCanary(byte[] bytes) {
        byte[] canary = new byte[bytes.length];
        Arrays.fill(canary, CANARY);
        return Arrays.equals(bytes, canary);
    }

    void unmap() {
        ShimCalls.mm_unmap(mapping, mappedBytes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Lets jobs begin, in their order, as memory has room for them beside those that go on: the audit of a file takes about as
 * much as the file is long. One that is longer than the memory is let in all the same, as it may take less, beside small ones.
 */
final class Room {
    /** What any job takes: its piece of code, and what objdump, which is no part of this process, takes for that. */
    static final long LEAST = 8 << 20;

    /**
     * A job that was let in.
     *
     * @param job its number
     * @param bytes that are held for it
     */
    record Place(int job, long bytes) {}

    private final long size;
    private final Deque<Place> waiting = new ArrayDeque<>();
    private long free;

    /**
     * @param sizes of the jobs, in bytes
     * @param size of the memory
     */
    Room(List<Long> sizes, long size) {
        this.size = size;
        free = size;
        long most = Math.max(LEAST, size / 4 * 3);
        for (long bytes : sizes) {
            waiting.add(new Place(waiting.size(), Math.min(LEAST + bytes, most)));
        }
    }

    /** The first that there is room for, as soon as there is; empty where none waits any more. */
    synchronized Optional<Place> enter() throws InterruptedException {
        while (!waiting.isEmpty()) {
            for (Iterator<Place> places = waiting.iterator(); free >= LEAST && places.hasNext(); ) {
                Place next = places.next();
                if (next.bytes <= free) {
                    places.remove();
                    free -= next.bytes;
                    return Optional.of(next);
                }
            }
            wait();
        }
        return Optional.empty();
    }

    /** A job is done. */
    synchronized void leave(Place place) {
        free += place.bytes;
        notifyAll();
    }

    /** A job took more than there was: it is let in once more when all others are done, and has all memory. */
    synchronized void again(Place place) {
        free += place.bytes;
        waiting.add(new Place(place.job, size));
        notifyAll();
    }

    /** Whether a job has all memory. */
    boolean isWhole(Place place) {
        return place.bytes == size;
    }

    /** No more are let in. */
    synchronized void close() {
        waiting.clear();
        notifyAll();
    }
}

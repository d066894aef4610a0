// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.audit.Room.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which files are audited at a time, by the memory that they may take. */
class RoomTest {
    private static final long MEGABYTE = 1 << 20;

    private static Room of(long megabytes, long... sizes) {
        List<Long> bytes = new ArrayList<>();
        for (long size : sizes) {
            bytes.add(size * MEGABYTE);
        }
        return new Room(bytes, megabytes * MEGABYTE);
    }

    private static Place enter(Room room) throws InterruptedException {
        return room.enter().orElseThrow();
    }

    @Test
    void fileThatIsLargerThanTheMemoryRunsBesideSmallOnes() throws InterruptedException {
        Room room = of(100, 5000, 5000, 1, 1);
        assertThat(enter(room).job()).isZero();
        assertThat(enter(room).job())
                .as("there is no room for the second large one")
                .isEqualTo(2);
        assertThat(enter(room).job()).isEqualTo(3);
    }

    @Test
    void largeOneIsLetInWhenTheOtherIsDone() throws InterruptedException {
        Room room = of(100, 50, 60, 1);
        Place first = enter(room);
        Place small = enter(room);
        assertThat(small.job()).isEqualTo(2);
        room.leave(first);
        room.leave(small);
        assertThat(enter(room).job()).isEqualTo(1);
        assertThat(room.enter()).isEmpty();
    }

    @Test
    void oneThatTookTooMuchGetsAllMemoryWhenTheOthersAreDone() throws InterruptedException {
        Room room = of(100, 1, 1);
        Place first = enter(room);
        Place second = enter(room);
        assertThat(room.isWhole(first)).isFalse();
        room.again(first);
        AtomicBoolean left = new AtomicBoolean();
        Thread other = new Thread(() -> {
            left.set(true);
            room.leave(second);
        });
        other.start();
        Place again = enter(room);
        assertThat(left).isTrue();
        assertThat(again.job()).isZero();
        assertThat(room.isWhole(again)).isTrue();
        other.join();
    }

    @Test
    void nobodyWaitsInAClosedRoom() throws InterruptedException {
        Room room = of(100, 1, 1);
        enter(room);
        room.close();
        assertThat(room.enter()).isEmpty();
    }

    /** Whatever their sizes and however many ask, all are let in, and never for more than there is. */
    @Test
    void allAreLetInAndHeldMemoryIsBounded() throws Exception {
        long[] sizes = new Random(20261126).longs(500, 0, 300).toArray();
        Room room = of(128, sizes);
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        ExecutorService askers = Executors.newFixedThreadPool(8);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ends.add(askers.submit(() -> {
                int number = 0;
                for (Optional<Place> place = room.enter(); place.isPresent(); place = room.enter()) {
                    seen.add(place.get().job());
                    most.accumulateAndGet(held.addAndGet(place.get().bytes()), Math::max);
                    held.addAndGet(-place.get().bytes());
                    room.leave(place.get());
                    number++;
                }
                return number;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        askers.shutdown();
        assertThat(seen).hasSize(sizes.length);
        assertThat(most.get()).isBetween(96 * MEGABYTE, 128 * MEGABYTE);
    }
}

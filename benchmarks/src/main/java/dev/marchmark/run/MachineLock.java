// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lock by which JMH keeps two measurements off one machine, held for a whole run instead of each fork. */
public final class MachineLock {
    private static @Nullable MachineLock held;

    private final FileChannel channel;
    private final FileLock lock;
    private int holders = 1;

    private MachineLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Does what would disturb a measurement beside it, which a build does too: it also rewrites the manifest that forks read.
     * A lock that can't be taken is no obstacle.
     *
     * @throws RunException where another measurement holds it
     */
    public static <T> T hold(Supplier<T> work) {
        MachineLock taken = take();
        try {
            return work.get();
        } finally {
            release(taken);
        }
    }

    /**
     * Takes the lock; whoever holds it already in this process may take it once more.
     *
     * @return null where the lock file belongs to somebody else and can't even be opened
     * @throws RunException where another measurement holds it
     */
    static synchronized @Nullable MachineLock take() {
        if (held != null) {
            held.holders++;
            return held;
        }
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            return null;
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                held = new MachineLock(channel, lock);
                return held;
            }
            channel.close();
        } catch (IOException e) {
            return null;
        }
        throw new RunException("another marchmark or JMH measures on this machine (it holds " + file
                + "); two at once would disturb each other: wait until it ends");
    }

    /** Gives it back, if it was taken. */
    static synchronized void release(@Nullable MachineLock taken) {
        if (taken == null || --taken.holders > 0) {
            return;
        }
        held = null;
        try {
            taken.lock.release();
            taken.channel.close();
        } catch (IOException e) {
            // The system releases it when the process ends.
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A result that can't be read or written; the message names the file and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message naming the file, and what to do */
    public StoreException(String message) {
        super(printable(message));
    }

    StoreException(String message, Throwable cause) {
        super(printable(message), cause);
    }

    /** It may quote a result, which may come from anywhere: nothing in it moves the cursor of a terminal. */
    private static String printable(String message) {
        return message.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    static StoreException of(String what, Path file, IOException e) {
        return new StoreException("can't " + what + " " + file + ": " + reason(e), e);
    }

    /** Java's own messages are often no more than the file's name. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        boolean bare = e instanceof FileSystemException system && system.getReason() == null;
        return bare || e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

/**
 * Work on one file, confined to it: of thousands, one may be damaged in a way that nobody thought of, and the others are
 * audited all the same.
 */
final class Confined {
    /** What is done with a file. */
    interface Work<T> {
        T done() throws AuditException;
    }

    private Confined() {}

    /**
     * Does it.
     *
     * @throws AuditException saying what is wrong with the file, whatever goes wrong
     */
    static <T> T to(Work<T> work) throws AuditException {
        try {
            return work.done();
        } catch (OutOfMemoryError e) {
            throw new AuditException("takes more memory than Java has here", e);
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = trace.length == 0 ? "" : " at " + trace[0];
            throw new AuditException("can't be audited, by a fault of marchmark's own: " + e + where, e);
        }
    }
}

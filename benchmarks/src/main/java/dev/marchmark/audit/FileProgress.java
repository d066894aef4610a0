// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

/** How far the audit of one file is, as a watcher is told. For one thread. */
final class FileProgress {
    private final Audits.Watcher watcher;
    private final String name;
    private final long bytes;
    private long told;

    /** Tells that it begins. */
    FileProgress(Audits.Watcher watcher, String name, long bytes) {
        this.watcher = watcher;
        this.name = name;
        this.bytes = bytes;
        synchronized (watcher) {
            watcher.begins(name);
        }
    }

    /**
     * Tells how much is done.
     *
     * @param share 0 to 1
     * @throws AuditException where the watcher does not wait for the rest
     */
    void at(double share) throws AuditException {
        if (watcher.isStopped()) {
            throw new AuditException("was not done when the audit was ended");
        }
        tell((long) (share * bytes));
    }

    /** Tells that all is. */
    void done() {
        tell(bytes);
    }

    private void tell(long now) {
        if (now > told) {
            synchronized (watcher) {
                watcher.advances(name, now - told);
            }
            told = now;
        }
    }
}

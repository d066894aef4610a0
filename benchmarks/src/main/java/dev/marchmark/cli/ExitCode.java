// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

/** How a command ended, for scripts; README lists them. */
final class ExitCode {
    static final int OK = 0;
    /** Something could not be measured or verified, or did not come out again; the rest was or did. */
    static final int SOME_FAILED = 1;
    /** The command line, or a file that it names, is wrong. */
    static final int USAGE = 2;
    /** Nothing of what was asked can be measured on this host. */
    static final int HOST = 3;
    /** Nothing of what was asked can be built. */
    static final int BUILD = 4;
    /** A result can't be read or written. */
    static final int STORE = 5;
    /** Something is missing that has to be installed first, as the launcher and other scripts say it. */
    static final int MISSING = 69;
    /** A fault of marchmark's own. */
    static final int INTERNAL = 70;
    /** Ended by Ctrl-C; what was finished is stored. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.InstructionPlaces;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What callgrind counted. Format: Valgrind's manual, "Callgrind Format Specification", with absolute positions, whole names
 * and a line for each instruction.
 *
 * @param instructions executed, but for those of the driver
 * @param packed those of the library that compute on several elements at once
 * @param asksCpu those of the library that ask the CPU what it can
 * @param features those of the library that need more than x86-64 itself, by what they need
 */
record CallgrindOutput(long instructions, long packed, long asksCpu, Map<String, Long> features) {
    private static final String EVENTS = "events: ";
    private static final String FILE = "ob=";
    private static final String CALL = "calls=";

    /**
     * Adds up.
     *
     * @param driver the path of the file whose instructions don't count
     * @param library the path of the file that the places are in
     * @param places by addresses as that file has them
     * @throws IllegalArgumentException where it is another format
     */
    static CallgrindOutput parse(List<String> lines, String driver, String library, InstructionPlaces places) {
        long instructions = 0;
        long packed = 0;
        long asksCpu = 0;
        Map<String, Long> features = new TreeMap<>();
        String file = driver;
        boolean isOfCallee = false;
        for (String line : lines) {
            if (line.startsWith(EVENTS) && !line.equals(EVENTS + "Ir")) {
                throw new IllegalArgumentException("callgrind counts '" + line + "' and not instructions only");
            } else if (line.startsWith(FILE)) {
                file = line.substring(FILE.length());
            } else if (line.startsWith(CALL)) {
                isOfCallee = true;
            } else if (line.startsWith("0x")) {
                String[] cells = line.split(" ", -1);
                // What the callee did is on the line after a call, and once more where the callee is.
                if (!file.equals(driver) && !isOfCallee && cells.length == 2) {
                    long count = Long.parseLong(cells[1]);
                    instructions += count;
                    if (file.equals(library)) {
                        long address = Long.parseLong(cells[0].substring(2), 16);
                        packed += places.packed().contains(address) ? count : 0;
                        asksCpu += places.asksCpu().contains(address) ? count : 0;
                        String feature = places.features().get(address);
                        if (feature != null && count > 0) {
                            features.merge(feature, count, Long::sum);
                        }
                    }
                }
                isOfCallee = false;
            }
        }
        return new CallgrindOutput(instructions, packed, asksCpu, features);
    }
}

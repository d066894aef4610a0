// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one start of {@code marchmark calibrate}, {@code results/<host>/calibration/<id>}: {@code
 * calibration.json}, and {@code forks.jsonl} with a line a fork. A finished fork is on the disk before the next one starts.
 */
public final class CalibrationFolder {
    private static final String ALL = "calibration";
    private static final String START = "calibration.json";
    private static final String FORKS = "forks.jsonl";

    private final Path folder;

    private CalibrationFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a new folder.
     *
     * @param ofHost the folder with the host's results
     * @throws StoreException where it can't be made, or is there already
     */
    public static CalibrationFolder create(Path ofHost, CalibrationStart start) {
        CalibrationFolder created = new CalibrationFolder(
                RunFolder.create(ofHost.resolve(ALL).resolve(start.id())).path());
        created.write(start);
        return created;
    }

    /**
     * All of a host, sorted; none where it has none.
     *
     * @param ofHost the folder with the host's results
     * @throws StoreException where they can't be looked for
     */
    public static List<CalibrationFolder> all(Path ofHost) {
        Path all = ofHost.resolve(ALL);
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(folder -> Files.exists(folder.resolve(START)))
                    .sorted()
                    .map(CalibrationFolder::new)
                    .toList();
        } catch (IOException e) {
            throw StoreException.of("read", all, e);
        }
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Writes {@code calibration.json}, in one step for whoever reads it. */
    public void write(CalibrationStart start) {
        TextFile.write(folder.resolve(START), JsonFormats.CALIBRATION.pretty(start));
    }

    /**
     * Reads {@code calibration.json}.
     *
     * @throws StoreException naming file and field where it is damaged
     */
    public CalibrationStart read() {
        Path file = folder.resolve(START);
        CalibrationStart start = JsonFormats.CALIBRATION.read(TextFile.read(file), file.toString());
        if (!folder.endsWith(start.id())) {
            throw new StoreException(file + " is of " + start.id() + ": a copy would be counted twice");
        }
        return start;
    }

    /** Adds a finished fork, and waits until the disk has it. */
    public void append(CalibrationFork fork) {
        AppendedFile.append(
                folder.resolve(FORKS),
                (JsonFormats.CALIBRATION_FORK.line(fork) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All finished forks, without a last line that is cut off.
     *
     * @throws StoreException naming file, line and field where another line is damaged
     */
    public List<CalibrationFork> forks() {
        Path file = folder.resolve(FORKS);
        List<CalibrationFork> forks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        AppendedFile.forEachLine(file, line -> {
            String place = file + ", line " + (forks.size() + 1);
            CalibrationFork fork = JsonFormats.CALIBRATION_FORK.read(line, place);
            long contrasts = fork.values().stream()
                    .map(CalibrationFork.Value::contrast)
                    .distinct()
                    .count();
            if (!seen.add(fork.workload() + " " + fork.fork())
                    || contrasts < fork.values().size()) {
                throw new StoreException(place + " repeats what is there already");
            }
            forks.add(fork);
        });
        return forks;
    }
}

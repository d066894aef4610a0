// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Run;
import dev.marchmark.run.Session;
import dev.marchmark.store.RunFolder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What runs store of their forks, computed once more: after a change of the analysis it is another one (D113). */
final class StoredSummaries {
    private StoredSummaries() {}

    /** A run that stores another summary than its forks come to. */
    private record Stale(RunFolder folder, Run again) {}

    /**
     * Writes the summaries that are stale into their {@code run.json}; those of runs that have none yet are left to them.
     *
     * @return the folders written to, in the order given
     * @throws dev.marchmark.store.StoreException where a run is damaged or lacks forks; then nothing is written
     */
    static List<RunFolder> renew(List<RunFolder> runs) {
        List<Stale> stale =
                runs.parallelStream().flatMap(folder -> stale(folder).stream()).toList();
        stale.forEach(each -> each.folder().write(each.again()));
        return stale.stream().map(Stale::folder).toList();
    }

    private static Optional<Stale> stale(RunFolder folder) {
        Run stored = folder.read();
        if (stored.summary() == null) {
            return Optional.empty();
        }
        Run again = Session.analysed(folder);
        return Objects.equals(again.summary(), stored.summary())
                ? Optional.empty()
                : Optional.of(new Stale(folder, again));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Workload;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that measure a run once more: what was drawn is drawn again, from its seed. */
final class CommandLines {
    // More names than that take a page; where the groups are asked for instead, later kernels would join them.
    private static final int MOST_NAMED = 100;

    private CommandLines() {}

    /** One a line. */
    static List<String> commands(Run run) {
        List<String> commands = new ArrayList<>();
        if (!run.packages().isEmpty()) {
            commands.add("scripts/marchmark packages build "
                    + run.packages().stream()
                            .map(SourcePackage::name)
                            .map(CommandLines::quoted)
                            .collect(Collectors.joining(" ")));
        }
        commands.add("scripts/marchmark run " + String.join(" ", options(run)));
        return commands;
    }

    private static List<String> options(Run run) {
        Settings settings = run.settings();
        List<String> options = new ArrayList<>(List.of(
                "-w",
                quoted(workloads(run)),
                "-v",
                quoted(String.join(",", settings.variants())),
                "-s",
                quoted(settings.size()),
                "-p",
                quoted(settings.profile()),
                "--forks",
                Integer.toString(settings.forks()),
                "--cells",
                Integer.toString(settings.cells()),
                "--margin",
                plain(settings.marginPercent())));
        Settings.Target target = settings.target();
        if (target != null) {
            List<Integer> looks = target.looks();
            options.addAll(List.of(
                    "--target-width",
                    plain(target.halfWidthPercent()) + "%",
                    "--max-forks",
                    Integer.toString(looks.isEmpty() ? settings.forks() : looks.get(looks.size() - 1))));
        }
        if (settings.hasAligned()) {
            options.add("--aligned");
        }
        options.addAll(List.of(
                "--cross-check",
                Integer.toString(settings.crossChecked().size()),
                "--seed",
                Long.toString(settings.seed())));
        return options;
    }

    private static String workloads(Run run) {
        List<String> ids = run.settings().workloads();
        return ids.size() <= MOST_NAMED
                ? String.join(",", ids)
                : ids.stream().map(id -> Workload.group(id) + "/*").distinct().collect(Collectors.joining(","));
    }

    private static String plain(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    /** As one word of a shell, whatever a result holds. */
    private static String quoted(String word) {
        return ShellWord.of(Format.printable(word));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.MixGain;
import dev.marchmark.model.Mix;
import dev.marchmark.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a whole would gain, in sentences. */
public final class MixReport {
    private static final String TITLE = "What it is worth";
    private static final String PACKAGES = Workload.PACKAGES + "/";

    private static final String METHOD =
            "By Amdahl's law. What is not measured counts as no gain: so does code that chooses by"
                    + " what the CPU is while it runs, and code of Go or of a just-in-time compiler. The interval holds the errors of"
                    + " the rows, not whether the shares are yours or workloads stand well for their parts.";

    private MixReport() {}

    /** As plain text, for a terminal; empty where there is none. */
    public static String console(List<MixGain> gains) {
        List<String> lines = new ArrayList<>();
        for (MixGain gain : gains) {
            lines.add("");
            lines.addAll(Format.wrap(TITLE + ": " + gain.mix().title()));
            sentences(gain).forEach(sentence -> lines.addAll(Format.wrap("  " + sentence)));
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** As Markdown, likewise. */
    public static String markdown(List<MixGain> gains) {
        List<String> lines = new ArrayList<>();
        for (MixGain gain : gains) {
            lines.add("");
            lines.add("## " + TITLE + ": " + MarkdownReport.escape(gain.mix().title()));
            lines.add("");
            sentences(gain).forEach(sentence -> lines.add("- " + MarkdownReport.escape(sentence)));
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The answer first, then the parts, where their shares come from, and what the number is. */
    static List<String> sentences(MixGain gain) {
        List<String> sentences = new ArrayList<>();
        MixGain.Gain whole = gain.whole();
        sentences.add(
                whole == null
                        ? "No part of it was measured in this run, so that no gain is counted."
                        : "With " + gain.candidate() + " the whole would be " + speedup(whole)
                                + " times as fast: workloads of this run stand for " + share(gain.measuredShare())
                                + " of its time.");
        gain.parts().forEach(part -> sentences.add(part(part)));
        double rest = gain.mix().rest();
        if (rest > 0) {
            sentences.add("the rest, " + share(rest) + " of the time: not measured, no gain is counted");
        }
        missing(gain).ifPresent(sentences::add);
        sentences.add("Shares: "
                + Stream.concat(
                                Stream.of(gain.mix().source()),
                                gain.mix().parts().stream().flatMap(MixReport::ownSource))
                        .collect(Collectors.joining("; ")));
        sentences.add(METHOD);
        return sentences;
    }

    /** What this run lacks, and what measures all of the mix that goes with it: gains of several runs are never mixed. */
    private static Optional<String> missing(MixGain gain) {
        List<String> missing = gain.parts().stream()
                .flatMap(part -> part.unmeasured().stream())
                .distinct()
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> commands = new ArrayList<>();
        String packages = missing.stream()
                .filter(name -> name.startsWith(PACKAGES))
                .map(name -> name.split("/", -1)[1])
                .distinct()
                .collect(Collectors.joining(" "));
        if (!packages.isEmpty()) {
            commands.add("scripts/marchmark packages build " + packages);
        }
        gain.mix().parts().stream()
                .flatMap(part -> part.like().stream())
                .collect(Collectors.groupingBy(
                        name -> name.split("/", 2)[0], TreeMap::new, Collectors.toCollection(TreeSet::new)))
                .forEach((kind, names) -> {
                    if (missing.stream().anyMatch(names::contains)) {
                        commands.add("scripts/marchmark run -w "
                                + names.stream().map(MixReport::glob).collect(Collectors.joining(",", "'", "'")));
                    }
                });
        return Optional.of(
                "missing in this run: " + String.join(", ", missing) + "; measured by: " + String.join("; ", commands));
    }

    /** A workload, or all of a group: ids have three parts. */
    private static String glob(String name) {
        return name.indexOf('/') == name.lastIndexOf('/') ? name + "/*" : name;
    }

    private static Stream<String> ownSource(Mix.Part part) {
        return part.source() == null ? Stream.empty() : Stream.of(part.name() + ": " + part.source());
    }

    private static String part(MixGain.Part part) {
        Mix.Part of = part.of();
        String text = of.name() + ", " + share(of.share()) + " of the time: ";
        if (of.like().isEmpty()) {
            return text + "no workload is like it, no gain is counted";
        }
        MixGain.Gain gain = part.gain();
        String unmeasured = String.join(", ", part.unmeasured());
        if (gain == null) {
            return text + "not measured in this run (" + unmeasured + "), no gain is counted";
        }
        String like = of.like().stream()
                .filter(name -> !part.unmeasured().contains(name))
                .collect(Collectors.joining(", "));
        return text + speedup(gain) + " times as fast, as " + like + " ("
                + Format.count(part.workloads(), "workload)", "workloads)")
                + (unmeasured.isEmpty() ? "" : "; not measured in this run, without gain in that: " + unmeasured);
    }

    private static String speedup(MixGain.Gain gain) {
        return Format.ratio(gain.speedup(), (gain.high() - gain.low()) / 2) + " (95 % interval "
                + Table.interval(gain.low(), gain.high()) + ")";
    }

    private static String share(double share) {
        return Format.percent(share);
    }
}

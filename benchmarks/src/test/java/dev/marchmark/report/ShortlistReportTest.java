// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.Shortlist;
import dev.marchmark.model.Dispatch;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Warning;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ShortlistReportTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Of one package, in both variants. */
    private static ObjectNode run(Dispatch dispatch, @Nullable Long assemblyUnits) {
        List<SourcePackage.Build> builds = TestRuns.V2_V3.stream()
                .map(variant ->
                        new SourcePackage.Build(variant, "0".repeat(64), 70_000, 32, 32, 9.6, true, assemblyUnits))
                .toList();
        ObjectNode run = MAPPER.valueToTree(ReportRuns.of(List.of(TestRuns.DECOMPRESS)));
        run.set(
                "packages",
                MAPPER.valueToTree(
                        List.of(new SourcePackage("zlib", "zlib", "1.2.13", "Zlib", dispatch, true, builds))));
        return run;
    }

    private static String shortlist(ObjectNode tree) {
        Run run = MAPPER.treeToValue(tree, Run.class);
        List<ForkResult> forks = IntStream.range(0, 12)
                .mapToObj(number -> TestBlocks.fork(TestRuns.DECOMPRESS, number))
                .toList();
        return ShortlistReport.of(run, Shortlist.of(run.settings(), run.packages(), forks));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0, compiled",
        "NONE, , compiled",
        "COMPILE_TIME, 0, 'compiled, by macros'",
        "RUN_TIME, 0, dispatch",
        "MIXED, , 'dispatch, compiled'",
        "MIXED, 1, 'dispatch, compiled, assembly: 1 of 33 units'",
        "NONE, 64, 'compiled, assembly: 64 of 96 units'"
    })
    void packageSaysWhatALevelReachesOfIt(Dispatch dispatch, @Nullable Long assemblyUnits, String expected) {
        assertThat(shortlist(run(dispatch, assemblyUnits)))
                .contains("| build | class | as shipped |")
                .contains("| 10 s | " + expected + " | yes |");
    }

    private static JsonNode warning(Warning.Kind kind, String text) {
        return MAPPER.valueToTree(new Warning(kind, text));
    }

    @Test
    void packageThatIsNotWhatItsRowSaysIsNamedBelow() {
        ObjectNode run = run(Dispatch.NONE, null);
        assertThat(shortlist(run)).doesNotContain("warning");
        ArrayNode warnings = (ArrayNode) run.get("summary").get("warnings");
        warnings.add(warning(Warning.Kind.HOST, "the host is busy"));
        warnings.add(warning(Warning.Kind.PACKAGE, "package zlib 1.2.13, v3-O2: its code is *that* of v2"));
        assertThat(shortlist(run))
                .endsWith("- **warning**: package zlib 1.2.13, v3-O2: its code is \\*that\\* of v2\n")
                .doesNotContain("busy");
    }
}

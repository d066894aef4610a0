// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown as commonmark-java reads it, with GitHub's tables. */
class MarkdownReaderTest {
    private static final Parser READER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    /** Of a line of a table that tells of a row: up to its own interval. */
    private static final int CELLS = 5;

    static Stream<Run> runs() {
        return HostileResultTest.runs().filter(run -> run.summary() != null);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void tablesOfARunHaveALineForEachRowWithItsCells(Run run) {
        Summary summary = run.summary();
        List<List<List<String>>> tables = tables(MarkdownReport.of(run)).stream()
                .filter(table -> table.get(0).contains("throughput"))
                .toList();
        List<List<List<String>>> expected = new ArrayList<>();
        for (String candidate : Table.candidates(run)) {
            List<Comparison> rows = summary == null ? List.of() : summary.comparisons(candidate);
            if (!rows.isEmpty()) {
                expected.add(rows.stream()
                        .map(row -> Table.cells(row, "", Family.of(run.settings())).stream()
                                .limit(CELLS)
                                .map(MarkdownReaderTest::plain)
                                .toList())
                        .toList());
            }
        }
        assertThat(tables.stream()
                        .map(table -> table.stream()
                                .skip(1)
                                .map(line -> line.subList(0, CELLS))
                                .toList())
                        .toList())
                .isEqualTo(expected);
    }

    /** Whatever a result holds: no more than what its report itself is made of. */
    @ParameterizedTest
    @MethodSource("runs")
    void nothingInAResultIsMarkup(Run run) {
        assertThat(markup(MarkdownReport.of(run)))
                .isSubsetOf("code `marchmark report`", "strong warning", "code of flags");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void indexLinksItsCellsAndNothingElse(boolean hostile) {
        String compiler = hostile ? ReportRuns.HOSTILE : "gcc (Debian 12.2.0-14+deb12u1) 12.2.0";
        String index = IndexReportTest.files(compiler).getOrDefault("README.md", "");
        assertThat(markup(index))
                .contains("link kernels-bits.html", "link amd-epyc-vm/20261201T000003Z-c0ffee/table.md")
                .allMatch(each ->
                        each.matches("code `marchmark publish`|link ([A-Za-z0-9./-]+/table\\.md|[a-z0-9.-]+\\.html"
                                + "|\\.\\./METHODOLOGY\\.md#many-hosts|LICENSE)"));
        List<List<List<String>>> heats = tables(index).stream()
                .filter(table -> table.get(0).get(0).equals("host"))
                .toList();
        assertThat(heats).hasSize(2);
        assertThat(heats.get(1).subList(1, heats.get(1).size()))
                .extracting(line -> line.get(0))
                .containsExactly(
                        plain("amd-epyc-vm, " + compiler),
                        plain("amd-ryzen, " + compiler),
                        plain("hygon-c86, " + compiler),
                        plain("intel-xeon-vm, " + compiler));
    }

    /** As a line of text shows it. */
    private static String plain(String text) {
        return Format.printable(text).strip();
    }

    /** The tables of a text, of each the lines, head first, of each the cells as text. */
    private static List<List<List<String>>> tables(String markdown) {
        return nodes(READER.parse(markdown))
                .filter(TableBlock.class::isInstance)
                .map(table -> children(table)
                        .flatMap(MarkdownReaderTest::children)
                        .map(line ->
                                children(line).map(MarkdownReaderTest::text).toList())
                        .toList())
                .toList();
    }

    /** What is more than text, a word for each kind. */
    private static Set<String> markup(String markdown) {
        Set<String> found = new TreeSet<>();
        nodes(READER.parse(markdown)).forEach(node -> {
            if (node instanceof Link link) {
                found.add("link " + link.getDestination());
            } else if (node instanceof Code code) {
                found.add(
                        code.getLiteral().startsWith("-march=") ? "code of flags" : "code `" + code.getLiteral() + "`");
            } else if (node instanceof StrongEmphasis) {
                found.add("strong " + text(node));
            } else if (node instanceof Emphasis
                    || node instanceof Image
                    || node instanceof HtmlBlock
                    || node instanceof HtmlInline
                    || node instanceof FencedCodeBlock
                    || node instanceof IndentedCodeBlock) {
                found.add(node.getClass().getSimpleName() + " " + text(node));
            }
        });
        return found;
    }

    private static Stream<Node> nodes(Node root) {
        return Stream.concat(Stream.of(root), children(root).flatMap(MarkdownReaderTest::nodes));
    }

    private static Stream<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNext);
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        nodes(node).forEach(part -> {
            if (part instanceof Text literal) {
                text.append(literal.getLiteral());
            } else if (part instanceof Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }
}

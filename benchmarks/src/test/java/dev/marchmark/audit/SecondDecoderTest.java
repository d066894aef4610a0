// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.audit.ElfFile.Section;
import dev.marchmark.model.FileAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zydis decodes the same code and must find the same features, by its own tables. Needs libzydis-dev. */
@Tag("slow")
class SecondDecoderTest {
    /** What Zydis calls otherwise than the manuals. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ADOX_ADCX", "ADX"),
            Map.entry("SSE4", "SSE4.1"),
            Map.entry("SSE42", "SSE4.2"),
            Map.entry("SSE3X87", "SSE3"),
            Map.entry("SSSE3MMX", "SSSE3"),
            Map.entry("LAHF", "LAHF-SAHF"),
            Map.entry("AVXAES", "AES"),
            Map.entry("AVX2GATHER", "AVX2"),
            Map.entry("XSAVEC", "XSAVE"),
            Map.entry("XSAVEOPT", "XSAVE"),
            // vpclmulqdq on xmm, which needs both: for us PCLMULQDQ, for Zydis AVX.
            Map.entry("PCLMULQDQ", "AVX"));

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"libc.so.6", "libcrypto.so.3"})
    void zydisFindsTheSameFeatures(String name) throws IOException, AuditException {
        assumeThat(Path.of("/usr/include/Zydis/Zydis.h")).exists();
        Path file = SystemLibrary.named(name);
        Path decoder = folder.resolve("zydis");
        Assembled.run("gcc", "-O2", "-o", decoder.toString(), "src/test/native/decoder/zydis.c", "-lZydis");
        ElfFile elf = ElfFile.read(file);
        StringBuilder ranges = new StringBuilder();
        for (Region region : CodeMap.of(elf, ElfSymbols.of(elf))) {
            if (region.certain()) {
                ranges.append(offset(elf, region.start()) + " " + (region.end() - region.start()) + "\n");
            }
        }
        Path input = Files.writeString(folder.resolve("ranges"), ranges);
        String output = Assembled.run(
                "sh", "-c", "exec \"$1\" \"$2\" <\"$3\"", "sh", decoder.toString(), file.toString(), input.toString());
        Map<String, Long> zydis = new TreeMap<>();
        output.lines().forEach(line -> {
            String set = line.substring(0, line.indexOf(' ')).replaceFirst("_(128N?|256|512|KOP|SCALAR)$", "");
            zydis.merge(NAMES.getOrDefault(set, set), Long.parseLong(line.substring(line.indexOf(' ') + 1)), Long::sum);
        });
        FileAudit audit = Assembled.audit(file, folder);
        Map<String, Long> ours = new TreeMap<>();
        // What only control flow reaches is not in the ranges, and none of it needs anything in these files.
        assertThat(audit.unattributed().features()).isEmpty();
        audit.total()
                .features()
                .forEach((feature, count) -> ours.merge(NAMES.getOrDefault(feature, feature), count, Long::sum));
        ours.put("TZCNT", audit.total().tzcnt());
        ours.put("INVALID", audit.total().invalid());
        InstructionTable.SHIPPED.features().forEach(feature -> zydis.putIfAbsent(feature.name(), 0L));
        zydis.keySet()
                .retainAll(InstructionTable.SHIPPED.features().stream()
                        .map(InstructionTable.Feature::name)
                        .toList());
        zydis.remove("CET"); // endbr64 and rdssp, which do nothing where it is missing
        InstructionTable.SHIPPED.features().forEach(feature -> ours.putIfAbsent(feature.name(), 0L));
        ours.remove("CET");
        assertThat(ours).isEqualTo(zydis);
    }

    private static long offset(ElfFile elf, long address) {
        Section section = elf.code().stream()
                .filter(code -> address >= code.address() && address < code.end())
                .findFirst()
                .orElseThrow();
        return section.offset() + address - section.address();
    }
}

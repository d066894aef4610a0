// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.CodeChange;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Variant;
import dev.marchmark.run.MachineCode;
import dev.marchmark.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class that a row of a run has, against another reading of the same libraries, on kernels of every group. */
@Tag("slow")
class KernelClassTest {
    private static final String[] KERNELS = {
        "kernels/bits/big_endian_sum",
        "kernels/bits/bit_reader",
        "kernels/bits/bitset_iterate",
        "kernels/bits/clz_sum",
        "kernels/bits/popcount",
        "kernels/bits/varint",
        "kernels/checksum/adler32",
        "kernels/checksum/crc32",
        "kernels/checksum/siphash",
        "kernels/control/binary_search",
        "kernels/control/histogram",
        "kernels/control/quicksort",
        "kernels/crypto/bignum_mul1",
        "kernels/crypto/chacha20_poly1305",
        "kernels/crypto/sha256",
        "kernels/float/daxpy",
        "kernels/float/ddot",
        "kernels/float/fft",
        "kernels/float/half_to_float",
        "kernels/float/horner",
        "kernels/float/sgemm",
        "kernels/integer/alpha_blend",
        "kernels/integer/idct",
        "kernels/integer/sad",
        "kernels/integer/variable_shift",
        "kernels/text/base64_encode",
        "kernels/text/csv_tokenise",
        "kernels/text/utf8_validate",
    };

    @TempDir
    private Path folder = Path.of("");

    private static final class Unseen implements Progress {
        @Override
        public void begin(String stage, int steps) {}

        @Override
        public void step(String what) {}

        @Override
        public void end() {}

        @Override
        public void say(String line) {}
    }

    @Test
    void classOfEachRowIsThatOfARoughReadingOfItsDisassembly() {
        List<String> names = List.of("v2-O2", "v3-O2");
        NativeBuild build = NativeFolder.at(folder.resolve("native"))
                .withKernels(KERNELS)
                .withBuiltReferences()
                .withVariantsNamed(names)
                .withLayouts(1)
                .build();
        List<String> workloads = List.of(KERNELS);
        Manifest manifest = build.build(workloads, names);
        List<Variant> variants = names.stream().map(manifest::variant).toList();
        MachineCode code = MachineCode.of(build.output(), manifest, workloads, variants, new Unseen())
                .orElseThrow();
        Map<String, CodeChange> classes = new TreeMap<>();
        Map<String, CodeChange> read = new TreeMap<>();
        for (Run.Code row : code.comparisons(workloads, variants)) {
            List<Path> libraries = names.stream()
                    .map(name -> build.output()
                            .resolve(manifest.libraries(row.workload(), name)
                                    .get(0)
                                    .path()))
                    .toList();
            classes.put(row.workload(), row.codeClass());
            read.put(row.workload(), RoughReading.change(libraries.get(0), libraries.get(1)));
        }
        assertThat(classes).hasSameSizeAs(KERNELS).isEqualTo(read);
        // Else both might be blind.
        assertThat(classes.values()).contains(CodeChange.IDENTICAL, CodeChange.SCALAR);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final List<String> WORKLOADS =
            List.of("kernels/checksum/xxh64", "kernels/checksum/crc32", "kernels/control/quicksort");

    @ParameterizedTest
    @CsvSource({
        "quiksort, kernels/control/quicksort",
        "kernels/control/quicksrot, kernels/control/quicksort",
        "checksum/crc3, kernels/checksum/crc32",
        "xxh32, kernels/checksum/xxh64",
    })
    void nearestNameIsSuggested(String typed, String suggested) {
        assertThat(UnknownNameException.of("workload", typed, WORKLOADS))
                .hasMessage("unknown workload '" + typed + "'; did you mean '" + suggested + "'?");
    }

    @Test
    void nameThatIsNearToNothingGetsTheListWhereItIsShort() {
        assertThat(UnknownNameException.of("workload", "zzzzzzzz", WORKLOADS))
                .hasMessage("unknown workload 'zzzzzzzz'; known: kernels/checksum/xxh64, kernels/checksum/crc32,"
                        + " kernels/control/quicksort");
        assertThat(UnknownNameException.of("workload", "zzzzzzzz", Collections.nCopies(21, "kernels/a/b")))
                .hasMessage("unknown workload 'zzzzzzzz'; 'marchmark list' shows them");
        assertThat(UnknownNameException.of("variant", "v3", List.of()))
                .hasMessageStartingWith("unknown variant 'v3'; known: ");
    }

    @Test
    void namesThatAreEquallyNearAreAllSuggested() {
        assertThat(UnknownNameException.of("variant", "v9-O2", List.of("v2-O2", "v3-O2", "v3-O3", "v3-O2")))
                .hasMessage("unknown variant 'v9-O2'; did you mean 'v2-O2' or 'v3-O2'?");
        assertThat(UnknownNameException.of(
                        "workload",
                        "packages/zlip/inflate",
                        List.of("packages/lz4/inflate", "packages/zlib/inflate", "packages/zlib/deflate")))
                .as("what stands before the last part decides")
                .hasMessage("unknown workload 'packages/zlip/inflate'; did you mean 'packages/zlib/inflate'?");
    }

    @Test
    void sizesMayBeSeveralWithTheSweepAmongThem() {
        assertThat(Size.list("small,64,small")).extracting(Size::label).containsExactly("small", "64");
        assertThat(Size.list("sweep")).isEqualTo(Size.SWEEP);
        assertThat(Size.list("medium,sweep")).hasSize(1 + Size.SWEEP.size()).startsWith(Size.MEDIUM);
        assertThatThrownBy(() -> Size.list("sweepy")).hasMessageEndingWith("did you mean 'sweep'?");
        assertThatThrownBy(() -> Size.of("sweep"))
                .as("where one size is asked for")
                .hasMessageEndingWith("known: small, medium, large, or a number of bytes, 64 to 999999999");
    }

    @Test
    void sizeIsANameOrANumberOfBytes() {
        assertThat(Size.of("small")).isEqualTo(new Size("small", 16_384));
        assertThat(Size.of("medium")).isEqualTo(new Size("medium", 262_144));
        assertThat(Size.of("large")).isEqualTo(new Size("large", 16_777_216));
        assertThat(Size.of("10")).isEqualTo(new Size("10", 10));
        assertThat(Size.of("999999999")).isEqualTo(new Size("999999999", 999_999_999));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9", "007", "-16", "+16", "16k", "1e6", "1000000000", "Small", "small ", "\u0663\u0663"})
    void sizeOfAnotherFormIsRefused(String label) {
        assertThatThrownBy(() -> Size.of(label))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageStartingWith("unknown size '" + label + "'; ");
    }

    @Test
    void nearSizeIsSuggested() {
        assertThatThrownBy(() -> Size.of("lagre")).hasMessageEndingWith("did you mean 'large'?");
    }

    @Test
    void verdictsAreLowerCaseInEveryLocale() {
        assertThat(Verdict.EQUIVALENT.label()).isEqualTo("equivalent");
        assertThat(Verdict.INCONCLUSIVE.label()).isEqualTo("inconclusive");
    }
}

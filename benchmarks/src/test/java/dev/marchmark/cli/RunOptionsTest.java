// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.model.Settings;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunOptionsTest {
    @CommandLine.Command(name = "run")
    private static final class Command {
        @CommandLine.Mixin
        private RunOptions options = new RunOptions();
    }

    private static RunOptions parsed(String... arguments) {
        Command command = new Command();
        new CommandLine(command).parseArgs(arguments);
        command.options.check();
        return command.options;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "0.5%", "00.50%"})
    void targetIsPerCentWithOrWithoutTheSign(String text) {
        Settings.Target target =
                Objects.requireNonNull(parsed("--target-width", text).target(12));
        assertThat(target.halfWidthPercent()).isEqualTo(0.5);
        assertThat(target.looks()).startsWith(12).endsWith(60);
        assertThat(target.factor()).isBetween(1.03, 1.07);
    }

    @Test
    void mostForksEndTheLooks() {
        assertThat(Objects.requireNonNull(
                        parsed("--target-width", "1", "--max-forks", "12").target(12)))
                .isEqualTo(new Settings.Target(1, List.of(12), 1));
        assertThat(Objects.requireNonNull(parsed("--target-width", "1", "--max-forks", "27")
                                .target(12))
                        .looks())
                .containsExactly(12, 18, 27);
        assertThat(parsed().target(12)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "50", "a", "0.5 %", "1e-3", "", "0.0000001"})
    void targetThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> parsed("--target-width", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--target-width takes per cent")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void mostForksWithoutATargetAreRefused() {
        assertThatThrownBy(() -> parsed("--max-forks", "20"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--max-forks goes with --target-width");
    }

    @ParameterizedTest
    @CsvSource({"12, 11", "12, 10001", "2, 20"})
    void forksThatDoNotGoTogetherAreRefused(int first, String most) {
        assertThatThrownBy(
                        () -> parsed("--target-width", "1", "--max-forks", most).target(first))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--forks takes 3 or more and --max-forks " + first);
    }
}

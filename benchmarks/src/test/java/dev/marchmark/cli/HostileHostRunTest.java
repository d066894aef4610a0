// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One run where much is wrong at once: kernels with faults, a temporary folder that is mounted noexec, numbers with a
 * decimal comma, and a name that must not get out wherever a host, a user or a folder has one.
 */
@Tag("slow")
class HostileHostRunTest {
    private static final String MARKER = "tellTale";
    private static final String HOST =
            """
            [ "$(env printf %.1f 1)" = 1,0 ]
            hostname MARKER-host
            mount -t tmpfs none /run
            mkdir /run/cloud-init
            echo '{"v1": {"cloud_name": "aws", "instance_id": "MARKER", "local_hostname": "MARKER", "region": "MARKER"},
              "ds": {"meta_data": {"instance-type": "MARKER", "public-ipv4": "MARKER"}}}' >/run/cloud-init/instance-data.json
            echo MARKER >/run/machine-id
            [ ! -e /etc/machine-id ] || mount --bind /run/machine-id /etc/machine-id
            mount -t tmpfs -o noexec none "$TMPDIR"
            cp /bin/true "$TMPDIR"
            ! "$TMPDIR/true" 2>/dev/null
            exec "$@"
            """
                    .replace("MARKER", MARKER);

    private static Project project = Project.shared();
    private static Program.Outcome run = new Program.Outcome(-1, "", "");
    private static Path folder = Path.of("");
    private static Path locales = Path.of("");

    @BeforeAll
    static void runOnce() {
        project = Project.own(MARKER + " project").withPlanted("wrong_at_v3", "writes_past", "crashes_later");
        locales = OwnNamespace.germanLocale(project);
        run = program().run("run", "-w", "crc32,planted/*", "--forks", "2", "--cross-check", "4");
        run.requireCode(1);
        assertThat(project.runs()).hasSize(1);
        folder = project.runs().get(0);
        program()
                .run("calibrate", "-w", "crc32", "--comparisons", "1", "--forks", "2")
                .requireCode(0);
    }

    private static Program program() {
        Program program = new Program(project)
                .under(OwnNamespace.running(HOST))
                .with("-Duser.name=" + MARKER + "User", "-Duser.home=" + project.home())
                .environment("TMPDIR", project.home().resolve("temporary files").toString())
                .environment("LOCPATH", locales.toString())
                .environment("LC_ALL", "de_DE.UTF-8")
                .environment("JAVA_TOOL_OPTIONS", "-Duser.language=de -Duser.country=DE");
        for (String name : List.of("USER", "LOGNAME", "HOSTNAME", "HOME", "MAIL", "SSH_CLIENT", "PASSWORD", "OLDPWD")) {
            program.environment(name, "/home/" + MARKER + name);
        }
        return program;
    }

    static String unpacked(Path folder) {
        try (InputStream packed = Files.newInputStream(folder.resolve("blocks.tsv.gz"))) {
            return new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void kernelsWithFaultsAreReportedAndTheOthersMeasured() {
        String table = run.table().replaceAll("\n +", " ");
        assertThat(table.lines().filter(line -> line.startsWith("FAILED")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("FAILED: kernels/planted/crashes_later: its fork crashed: SIGSEGV"),
                        line -> assertThat(line)
                                .startsWith("FAILED: kernels/planted/writes_past, v2-O2: ")
                                .contains("past the end"),
                        line -> assertThat(line)
                                .startsWith("FAILED: kernels/planted/writes_past, v3-O2: ")
                                .contains("past the end"),
                        line -> assertThat(line)
                                .startsWith("FAILED: kernels/planted/wrong_at_v3, v3-O2: at ")
                                .contains("wrong result at byte"));
        assertThat(table.lines().filter(line -> line.matches("[a-z]+/[a-z0-9_]+ .*(faster|slower|equi|incon).*")))
                .singleElement()
                .asString()
                .startsWith("checksum/crc32 ");
    }

    @Test
    void numbersKeepTheirPoints() {
        assertThat(run.table().lines()).anyMatch(line -> line.matches("checksum/crc32" + RunTest.ROW));
        Pattern comma = Pattern.compile("\\d,\\d");
        assertThat(run.out()).doesNotContainPattern(comma);
        assertThat(Project.read(folder.resolve("table.md"))).doesNotContainPattern(comma);
        List<String> csv = Project.read(folder.resolve("table.csv")).lines().toList();
        assertThat(csv).hasSizeGreaterThan(1).allSatisfy(line -> assertThat(line.split(",", -1))
                .hasSameSizeAs(csv.get(0).split(",", -1)));
        assertThat(new Program(project)
                        .run("report", folder.toString())
                        .requireCode(0)
                        .out())
                .as("read where nothing is German")
                .isEqualTo(run.table());
        assertThat(program().run("report", folder.toString()).requireCode(0).out())
                .isEqualTo(run.table());
    }

    @Test
    void nativeBuildIsTheSameInEachLocale() {
        String build = "make -s -C '" + project.nativeFolder()
                + "' -W include/inputs.h WORKLOADS=kernels/float/half_to_float VARIANTS='v1-O2 v3-O2' && cat '"
                + project.nativeFolder() + "/build/manifest.tsv'";
        Program.Outcome plain = Program.command(List.of("env", "LC_ALL=C.UTF-8", "sh", "-c", build));
        Program.Outcome german =
                Program.command(List.of("env", "LC_ALL=de_DE.UTF-8", "LOCPATH=" + locales, "sh", "-c", build));
        assertThat(german.requireCode(0).out())
                .isEqualTo(plain.requireCode(0).out())
                .contains("library\tkernels/float/half_to_float\tv1-O2");
    }

    @Test
    void runOfWhichNothingIsLeftSaysSo() {
        Program.Outcome outcome =
                program().run("run", "-w", "planted/wr*", "--forks", "2").requireCode(1);
        assertThat(outcome.out())
                .contains("FAILED: kernels/planted/wrong_at_v3, v3-O2: ", "\nno row: ")
                .doesNotContain("geometric mean", "Controls", "--resume");
        assertThat(outcome.err()).contains("verifying: ").doesNotContain("measuring: ");
    }

    @Test
    void nothingThatNamesTheHostItsUserOrItsFoldersGetsOut() throws IOException {
        Set<String> secrets = identifiers();
        secrets.addAll(List.of(MARKER, project.home().toString(), "/home", "temporary files"));
        Path csv = folder.resolve("table.csv");
        assertThat(Project.read(csv)).as("what is searched").contains("crc32");
        assertThat(folder.resolve("isolated.jsonl")).exists();
        assertThat(Project.read(folder.resolve("run.json")))
                .as("what cloud-init left is read")
                .contains("\"provider\"");
        assertThat(folder.resolveSibling("calibration")).isNotEmptyDirectory();
        String printed = run.out().replace("stored in " + folder, "");
        for (String secret : secrets) {
            assertThat(printed).doesNotContainIgnoringCase(secret);
            assertThat(unpacked(folder)).doesNotContainIgnoringCase(secret);
            try (Stream<Path> files = Files.walk(project.results())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as("%s", file.getFileName())
                            .doesNotContainIgnoringCase(secret);
                }
            }
        }
        for (String format : List.of("console", "markdown", "csv", "page", "brief")) {
            String report = new Program(project)
                    .run("report", "--as", format, folder.toString())
                    .requireCode(0)
                    .out();
            assertThat(secrets).allSatisfy(secret -> assertThat(report).doesNotContainIgnoringCase(secret));
        }
    }

    /** What tells this machine from others. */
    private static Set<String> identifiers() throws IOException {
        Set<String> found = new TreeSet<>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces()
                .filter(any -> !any.getName().equals("lo"))
                .toList()) {
            network.inetAddresses()
                    .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                    .forEach(found::add);
            byte[] mac = network.getHardwareAddress();
            if (mac != null) {
                Stream.of("", ":", "-").map(HexFormat::ofDelimiter).forEach(hex -> found.add(hex.formatHex(mac)));
            }
        }
        for (String file : List.of(
                "/etc/machine-id",
                "/proc/sys/kernel/random/boot_id",
                "/sys/class/dmi/id/product_uuid",
                "/sys/class/dmi/id/product_serial",
                "/sys/class/dmi/id/board_serial",
                "/sys/class/dmi/id/chassis_serial")) {
            if (Files.isReadable(Path.of(file))) {
                found.add(Files.readString(Path.of(file)).trim());
            }
        }
        // Placeholders and words that other texts may hold as well.
        found.removeIf(
                text -> text.length() < 6 || text.chars().noneMatch(Character::isDigit) || text.matches("[0:.-]+"));
        assertThat(found).as("this machine has something to tell").isNotEmpty();
        return found;
    }
}

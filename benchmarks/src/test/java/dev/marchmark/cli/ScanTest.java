// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code marchmark scan} on small roots that hold a library. */
class ScanTest {
    private static final String SOURCE =
            "void add(float *restrict x, const float *restrict y, long n) { for (long i = 0; i < n; i++) x[i] += y[i]; }\n";

    @TempDir
    private Path folder = Path.of("");

    private Path root = Path.of("");
    private Path tools = Path.of("");

    @BeforeEach
    void plant() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Path libraries = Files.createDirectories(root.resolve("usr/lib"));
        Path source = Files.writeString(folder.resolve("blend.c"), SOURCE);
        Program.command(List.of(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-O3",
                        "-march=x86-64-v3",
                        "-o",
                        libraries.resolve("libblend.so").toString(),
                        source.toString()))
                .requireCode(0);
    }

    private void debian() throws IOException {
        Path info = Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.writeString(
                root.resolve("var/lib/dpkg/status"),
                "Package: blend\nStatus: install ok installed\nArchitecture: amd64\nMulti-Arch: same\nVersion: 1-2\n");
        Files.writeString(info.resolve("blend:amd64.list"), "/.\n/usr\n/usr/lib\n/usr/lib/libblend.so\n");
    }

    /** A search path with what an audit needs and nothing else. */
    private Program program() throws IOException {
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("objdump", "readelf", "env")) {
            if (!Files.exists(tools.resolve(tool), LinkOption.NOFOLLOW_LINKS)) {
                Program.Outcome found = Program.command(List.of("sh", "-c", "command -v " + tool));
                Files.createSymbolicLink(
                        tools.resolve(tool), Path.of(found.requireCode(0).out().trim()));
            }
        }
        return new Program(Project.shared()).environment("PATH", tools.toString());
    }

    @Test
    void consoleIsWithin100ColumnsAndSaysHowFastItWas() throws IOException {
        debian();
        Program.Outcome outcome = HelpTest.execute("scan", root.toString()).requireCode(0);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(outcome.out())
                .startsWith("packages with code: 1 (without: 0); files: 1; code: 0.0 MB\n")
                .containsPattern("(?m)^With code of v3 or v4 and no such mark \\(1\\)$")
                .containsPattern("(?m)^blend +1 +\\d+ +\\d+ +[1-9]\\d* ");
        assertThat(outcome.err())
                .containsPattern("\\d+\\.\\d MB of code decoded of 1 file in \\d+\\.\\d s: \\d+\\.\\d MB/s");
    }

    @Test
    void folderWithoutAPackageDatabaseIsSaidToHaveNoneAndPointsToAudit() {
        Program.Outcome outcome = HelpTest.execute("scan", root.toString()).requireCode(0);
        assertThat(outcome.err())
                .contains("no package of dpkg or rpm is known there: 'marchmark audit " + root
                        + "' says of each file what it needs");
        assertThat(outcome.out())
                .containsPattern("(?m)^of no package +1 ")
                .doesNotContain("Libraries in use by others");
    }

    @Test
    void otherFormatsHoldTheSamePackage() throws IOException {
        debian();
        assertThat(HelpTest.execute("scan", "--as", "markdown", root.toString()).out())
                .containsPattern("\\| blend \\| 1 \\|.*AVX");
        assertThat(HelpTest.execute("scan", "--as", "csv", root.toString()).out())
                .containsPattern("(?m)^blend,1-2,blend,1,1,0,")
                .containsPattern("(?m)^\"\",,,0,");
        Path file = folder.resolve("scan.json");
        HelpTest.execute("scan", "--as", "json", "-o", file.toString(), root.toString())
                .requireCode(0);
        assertThat(Files.readString(file))
                .contains("\"name\" : \"blend\"", "\"withoutCode\" : 0", "\"failures\" : [ ]");
    }

    @Test
    void scanThatIsEndedReportsWhatIsThere() throws IOException {
        Files.copy(root.resolve("usr/lib/libblend.so"), root.resolve("usr/lib/libother.so"));
        Program program = program();
        Path objdump = tools.resolve("objdump");
        Files.delete(objdump);
        Files.writeString(objdump, "#!/bin/sh\nwhile :; do echo; /bin/sleep 0.1; done\n");
        assertThat(objdump.toFile().setExecutable(true)).isTrue();
        try (Program.Running running = program.start("scan", root.toString())) {
            running.awaitError("auditing 2 files, MB: 0 of 1, usr/lib/lib");
            running.interrupt();
            Program.Outcome outcome = running.await(Duration.ofMinutes(1)).requireCode(130);
            assertThat(outcome.out())
                    .contains("not looked at: 2 of 2 files, as the scan was ended before")
                    .doesNotContain("FAILED");
        }
    }

    /** Functions without number, code without end, and a table that is said to be as long as the file: Java has 64 MB. */
    @Test
    void memoryIsBoundedWhateverFilesHold() throws IOException {
        Path libraries = root.resolve("usr/lib");
        assemble(
                libraries.resolve("libmany.so"),
                """
                .altmacro
                .macro make n
                .globl f\\n
                .type f\\n, @function
                f\\n: blsr %eax,%ebx
                ret
                .size f\\n, .-f\\n
                .endm
                .set n, 0
                .rept 60000
                make %n
                .set n, n+1
                .endr
                """);
        assemble(
                libraries.resolve("liblong.so"),
                """
                .globl long
                .type long, @function
                long:
                .rept 600000
                vpaddd 0x12345678(%rax),%ymm1,%ymm2
                .endr
                .size long, .-long
                """);
        claim(libraries.resolve("libblend.so"), libraries.resolve("libclaims.so"));
        Program program = program().with("-Xmx64m");
        Path pieces = folder.resolve("pieces");
        Path objdump = tools.resolve("objdump");
        String real = objdump.toRealPath().toString();
        Files.delete(objdump);
        Files.writeString(
                objdump,
                "#!/bin/sh\nfor file; do :; done\n/usr/bin/wc -c <\"$file\" >>'" + pieces + "'\nexec " + real
                        + " \"$@\"\n");
        assertThat(objdump.toFile().setExecutable(true)).isTrue();

        Program.Outcome outcome =
                program.run("scan", "--as", "json", root.toString()).requireCode(1);
        assertThat(outcome.out())
                .contains(
                        "\"AVX2\" : 600000",
                        "\"BMI1\" : 60000",
                        "\"name\" : \"usr/lib/libclaims.so\"",
                        "\"reason\" : \"takes more memory than Java has here\"");
        assertThat(Files.readAllLines(pieces))
                .hasSizeGreaterThan(4)
                .allSatisfy(bytes -> assertThat(Long.parseLong(bytes.trim())).isLessThan(4 << 20));
    }

    private static void assemble(Path library, String assembly) throws IOException {
        Path source = Files.writeString(library.resolveSibling("source.s"), ".text\n" + assembly);
        Program.command(List.of("gcc", "-shared", "-nostdlib", "-o", library.toString(), source.toString()))
                .requireCode(0);
        Files.delete(source);
    }

    /** A copy whose symbols are said to take a gigabyte, and which is that long, of holes. */
    private static void claim(Path library, Path copy) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(library)).order(ByteOrder.LITTLE_ENDIAN);
        int symbolTable = 2;
        for (int i = 0; i < elf.getShort(60); i++) {
            int header = (int) elf.getLong(40) + 64 * i;
            if (elf.getInt(header + 4) == symbolTable) {
                elf.putLong(header + 24, elf.limit());
                elf.putLong(header + 32, 1L << 30);
            }
        }
        Files.write(copy, elf.array());
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), elf.limit() + (1L << 30));
        }
    }

    @Test
    void folderThatIsNoneIsRefused() {
        assertThat(HelpTest.execute("scan", folder.resolve("gone").toString())
                        .requireCode(2)
                        .err())
                .contains("does not exist");
        assertThat(HelpTest.execute("scan", "--packages", "-1", root.toString())
                        .requireCode(2)
                        .err())
                .contains("--packages takes 0 or more");
    }

    @Test
    void withoutObjdumpThatIsSaidInsteadOfEachFile() throws IOException {
        Program program = program();
        Files.delete(tools.resolve("objdump"));
        for (String command : List.of("scan", "audit")) {
            Program.Outcome outcome = program.run(command, root.toString()).requireCode(3);
            assertThat(outcome.reason()).contains("objdump", "install binutils");
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void rpmDatabaseWithoutRpmIsSaidAndItsFilesCountAsOfNoPackage() throws IOException {
        Path database = Files.createDirectories(root.resolve("usr/lib/sysimage/rpm"));
        Files.writeString(database.resolve("rpmdb.sqlite"), "SQLite format 3");
        Program.Outcome outcome = program().run("scan", root.toString()).requireCode(1);
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .contains("FAILED usr/lib/sysimage/rpm/rpmdb.sqlite is an rpm database")
                .contains("install rpm;");
        assertThat(outcome.out()).containsPattern("(?m)^of no package +1 ");
    }

    @Test
    void rpmIsAskedAboutACopyOfItsDatabase() throws IOException {
        Path database = Files.createDirectories(root.resolve("usr/lib/sysimage/rpm"));
        Files.writeString(database.resolve("rpmdb.sqlite"), "the database");
        Files.createDirectories(root.resolve("var/lib"));
        Files.createSymbolicLink(root.resolve("var/lib/rpm"), Path.of("../../usr/lib/sysimage/rpm"));
        Program program = program();
        // Prints what the real one does, if the database is where it is told, and writes beside it as the real one
        // does.
        Path rpm = Files.writeString(
                tools.resolve("rpm"),
                """
                #!/bin/sh
                [ "$1" = --dbpath ] && [ "$3" = -qa ] && read -r text <"$2/rpmdb.sqlite"
                [ "$text" = 'the database' ] || exit 1
                : >"$2/.rpm.lock"
                printf 'blend\\t1-2.fc41\\tblend-1-2.src.rpm\\t/usr/lib/libblend.so\\n'
                printf 'blend\\t1-2.fc41\\tblend-1-2.src.rpm\\t/usr/share/blend\\n'
                printf 'broken line\\n'
                """);
        assertThat(rpm.toFile().setExecutable(true)).isTrue();
        Program.Outcome outcome =
                program.run("scan", "--as", "csv", root.toString()).requireCode(0);
        assertThat(outcome.out()).containsPattern("(?m)^blend,1-2\\.fc41,blend-1-2\\.src\\.rpm,1,1,0,");
        assertThat(database.resolve(".rpm.lock")).doesNotExist();
    }
}

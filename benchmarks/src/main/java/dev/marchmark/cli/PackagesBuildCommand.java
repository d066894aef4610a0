// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.build.PackageBuild;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.UnknownNameException;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import dev.marchmark.report.PackagesReport;
import dev.marchmark.run.MachineLock;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark packages build}. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds packages of the distribution by its own rules, at each level.",
            "Only the level's flag is added, and nothing is installed. What is built already is",
            "left alone, and after Ctrl-C another start goes on.",
            ""
        })
final class PackagesBuildCommand implements Callable<Integer> {
    private static final String SOURCE_RPM = ".src.rpm";

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME|FILE.src.rpm",
            description = "As 'packages list' shows them, or a source package of an RPM distribution. Default: all.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--levels",
            split = ",",
            paramLabel = "LEVEL",
            defaultValue = "v1,v2,v3",
            description = "v1 is always built, as the others are held against it. Default: ${DEFAULT-VALUE}.")
    private List<String> levels = List.of();

    @Option(
            names = "--compiler",
            defaultValue = "gcc",
            description = "Such as gcc-15, which 'scripts/toolchain' prepares. Default: ${DEFAULT-VALUE}.")
    private String compiler = "";

    @Option(
            names = "--profile",
            defaultValue = "",
            description =
                    "Another distribution's flags after the package's own, such as fedora: variants v1-package-fedora ...")
    private String profile = "";

    @Option(
            names = "--install-needs",
            description = "As root, first install what the builds need; without it the command to type is printed.")
    private boolean installNeeds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Home.requireSources("packages build");
        KnownNames names = Home.names();
        List<String> wanted = wanted(names.packages());
        List<String> asked = variants(names.variants());
        return MachineLock.hold(() -> build(wanted, asked));
    }

    private int build(List<String> wanted, List<String> asked) {
        NativeBuild nativeBuild =
                Home.nativeBuild(new ConsoleProgress(spec.commandLine().getErr()));
        Manifest manifest = nativeBuild.describe();
        List<Variant> variants = withBaseline(manifest, asked);
        PackageBuild build = Home.packageBuild(spec.commandLine().getErr()::println);
        if (!build.hasNeeds(wanted, installNeeds)) {
            return ExitCode.MISSING;
        }
        CheckedBuilds checked = new CheckedBuilds(build, spec.commandLine().getErr()::println);
        List<String> names = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (String each : wanted) {
            Optional<PackageBuild.Source> source = build.fetch(each);
            String name = source.map(PackageBuild.Source::name).orElse(each);
            names.add(name);
            Optional<SourcePackage> known = manifest.sourcePackage(name);
            source.ifPresent(any -> build.fetchFiles(name));
            if (source.isEmpty()
                    || known.isEmpty()
                    || !checked.build(source.get(), known.get().dispatch(), variants)) {
                failed.add(each);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(PackagesReport.of(nativeBuild.describe().packages().stream()
                .filter(each -> names.contains(each.name()))
                .toList()));
        if (!failed.isEmpty()) {
            out.println("not built, or not all of them, for the reasons above: " + String.join(", ", failed));
        }
        out.flush();
        return failed.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    /** Names of packages, and absolute paths. */
    private List<String> wanted(List<String> known) {
        List<String> wanted = new ArrayList<>();
        for (String each : named) {
            if (each.endsWith(SOURCE_RPM)) {
                Path file = Path.of(each).toAbsolutePath();
                if (!Files.isRegularFile(file)) {
                    throw new UsageException(each + " does not exist, or is no file");
                }
                wanted.add(file.toString());
            } else if (known.contains(each)) {
                wanted.add(each);
            } else {
                throw UnknownNameException.of("package", each, known);
            }
        }
        return named.isEmpty() ? known : wanted;
    }

    /** Those that the options mean, which are called so in {@code native/variants}. */
    private List<String> variants(List<String> known) {
        String suffix = (profile.isEmpty() ? "" : "-" + profile)
                + (compiler.equals("gcc") ? "" : "-" + compiler.replace("-", ""));
        List<String> variants = new ArrayList<>();
        for (String level : levels) {
            String variant = level + "-package" + suffix;
            if (!known.contains(variant)) {
                throw new UsageException("no variant of packages is of " + compiler
                        + (profile.isEmpty() ? "" : " with the flags of " + profile) + " and " + level
                        + "; 'marchmark list' shows those that there are");
            }
            variants.add(variant);
        }
        return variants;
    }

    /** The baseline first, as the others are held against it. */
    private static List<Variant> withBaseline(Manifest manifest, List<String> asked) {
        String baseline = manifest.set(Workload.PACKAGES).get(0).get(0);
        return Stream.concat(Stream.of(baseline), asked.stream())
                .distinct()
                .map(manifest::variant)
                .toList();
    }
}
